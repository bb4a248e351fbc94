"""What the buttons of the editor of a question bank do to its data. Numbers count from 1."""

from collections.abc import Collection
from typing import Any

from elearning.authoring.bank_data import KINDS, MOST, MOST_QUESTIONS, NO_GROUP, new_part, new_question
from elearning.authoring.fields import Data
from elearning.authoring.rules import (
    UnknownActionError,
    Writing,
    index,
    place,
    put_back,
    remove,
    slug_of,
)

LIST = "questions"


def act(writing: Writing, action: str, *, added: tuple[str, str], taken: Collection[str]) -> int | None:
    """Do what a button says, such as `up.2`, and give the number of the question it is about, if any.

    `added` are the kind of a question to add and what it asks; `taken` the slugs that questions of the bank
    ever had. Raises UnknownActionError for what no button says, also about a question that is not there.
    """
    name, *rest = action.split(".")
    try:
        return _do(writing, name, rest, added, {*taken, *_slugs(writing)})
    except (ValueError, IndexError, KeyError) as error:
        raise UnknownActionError(action) from error


def _slugs(writing: Writing) -> set[str]:
    return {each["slug"] for each in [*writing.data[LIST], *(each["item"] for each in writing.removed)]}


def _do(
    writing: Writing, name: str, rest: list[str], added: tuple[str, str], taken: Collection[str]
) -> int | None:
    questions = writing.data[LIST]
    number: int | None
    match name, rest:
        case "add", []:
            number = _add(questions, *added, taken)
        case ("up" | "down") as way, [said]:
            number = place(questions, int(said), int(said) + (1 if way == "down" else -1))
        case "delete", [said]:
            number = remove(writing, LIST, int(said))
        case "undo", [said]:
            number = put_back(writing, int(said))
        case "more", [said, part]:
            number = int(said)
            _more(questions[index(questions, number)], part)
        case "drop", [said, part, which]:
            number = int(said)
            _drop(questions[index(questions, number)], part, int(which))
        case _:
            raise ValueError(name)
    return number


def _add(questions: list[Data], kind: str, question: str, taken: Collection[str]) -> int:
    if kind not in KINDS:
        raise ValueError(kind)
    if len(questions) < MOST_QUESTIONS:
        questions.append(new_question(kind, slug_of(question, taken, "spoergsmaal"), question))
    return len(questions)


def _more(question: Data, name: str) -> None:
    parts = _parts(question, name)
    if len(parts) < MOST[name]:
        parts.append(new_part(name))


def _drop(question: Data, name: str, number: int) -> None:
    parts = _parts(question, name)
    del parts[index(parts, number)]
    if name == "groups":
        for item in question["items"]:
            item["group"] = _without_group(item["group"], number)


def _without_group(group: int, gone: int) -> int:
    """Give the number that a group has when another is gone; what was in that one is in none."""
    if group == gone:
        return NO_GROUP
    return group - 1 if group > gone else group


def _parts(question: Data, name: str) -> list[Any]:
    if name not in MOST:
        raise KeyError(name)
    parts: list[Any] = question[name]
    return parts
