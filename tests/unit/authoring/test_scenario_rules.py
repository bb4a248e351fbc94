"""The buttons of the scenario editor: boards, options and voices are added, moved, removed and put back."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from elearning.authoring import scenario_data
from elearning.authoring.rules import UnknownActionError, Writing
from elearning.authoring.scenario_rules import MOST, act
from tests.unit.authoring.test_scenario_data import FIELD, OPERATIONS, SHIPPED_SCENARIOS, UNIFORMITY


@pytest.fixture
def writing() -> Writing:
    """A scenario with two boards is being written."""
    scenario = next(each for each in SHIPPED_SCENARIOS if set(each.balances) == {UNIFORMITY, OPERATIONS})
    return Writing(scenario_data.data_of(scenario), [])


def do(writing: Writing, action: str, balance: str = "") -> str:
    return act(writing, action, balance=balance)


def texts(writing: Writing) -> list[Any]:
    return [option["text"] for option in writing.data["price"]]


def test_an_option_goes_where_the_button_says(writing: Writing) -> None:
    first, second, *rest = texts(writing)
    assert do(writing, "down.price.1") == "price-2"
    assert texts(writing) == [second, first, *rest]
    assert do(writing, "up.price.2") == "price-1"
    assert texts(writing) == [first, second, *rest]


@pytest.mark.parametrize(
    ("listed", "number"), [("price", 2), ("voices", 3), ("placements", 1), ("placements", 2)]
)
def test_what_is_deleted_is_put_back_as_it_was(writing: Writing, listed: str, number: int) -> None:
    before = copy.deepcopy(writing.data)
    do(writing, f"delete.{listed}.{number}")
    assert writing.data != before
    assert do(writing, "undo.1") == f"{listed}-{number}"
    assert (writing.data, writing.removed) == (before, [])


def test_a_board_that_is_added_again_comes_back_with_its_text(writing: Writing) -> None:
    before = copy.deepcopy(writing.data)
    do(writing, "delete.placements.2")
    assert do(writing, "add.placements", before["placements"][1]["balance"]) == "placements-2"
    assert (writing.data, writing.removed) == (before, [])


def test_a_new_board_gives_every_voice_a_place_to_fill(writing: Writing) -> None:
    assert do(writing, "add.placements", FIELD) == "placements-3"
    assert all(len(voice["before"]) == 3 and voice["before"][2] == "" for voice in writing.data["voices"])


def test_the_first_board_is_the_one_that_the_new_fact_touches() -> None:
    writing = Writing(scenario_data.empty("Et dilemma"), [])
    do(writing, "add.placements", FIELD)
    assert writing.data["new_fact"]["balance"] == FIELD


def test_a_voice_and_an_option_that_are_put_back_fit_the_boards_there_are_then(writing: Writing) -> None:
    voice, option = (copy.deepcopy(writing.data[listed][0]) for listed in ("voices", "price"))
    do(writing, "delete.voices.1")
    do(writing, "delete.price.1")
    do(writing, "delete.placements.1")
    do(writing, "undo.1")
    do(writing, "undo.1")
    balance = writing.removed[0]["item"]["balance"]
    back = writing.data["voices"][0]
    assert (back["before"], back["kept"]) == (voice["before"][1:], {balance: voice["before"][0]})
    mine = writing.data["price"][0]
    assert {*mine["directions"], *mine.get("kept", ())} == set(option["directions"])
    do(writing, "undo.1")
    assert (writing.data["voices"][0], writing.data["price"][0]) == (voice, option)


def test_there_is_room_for_no_more_than_a_scenario_may_have(writing: Writing) -> None:
    for _ in range(20):
        do(writing, "add.price")
        do(writing, "add.voices")
    assert (len(writing.data["price"]), len(writing.data["voices"])) == (MOST, MOST)


@pytest.mark.parametrize(
    "action",
    ["", "dance", "up", "up.price", "up.price.0", "up.price.99", "up.placements.1", "delete.title.1",
     "undo.1", "add.situation", "add.placements", "delete.placements.x", "up.price.1.2"],
)  # fmt: skip
def test_what_no_button_says_is_refused_and_changes_nothing(writing: Writing, action: str) -> None:
    before = copy.deepcopy(writing.data)
    with pytest.raises(UnknownActionError):
        do(writing, action, OPERATIONS)
    assert writing.data == before
