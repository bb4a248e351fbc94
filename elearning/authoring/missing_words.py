"""What to say of a field that has nothing in it yet: what to write there, in the words of the form."""

import re
from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext as _l

#: By the key of the validators' messages: what they say of a field that was left empty.
KEYS: Final = {"string_too_short", "few", "missing", "enum", "int_type", "no_text"}

_FOR_WHOM: Final = _l("Mark at least one: Who is it for?")
_ANSWERS: Final = _l("Write at least %(least)s answers.")
_PAGES: Final = _l("Write at least one page: Where in the foundation does it stand?")

#: By the field's name without the numbers in it; # is the number of a text in a list.
_EMPTY: Final[Mapping[str, object]] = {
    "title": _l("Write a title."),
    "summary": _l("Write a summary."),
    "audience": _FOR_WHOM,
    "steps": _l("Add at least one step."),
    "steps.title": _l("Write the step's title."),
    "steps.text": _l("Write the step's text."),
    "steps.question": _l("Write the question."),
    "steps.options": _ANSWERS,
    "steps.options.text": _l("Write the answer."),
    "steps.circles": _l("Add circles, so that there are at least %(least)s."),
    "steps.circles.title": _l("Write what the circle is called."),
    "steps.circles.hint": _l("Write a hint for the circle."),
    "situation": _l("Write the situation."),
    "placements": _l("Add at least one board."),
    "placements.here": _l("Write what it means here."),
    "placements.gains": _l("Write the gain from more of it."),
    "placements.risks": _l("Write the risk of more of it."),
    "placements.warnings.#": _l("Write early sign no. %(place)s of too much."),
    "price": _l("Add options, so that there are at least %(least)s."),
    "price.text": _l("Write what gets less attention."),
    "price.directions": _l("Mark at least one: When is it right?"),
    "price.explanation": _l("Write the explanation of the option."),
    "new_fact.text": _l("Write what changes."),
    "new_fact.balance": _l("Choose which balance the new fact touches."),
    "voices": _l("Add arguments, so that there are at least %(least)s."),
    "voices.role": _l("Choose which role the argument is seen by."),
    "voices.before.#": _l("Choose where the argument puts the weight."),
    "voices.after": _l("Choose where it puts the weight after the new fact."),
    "voices.reason": _l("Write the argument."),
    "afterthought": _l("Write a question to take along."),
    "pages": _PAGES,
    "questions": _l("Add at least one question."),
    "questions.question": _l("Write the question."),
    "questions.options": _ANSWERS,
    "questions.options.text": _l("Write the answer."),
    "questions.groups": _l("Add groups, so that there are at least %(least)s."),
    "questions.groups.#": _l("Write what the group is called."),
    "questions.items": _l("Add things to be put in a group, so that there are at least %(least)s."),
    "questions.items.text": _l("Write what is to be put in a group."),
    "questions.items.group": _l("Choose the right group."),
    "questions.items.explanation": _l("Write the explanation of the right group."),
    "questions.pages": _PAGES,
}


def missing(field: str, values: Mapping[str, str]) -> str:
    """Say what to write in an empty field of the form, or "" if nothing is known of it.

    `values` are those of the validator's message, such as how many are needed at least.
    """
    name = re.sub(r"^(placements)\.\d+\.(?:first|second)\b", r"\1", field)
    place = field.rpartition(".")[2]
    name = re.sub(r"\.\d+$", ".#", re.sub(r"\.\d+(?=\.)", "", name))
    said = _EMPTY.get(name)
    return str(said) % {**values, "place": place} if said else ""
