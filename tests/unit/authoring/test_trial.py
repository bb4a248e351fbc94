"""A trial's answers travel in a form, and come back as a learner's would be."""

from __future__ import annotations

import json
from typing import Any

import pytest

from elearning.authoring import trial
from elearning.authoring.trial import Board, Played, TextChangedError
from elearning.modules.rules import AnswerError
from elearning.quizzes import rules
from elearning.quizzes.models import Round
from elearning.quizzes.rules import Stage
from tests.integration.quizzes.weighing import TWO, revised, text_of

TEXT = text_of(TWO)
FIRST, TOUCHED = TEXT.balances
POSITIONS = (0, -2)
HOW = "Vi ringer først."


def option(*, right: bool) -> int:
    drawn = rules.draw_price(TEXT, POSITIONS)
    return next(each for each in drawn if rules.judge_price(TEXT, POSITIONS, each).right is right)


def weighed() -> Played:
    return trial.begin(TEXT).with_first(dict(zip(TEXT.balances, POSITIONS, strict=True)), {FIRST: HOW})


def sent(**changes: Any) -> str:  # noqa: ANN401 - whatever somebody may send
    return json.dumps({**weighed().model_dump(mode="json"), **changes})


def test_it_comes_to_the_pages_in_the_learners_order() -> None:
    played = trial.begin(TEXT)
    assert trial.opened(TEXT, played).stage is Stage.SITUATION
    played = weighed()
    assert trial.opened(TEXT, played).stage is Stage.PRICE
    played = played.with_price(option(right=False))
    assert trial.opened(TEXT, played).stage is Stage.PRICE
    played = played.with_price(option(right=True))
    assert trial.opened(TEXT, played).stage is Stage.NEW_FACT
    played = played.with_after(Board(position=3))
    opened = trial.opened(TEXT, trial.read(TEXT, played.model_dump_json()))
    assert opened.stage is Stage.REVEAL
    assert (opened.first, opened.final, opened.how[Round.FIRST]) == (POSITIONS, (0, 3), (HOW, ""))


def test_another_text_begins_it_anew() -> None:
    with pytest.raises(TextChangedError):
        trial.read(revised(TEXT, title="En anden titel"), sent())


@pytest.mark.parametrize(
    "garbage",
    ["", "x", "[]", "null", "{}", '{"text": 1}', "[" * 10_000, '{"text": "\\ud800"}', sent(more=1)],
)
def test_what_is_no_trial_is_refused(garbage: str) -> None:
    with pytest.raises(AnswerError):
        trial.read(TEXT, garbage)


@pytest.mark.parametrize(
    "changes",
    [
        {"first": {FIRST: {"position": 1}}},
        {"first": {}, "price": [1]},
        {"first": {}, "after": {"position": 1}},
        {"price": [99]},
        {"price": [-1]},
        {"price": [10**30]},
        {"price": list(range(9))},
        {"after": {"position": 1}},
        {"first": {FIRST: {"position": 4}, TOUCHED: {"position": 0}}},
        {"first": {FIRST: {"position": 1, "how": "x" * 301}, TOUCHED: {"position": 0}}},
        {"first": {"somewhere": {"position": 1}}},
    ],
)
def test_answers_that_no_learner_can_have_given_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(AnswerError):
        trial.opened(TEXT, trial.read(TEXT, sent(**changes)))
