"""What is wrong with a scenario, or would make it fairer: the validator and the linter, said to HR."""

import re
from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning.accounts.rules import FoundationRole
from elearning.quizzes import content, linter
from elearning.quizzes.balances import DIRECTIONS, Balance, Direction
from elearning.quizzes.words import POLES, balance_name, middle_name, role_name

#: Messages about a whole library of scenarios, and those that the lessons' validator has too.
_NOT_HERE: Final = {"one_way", "nobodys", "unique"}
#: The messages' templates, by a key of their own.
TEMPLATES: Final[Mapping[str, str]] = {
    f"scenario_{key}": text
    for key, text in {**content.MESSAGES, **linter.MESSAGES}.items()
    if key not in _NOT_HERE
}
SAID: Final[Mapping[str, object]] = {
    "scenario_option": _l("Two options say “%(value)s”. Write one of them differently, or delete it."),
    "scenario_touched": _l("Choose the balance that the new fact touches. It must be one of the boards."),
    "scenario_no_true": _l(
        "Nothing is right with the weight on %(combinations)s. Mark an option that is right there, or"
        " write one more."
    ),
    "scenario_no_false": _l(
        "Every option is right with the weight on %(combinations)s. Take the mark away where it is not"
        " right, or write one more option."
    ),
    "scenario_chair": _l(
        "“%(value)s” is not among those the scenario is for. Choose another role here, or add the role at"
        " “Who is it for?”."
    ),
    "scenario_required": _l(
        "The scenario is not for “%(value)s”, so it cannot be required of them. Add the role at “Who is"
        " it for?”, or take the mark away here."
    ),
    "scenario_situation_words": _l(
        "The situation has %(length)s words. %(least)s to %(most)s make a picture, and are still read."
    ),
    "scenario_nobody": _l(
        "Nobody is spoken to. Write to the learner with “du”, so that the choice is theirs."
    ),
    "scenario_lix": _l(
        "The situation is hard to read (LIX %(found)s). Write shorter sentences and shorter words, down to"
        " %(most)s."
    ),
    "scenario_unequal": _l(
        "This has %(length)s characters, and the other position %(other)s. What is said at more length"
        " seems to weigh more, so write about as much on both."
    ),
    "scenario_upsides": _l(
        "The risk is less than half as long as the gain. Say as concretely what it may cost, and whom."
    ),
    "scenario_loaded": _l(
        "“%(word)s” %(why)s. Choose a word that those who prefer this position would use themselves."
    ),
    "scenario_fact_words": _l(
        "The new fact has %(length)s words. %(least)s to %(most)s tell one thing clearly."
    ),
    "scenario_unmoved": _l(
        "The new fact moves %(moved)s of the %(voices)s arguments, so it hardly matters. Let at least"
        " %(least)s move, or find another fact that makes some think again."
    ),
    "scenario_agree": _l(
        "On %(balance)s all arguments stand in the same place, so there is no dilemma. Write what"
        " sensible people on both sides would say."
    ),
    "scenario_middle": _l(
        "On %(balance)s %(number)s of %(voices)s arguments stand in the middle. Let them say which way"
        " they lean, and why."
    ),
    "scenario_one_side": _l(
        "On %(balance)s no argument leans towards %(pole)s, so the other side seems right. Write the best"
        " argument for it."
    ),
    "scenario_alike": _l(
        "On %(balance)s the arguments stand in %(number)s different places. Use at least %(least)s, so"
        " that most find one near their own and one far from it."
    ),
    "scenario_silent": _l(
        "No argument is seen by the %(roles)s, though the scenario is for them. Write one, or take the"
        " role away at “Who is it for?”."
    ),
}
_WHY: Final[Mapping[str, object]] = {
    "makes the pole smaller than it is": _l("makes the position smaller than it is"),
    "runs the pole down": _l("runs the position down"),
    "praises the pole instead of saying what it does": _l(
        "praises the position instead of saying what it does"
    ),
    "says that the answer is given": _l("says that the answer is given"),
}
_MIDDLES: Final = {DIRECTIONS[balance][1]: balance for balance in Balance}
_CODE: Final = re.compile(
    "'?({})'?".format("|".join(sorted([*Direction, *FoundationRole], key=len, reverse=True)))
)


