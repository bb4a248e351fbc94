"""The price: options for the weight one put, wrong ones explained, and as many tries as it takes."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.quizzes.models import PriceAnswer
from tests.course import rows
from tests.integration.quizzes.weighing import ANSWER, Weigher
from tests.pages import Page

WRONG = "Ikke med den vægt. Se en gang til"
RIGHT = "Ja, det bliver valgt fra"


def offered(page: Page) -> list[int]:
    return [int(str(each["value"])) for each in page.soup.select("input[name=option]")]


def answers(app: Flask) -> set[tuple[int, bool]]:
    return {(row.option, row.is_right) for row in rows(app, PriceAnswer)}


@pytest.mark.parametrize("position", [-3, 0, 1])
def test_the_options_are_those_drawn_for_the_direction_and_stay_so(weigher: Weigher, position: int) -> None:
    weigher.to_the_price(position)
    drawn = weigher.options(position)
    seen = offered(weigher.see("price"))
    assert sorted(seen) == sorted([*drawn[True], *drawn[False]])
    assert offered(weigher.see("price")) == seen


def test_before_an_answer_nothing_tells_which_option_is_right(weigher: Weigher) -> None:
    page = weigher.to_the_price().see("price")
    boxes = page.soup.select("input[name=option]")
    assert len({tuple(sorted(set(box.attrs) - {"id", "value"})) for box in boxes}) == 1
    assert not any(option.explanation in page.text for option in weigher.text.price)


def test_a_wrong_answer_is_explained_and_may_be_tried_again(app: Flask, weigher: Weigher) -> None:
    wrong, *others = weigher.to_the_price().options(2)[False]
    page = weigher.see("price").press(ANSWER, option=wrong)
    assert WRONG in page.text
    assert weigher.text.price[wrong].explanation in page.text
    unseen = [*others, *weigher.options(2)[True]]
    assert not any(weigher.text.price[each].explanation in page.text for each in unseen)
    right = weigher.options(2)[True][0]
    page = page.press(ANSWER, option=right)
    assert RIGHT in page.text
    assert weigher.text.price[right].explanation in page.text
    assert answers(app) == {(wrong, False), (right, True)}


def test_the_same_wrong_answer_again_is_explained_again_and_kept_once(app: Flask, weigher: Weigher) -> None:
    first, second, *_others = weigher.to_the_price().options(2)[False]
    page = weigher.see("price")
    for option in (first, second, first):
        page = page.press(ANSWER, option=option)
        assert weigher.text.price[option].explanation in page.text
    assert page.soup.select_one(f"input[value='{first}'][checked]")
    assert answers(app) == {(first, False), (second, False)}


def test_every_answer_is_kept_as_it_was_given(app: Flask, weigher: Weigher) -> None:
    wrong = weigher.to_the_price().options(2)[False]
    times = []
    for option in wrong:
        weigher.pay(option)
        times.append({row.option: row.answered_at for row in rows(app, PriceAnswer)})
    assert answers(app) == {(option, False) for option in wrong}
    assert all(times[-1][option] == at for before in times for option, at in before.items())


def test_an_option_that_was_not_offered_is_refused_and_not_stored(app: Flask, weigher: Weigher) -> None:
    weigher.to_the_price()
    drawn = weigher.options(2)
    hidden = set(range(len(weigher.text.price))) - {*drawn[True], *drawn[False]}
    assert hidden
    for option in (*hidden, -1, 99, "abc", "", "1.0", "9" * 5000, "\x00"):
        page = weigher.refused("price", {"option": option})
        assert page.soup.select_one(".error-summary")
        assert not any(each.explanation in page.text for each in weigher.text.price)
    weigher.refused("price", {})
    assert answers(app) == set()


@pytest.mark.parametrize("positions", [(-2, 1), (0, 0), (3, -3)])
def test_several_boards_have_a_price_together(two_boards: Weigher, positions: tuple[int, int]) -> None:
    page = two_boards.to_the_price(*positions).see("price")
    drawn = two_boards.options(*positions)
    assert drawn[True]
    assert drawn[False]
    assert sorted(offered(page)) == sorted([*drawn[True], *drawn[False]])
