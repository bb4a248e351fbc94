"""What each page of a dilemma costs in statements: a fixed number, also when hundreds have answered."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.database import db
from elearning.quizzes.course import Course
from tests.integration.quizzes.test_quiz import Quiz
from tests.integration.quizzes.weighing import EMPLOYEE, LEADER, ONE, Given, Weigher, crowd
from tests.pages import PageClient
from tests.statements import statements

#: The most that each page may cost: one is for who is signed in, two are for the bar with the journey.
MOST = {
    "situation": 6,
    "price": 6,
    "new-fact": 6,
    "reveal": 13,
    "second-thought": 6,
    "/balance": 4,
    "/balance/export": 5,
    "/quiz/velkommen": 6,
    "/quiz/velkommen/answers/0": 6,
}
# Five of them count the journey: the turn, the assignment, what there is, what is done, the summary.
MOST_OF_A_POST = 12


def cost(app: Flask, client: PageClient, address: str) -> int:
    with app.app_context():
        engine = db.engine
    with statements(engine) as sent:
        answer = client.raw.get(address, buffered=True)
    assert answer.status_code == 200, address
    return len(sent)


@pytest.fixture
def everything(learner: PageClient, course: Course, weigher: Weigher) -> dict[str, str]:
    """Every page that is measured, each reached by `person`."""
    weigher.to_the_reveal()
    quiz = Quiz(learner, course.quizzes.banks[-1])
    quiz.begin()
    quiz.answer(0)
    return {page: page if page.startswith("/") else weigher.address(page) for page in MOST}


def test_no_page_costs_more_than_it_may(app: Flask, learner: PageClient, everything: dict[str, str]) -> None:
    costs = {page: cost(app, learner, address) for page, address in everything.items()}
    assert {page: found for page, found in costs.items() if found > MOST[page]} == {}


def test_a_page_costs_the_same_when_200_have_answered(
    app: Flask, learner: PageClient, everything: dict[str, str]
) -> None:
    for panel in (True, False):
        crowd(app, ONE, _answers(12), panel=panel)
    few = {page: cost(app, learner, address) for page, address in everything.items()}
    for panel in (True, False):
        crowd(app, ONE, _answers(88), panel=panel)
    assert {page: cost(app, learner, address) for page, address in everything.items()} == few
    assert few["reveal"] <= MOST["reveal"]


def _answers(number: int) -> list[Given]:
    return [Given((EMPLOYEE, LEADER)[each % 2], (each % 7 - 3,)) for each in range(number)]


def test_a_post_costs_few(app: Flask, weigher: Weigher) -> None:
    with app.app_context():
        engine = db.engine
    balance = weigher.text.balances[0]
    posts: dict[str, dict[str, int]] = {
        "situation": {balance: 2},
        "price": {"option": weigher.options(2)[True][0]},
        "new-fact": {balance: -1},
    }
    for page, values in posts.items():
        with statements(engine) as sent:
            assert weigher.post(page, values).status_code == 302
        assert len(sent) <= MOST_OF_A_POST, [each.text for each in sent]