def in_words(key: str, values: Mapping[str, str]) -> str:
    """Say one of the messages, with what the files call by codes called by its name."""
    said: dict[str, Any] = {name: _named(name, value) for name, value in values.items()}
    return str(SAID[key]) % said


def _named(name: str, value: str) -> str:
    if name == "balance" and value in tuple(Balance):
        return balance_name(Balance(value))
    if name == "why":
        return str(_WHY.get(value, value))
    if name == "moved":
        return value.replace("none", "0")
    if name in {"combinations", "pole", "roles"} or value in tuple(FoundationRole):
        either = _("or")
        joined = value.replace("' with '", "' + '").replace("' or '", f"' {either} '")
        more = re.sub(r" and (\d+) more$", lambda found: " " + _("and %(num)s more", num=found[1]), joined)
        return _CODE.sub(lambda code: _name(code[1]), more)
    return value


def _name(code: str) -> str:
    if code in tuple(FoundationRole):
        return role_name(FoundationRole(code))
    direction = Direction(code)
    return direction_name(direction)


def direction_name(direction: Direction) -> str:
    """Name where on a board the weight lies: on one of its poles, or in the middle."""
    if direction in _MIDDLES:
        first, _middle, second = DIRECTIONS[_MIDDLES[direction]]
        return _("the middle between %(first)s and %(second)s", first=POLES[first], second=POLES[second])
    return str(POLES[direction])


def short_name(direction: Direction) -> str:
    """Name a direction where its board is named beside it: a pole, or only “the middle”."""
    return middle_name() if direction in _MIDDLES else str(POLES[direction])


def field_names() -> dict[str, str]:
    """Name the fields of the editor as its form does, by their names in the data or of a part in cards."""
    return {
        "title": _("Title"),
        "audience": _("Who is it for?"),
        "required_for": _("Who must weigh it?"),
        "situation": _("The situation"),
        "placements": _("Boards"),
        "price": _("The price"),
        "new_fact": _("New fact"),
        "voices": _("Arguments"),
        "afterthought": _("A question to take along"),
        "pages": _("Pages in the foundation"),
        "price.text": _("What gets less attention?"),
        "price.directions": _("When is it right?"),
        "price.explanation": _("Explanation"),
        "new_fact.text": _("What changes?"),
        "new_fact.balance": _("Which balance does it touch?"),
        "voices.role": _("Seen by"),
        "voices.before": _("Where it puts the weight"),
        "voices.after": _("After the new fact"),
        "voices.reason": _("Argument"),
        **{
            f"{pole}.{name}": f"{title}: {said}"
            for pole, title in _titles().items()
            for name, said in pole_fields().items()
        },
    }


def pole_fields() -> dict[str, str]:
    """Name the fields of each side of a board."""
    return {
        "here": _("What it means here"),
        "gains": _("Gain from more of it"),
        "risks": _("Risk of more of it"),
        "warnings": _("Early sign of too much"),
    }


def _titles() -> dict[str, str]:
    return {pole: str(name)[:1].upper() + str(name)[1:] for pole, name in POLES.items()}


def side_of(placement: Mapping[str, Any], field: str) -> str:
    """Give the pole that a field of a board is about, by its code, or ""."""
    first, _middle, second = DIRECTIONS[Balance(placement["balance"])]
    side = re.match(r"placements\.\d+\.(first|second)\b", field)
    return str(first if side[1] == "first" else second) if side else ""


def board_of(field: str, data: Mapping[str, Any]) -> str:
    """Name the board, and its side, that a field of the form is about, or ""."""
    found = re.match(r"(?:placements|voices\.\d+\.before)\.(\d+)(?:\.|$)", field)
    if not found or int(found[1]) > len(data["placements"]):
        return ""
    placement = data["placements"][int(found[1]) - 1]
    side = _titles().get(side_of(placement, field), "")
    return ", ".join(filter(None, (balance_name(Balance(placement["balance"])), side)))
