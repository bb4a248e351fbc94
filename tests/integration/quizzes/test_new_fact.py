"""The new fact: the weight lies where one left it, and staying is as full an answer as moving."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.quizzes.models import Round, ScenarioCompletion, Weighting
from tests.course import rows
from tests.integration.quizzes.weighing import HOW, ON_THE_BOARD, STAY, Weigher, kept


def second_round(app: Flask) -> list[tuple[str, int, str | None]]:
    stored = rows(app, Weighting, round=int(Round.AFTER_NEW_FACT))
    return [(row.balance, row.position, row.how) for row in stored]


def test_only_the_touched_board_is_there_and_begins_where_one_left_it(two_boards: Weigher) -> None:
    page = two_boards.to_the_new_fact(-3, 1).see("new-fact")
    assert {str(each["name"]) for each in page.soup.select("input[type=radio]")} == {
        two_boards.text.new_fact.balance
    }
    (checked,) = page.soup.select("input[checked]")
    assert checked["value"] == "1"


def test_moving_is_kept_beside_the_first(app: Flask, two_boards: Weigher) -> None:
    two_boards.to_the_new_fact(-3, 1)
    touched = two_boards.text.new_fact.balance
    page = two_boards.see("new-fact").press(ON_THE_BOARD, **{touched: -2})
    assert page.url == two_boards.address("reveal")
    assert second_round(app) == [(touched, -2, None)]
    assert sorted(kept(app, Round.FIRST)) == [-3, 1]


def test_the_board_that_is_not_touched_cannot_be_moved(app: Flask, two_boards: Weigher) -> None:
    two_boards.to_the_new_fact(-3, 1).move(2, **{two_boards.text.balances[0]: 3})
    assert second_round(app) == [(two_boards.text.new_fact.balance, 2, None)]


@pytest.mark.parametrize("position", [-1, 0, 3])
def test_staying_is_a_full_answer(app: Flask, weigher: Weigher, position: int) -> None:
    page = weigher.to_the_new_fact(position).see("new-fact").press(STAY, stay="1")
    assert page.url == weigher.address("reveal")
    assert "Den nye oplysning flyttede dig ikke." in page.text
    how = HOW if position == 0 else None
    assert second_round(app) == [(weigher.text.balances[0], position, how)]
    assert len(rows(app, ScenarioCompletion)) == 1


def test_moving_to_the_middle_asks_how(app: Flask, weigher: Weigher) -> None:
    weigher.to_the_new_fact()
    page = weigher.refused("new-fact", {weigher.text.balances[0]: 0})
    assert "Skriv i én sætning" in page.text
    assert (second_round(app), rows(app, ScenarioCompletion)) == ([], [])
    weigher.move(0)
    assert second_round(app) == [(weigher.text.balances[0], 0, HOW)]


@pytest.mark.parametrize("position", ["4", "-9", "abc", "", None])
def test_a_position_that_is_not_on_the_board_is_refused(
    app: Flask, weigher: Weigher, position: str | None
) -> None:
    weigher.to_the_new_fact()
    values = {} if position is None else {weigher.text.balances[0]: position}
    weigher.refused("new-fact", values)
    assert (second_round(app), rows(app, ScenarioCompletion)) == ([], [])
