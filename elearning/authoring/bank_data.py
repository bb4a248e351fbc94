"""A question bank as the editor's form has it: read from the form, made from a bank, and made into one again.

The data are those of `quizzes.question_bank.QuestionBank`, without the module that it is known by and with ""
for what is left out. They may be wrong; only `bank_of` asks whether they are right.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import JsonValue

from elearning.authoring.fields import Data, Fields
from elearning.quizzes.question_bank import QuestionBank, bank_from_data

CHOOSE, SORT = "choose", "sort"
KINDS: Final = (CHOOSE, SORT)
#: How many of each there may be in a question; the validator says how few.
MOST: Final[Mapping[str, int]] = {"options": 8, "groups": 6, "items": 12}
MOST_QUESTIONS: Final = 200
#: Of an item whose group is not chosen yet.
NO_GROUP: Final = 0


_GROUPS: Final = frozenset(map(str, range(1, MOST["groups"] + 1)))


def new_question(kind: str, slug: str, question: str) -> Data:
    """Give a question of a kind with nothing in it yet but what it asks."""
    lists = ("options",) if kind == CHOOSE else ("groups", "items")
    return {
        "kind": kind,
        "slug": slug,
        "question": question,
        **{name: [new_part(name), new_part(name)] for name in lists},
        "pages": [],
    }


def new_part(name: str) -> Any:  # noqa: ANN401 - a group is a text, the others are data
    """Give an empty option, group or item."""
    return _EMPTY[name]()


_EMPTY: Final[Mapping[str, Callable[[], object]]] = {
    "options": lambda: {"text": "", "correct": False, "explanation": ""},
    "groups": str,
    "items": lambda: {"text": "", "group": NO_GROUP, "explanation": ""},
}


def read(form: Fields) -> Data:
    """Read what the editor's form sent."""
    return {"questions": [_read_question(each) for each in form.items("questions", MOST_QUESTIONS)]}


def _read_question(form: Fields) -> Data:
    kind = form.text("kind")
    question = new_question(kind if kind in KINDS else CHOOSE, form.text("slug"), form.text("question"))
    question["pages"] = form.numbers("pages")
    if question["kind"] == CHOOSE:
        question["options"] = [_read_option(each) for each in form.items("options")]
    else:
        question["groups"] = form.texts("groups")
        question["items"] = [_read_item(each) for each in form.items("items")]
    return question


def _read_option(form: Fields) -> Data:
    return {
        "text": form.text("text"),
        "correct": form.is_marked("correct"),
        "explanation": form.text("explanation"),
    }


def _read_item(form: Fields) -> Data:
    said = form.text("group")
    group = int(said) if said in _GROUPS else NO_GROUP
    return {"text": form.text("text"), "group": group, "explanation": form.text("explanation")}


def data_of(bank: QuestionBank) -> Data:
    """Give a bank's data as the form has them."""
    return {"questions": [_without_none(each) for each in bank.model_dump(mode="json")["questions"]]}


def bank_of(data: Mapping[str, Any], module: str) -> QuestionBank:
    """Make the bank that the data say, of a module.

    Raises ContentError with every problem; their fields are the names of the form's.
    """
    questions: list[JsonValue] = [_with_none(each) for each in data["questions"]]
    return bank_from_data({"module": module, "questions": questions})


def _without_none(question: Data) -> Data:
    if question["kind"] == SORT:
        return question
    options = [{**each, "explanation": each["explanation"] or ""} for each in question["options"]]
    return {**question, "options": options}


def _with_none(question: Data) -> Data:
    """Say of what may be left out that it is, and leave out the groups that are not chosen yet."""
    if question["kind"] == SORT:
        return {**question, "items": [_chosen(each) for each in question["items"]]}
    options = [{**each, "explanation": each["explanation"] or None} for each in question["options"]]
    return {**question, "options": options}


def _chosen(item: Data) -> Data:
    return {name: said for name, said in item.items() if (name, said) != ("group", NO_GROUP)}
