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
    removed_from,
    slug_of,
)

LIST = "questions"


def act(writing: Writing, action: str, *, added: tuple[str, str], taken: Collection[str]) -> str:
    """Do what a button says, such as `up.2`, and give the id on the page of what it is about.

    `added` are the kind of a question to add and what it asks; `taken` the slugs that questions of the bank
    ever had. Raises UnknownActionError for what no button says, also about a question that is not there.
    """
    name, *rest = action.split(".")
    try:
        return _do(writing, name, rest, added, {*taken, *_slugs(writing)})
    except (ValueError, IndexError, KeyError) as error:
        raise UnknownActionError(action) from error


def _slugs(writing: Writing) -> set[str]:
    return {each["slug"] for each in [*writing.data[LIST], *removed_from(writing, LIST)]}


def _do(writing: Writing, name: str, rest: list[str], added: tuple[str, str], taken: Collection[str]) -> str:
    questions = writing.data[LIST]
    match name, rest:
        case "add", []:
            return f"{LIST}-{_add(questions, *added, taken)}"
        case ("up" | "down") as way, [said]:
            return f"{LIST}-{place(questions, int(said), int(said) + (1 if way == 'down' else -1))}"
        case "delete", [said]:
            return remove(writing, LIST, int(said))
        case "undo", [said]:
            return _put_back(writing, int(said))
        case "more", [said, part]:
            return f"{LIST}-{int(said)}-{_more(questions[index(questions, int(said))], part)}"
        case "drop", [said, part, which]:
            return _drop(writing, questions[index(questions, int(said))], part, int(which))
    raise ValueError(name)


def _add(questions: list[Data], kind: str, question: str, taken: Collection[str]) -> int:
    if kind not in KINDS:
        raise ValueError(kind)
    if len(questions) < MOST_QUESTIONS:
        questions.append(new_question(kind, slug_of(question, taken, "spoergsmaal"), question))
    return len(questions)


def _more(question: Data, name: str) -> str:
    parts = _parts(question, name)
    if len(parts) < MOST[name]:
        parts.append(new_part(name))
    return f"{name}-{len(parts)}"


def _drop(writing: Writing, question: Data, name: str, number: int) -> str:
    """Remove a part of a question; a group says what was in it, and a thing which groups there were."""
    index(_parts(question, name), number)
    groups = list(question.get("groups", ()))
    place = remove(writing, name, number, part_of=question)
    if name == "groups":
        held = [each["text"] for each in question["items"] if each["group"] == number]
        writing.removed[-1]["held"] = held
        for item in question["items"]:
            item["group"] = _without_group(item["group"], number)
    elif name == "items":
        writing.removed[-1]["groups"] = groups
    return place


def _without_group(group: int, gone: int) -> int:
    """Give the number that a group has when another is gone; what was in that one is in none."""
    if group == gone:
        return NO_GROUP
    return group - 1 if group > gone else group


def _put_back(writing: Writing, number: int) -> str:
    back = writing.removed[index(writing.removed, number)]
    place = put_back(writing, number, LIST)
    if "of" not in back:
        return place
    question = next(each for each in writing.data[LIST] if each["slug"] == back["of"])
    if "held" in back:
        _fill(question["items"], int(place.rpartition("-")[2]), back["held"])
    elif "groups" in back:
        back["item"]["group"] = _group_today(back["item"]["group"], back["groups"], question["groups"])
    return place


def _fill(items: list[Data], group: int, held: list[str]) -> None:
    """Make room for a group that is back among the others, and put into it what is in none since it went."""
    for item in items:
        if item["group"] >= group:
            item["group"] += 1
        elif item["group"] == NO_GROUP and item["text"] in held:
            item["group"] = group


def _group_today(group: int, then: list[str], today: list[str]) -> int:
    """Give the number that a group has now, by its name if groups came or went since `then`."""
    if then == today or group == NO_GROUP:
        return group
    name = then[group - 1] if group <= len(then) else ""
    return today.index(name) + 1 if name in today else NO_GROUP


def _parts(question: Data, name: str) -> list[Any]:
    if name not in MOST:
        raise KeyError(name)
    parts: list[Any] = question[name]
    return parts
