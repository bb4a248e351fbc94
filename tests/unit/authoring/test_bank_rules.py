"""The buttons of the editor of question banks: questions and their parts are added, moved and removed."""

from __future__ import annotations

from copy import deepcopy

import pytest

from elearning.authoring.bank_data import MOST, MOST_QUESTIONS, new_question
from elearning.authoring.bank_rules import act
from elearning.authoring.rules import UnknownActionError, Writing


@pytest.fixture
def writing() -> Writing:
    sort = new_question("sort", "b", "Hvor hører det til?")
    sort["groups"] = ["Først", "Så", "Sidst"]
    sort["items"] = [{"text": str(group), "group": group, "explanation": ""} for group in (1, 2, 3)]
    return Writing({"questions": [new_question("choose", "a", "Hvad?"), sort]}, [])


def do(writing: Writing, action: str, kind: str = "choose", question: str = "") -> str:
    return act(writing, action, added=(kind, question), taken={"gammel"})


def slugs(writing: Writing) -> list[str]:
    return [each["slug"] for each in writing.data["questions"]]


def test_a_question_is_added_last_with_an_address_that_no_question_ever_had(writing: Writing) -> None:
    do(writing, "delete.1")
    assert do(writing, "add", "sort", "A") == "questions-2"
    assert do(writing, "add", "choose", "Gammel?") == "questions-3"
    assert slugs(writing) == ["b", "a-2", "gammel-2"]


def test_there_are_never_more_questions_than_a_bank_may_have(writing: Writing) -> None:
    for number in range(MOST_QUESTIONS):
        do(writing, "add", question=f"Nr. {number}")
    assert len(writing.data["questions"]) == MOST_QUESTIONS


def test_a_question_is_moved(writing: Writing) -> None:
    assert do(writing, "down.1") == "questions-2"
    assert slugs(writing) == ["b", "a"]


def test_a_deleted_question_is_put_back_where_it_was_with_all_it_had(writing: Writing) -> None:
    before = deepcopy(writing.data)
    assert do(writing, "delete.1") == "removed-1"
    assert do(writing, "undo.1") == "questions-1"
    assert (writing.data, writing.removed) == (before, [])


@pytest.mark.parametrize(
    ("part", "place"),
    [("1.options.2", "questions-1-options-2"), ("2.groups.2", "questions-2-groups-2"),
     ("2.groups.1", "questions-2-groups-1"), ("2.items.3", "questions-2-items-3")],
)  # fmt: skip
def test_a_deleted_part_is_put_back_where_it_was(writing: Writing, part: str, place: str) -> None:
    before = deepcopy(writing.data)
    assert do(writing, f"drop.{part}") == "removed-1"
    assert writing.data != before
    assert do(writing, "undo.1") == place
    assert (writing.data, writing.removed) == (before, [])


def test_a_part_is_put_back_into_its_question_wherever_that_is_by_then(writing: Writing) -> None:
    do(writing, "drop.2.items.1")
    do(writing, "up.2")
    assert do(writing, "undo.1") == "questions-1-items-1"
    assert [item["text"] for item in writing.data["questions"][0]["items"]] == ["1", "2", "3"]


def test_a_part_of_a_question_that_is_gone_waits_for_it(writing: Writing) -> None:
    before = deepcopy(writing.data)
    do(writing, "drop.2.groups.1")
    do(writing, "delete.2")
    with pytest.raises(UnknownActionError):
        do(writing, "undo.1")
    do(writing, "undo.2")
    do(writing, "undo.1")
    assert writing.data == before


def test_what_was_put_in_another_group_meanwhile_stays_there(writing: Writing) -> None:
    do(writing, "drop.2.groups.2")
    writing.data["questions"][1]["items"][1]["group"] = 1
    do(writing, "undo.1")
    assert [item["group"] for item in writing.data["questions"][1]["items"]] == [1, 1, 3]


def test_a_thing_that_is_put_back_is_in_the_group_of_that_name_or_in_none(writing: Writing) -> None:
    do(writing, "drop.2.items.3")
    do(writing, "drop.2.groups.1")
    do(writing, "undo.1")
    assert writing.data["questions"][1]["items"][2]["group"] == 2
    do(writing, "drop.2.items.3")
    do(writing, "drop.2.groups.2")
    do(writing, "undo.2")
    assert writing.data["questions"][1]["items"][2]["group"] == 0


@pytest.mark.parametrize(("number", "part"), [(1, "options"), (2, "groups"), (2, "items")])
def test_parts_are_added_as_long_as_there_is_room(writing: Writing, number: int, part: str) -> None:
    for _ in range(MOST[part] + 3):
        place = do(writing, f"more.{number}.{part}")
    assert place == f"questions-{number}-{part}-{MOST[part]}"
    assert len(writing.data["questions"][number - 1][part]) == MOST[part]


def test_what_was_in_a_group_that_goes_is_in_none_and_the_others_stay_where_they_are(
    writing: Writing,
) -> None:
    do(writing, "drop.2.groups.2")
    question = writing.data["questions"][1]
    assert question["groups"] == ["Først", "Sidst"]
    assert [item["group"] for item in question["items"]] == [1, 0, 2]


@pytest.mark.parametrize(
    "action",
    [
        "", "up", "up.0", "up.x", "up.3", "delete.9", "undo.1", "more.1", "more.1.items", "more.2.options",
        "more.1.slug", "drop.1.options.9", "drop.1.options.0", "drop.2.title.1", "add.1", "more.²",
    ],
)  # fmt: skip
def test_what_no_button_says_is_refused(writing: Writing, action: str) -> None:
    before = deepcopy(writing.data)
    with pytest.raises(UnknownActionError):
        do(writing, action)
    assert writing.data == before


def test_a_kind_that_there_is_not_cannot_be_added(writing: Writing) -> None:
    with pytest.raises(UnknownActionError):
        do(writing, "add", "essay")
