"""The quiz at a module's end: passed when all is right in the end, and only the first answer counts."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from elearning.accounts.models import Person
from elearning.quizzes.course import Course
from elearning.quizzes.models import QuizAnswer, QuizAttempt, QuizPass
from elearning.quizzes.question_bank import ChooseQuestion, QuestionBank, SortQuestion
from elearning.quizzes.question_rules import QUESTIONS_ASKED as ASKED
from tests.course import open_session, rows
from tests.pages import Page, PageClient
from tests.people import People

MODULE = "velkommen"
Values = dict[str, object]


class Quiz:
    """Somebody taking a module's quiz, who knows the right answers."""

    def __init__(self, client: PageClient, bank: QuestionBank) -> None:
        self.client = client
        self.bank = bank
        self.address = f"/quiz/{bank.module}"
        self._token = client.token()

    def see(self) -> Page:
        return self.client.get(self.address)

    def begin(self) -> TestResponse:
        return self.client.raw.post(self.address, data={"csrf_token": self._token})

    def asked(self) -> ChooseQuestion | SortQuestion:
        field = self.see().soup.select_one("input[name=question]")
        assert field
        return self.question(str(field["value"]))

    def question(self, slug: str) -> ChooseQuestion | SortQuestion:
        question = self.bank.question(slug)
        assert question
        return question

    def post(self, number: int, values: Values) -> TestResponse:
        data = {"csrf_token": self._token, **values}
        return self.client.raw.post(f"{self.address}/answers/{number}", data=data, buffered=True)

    def answer(self, number: int, *, right: bool = True) -> ChooseQuestion | SortQuestion:
        question = self.asked()
        assert self.post(number, values_for(question, right=right)).status_code == 302
        return question

    def pass_it(self) -> None:
        self.begin()
        for number in range(ASKED):
            self.answer(number)


def values_for(question: ChooseQuestion | SortQuestion, *, right: bool) -> Values:
    """Fill in a question's form, rightly or altogether wrongly."""
    values: Values = {"question": question.slug}
    if isinstance(question, ChooseQuestion):
        chosen = [number for number, option in enumerate(question.options) if option.correct is right]
        return {**values, "chosen": chosen if question.multiple else chosen[0]}
    groups = len(question.groups)
    return values | {
        f"item-{number}": item.group if right else item.group % groups + 1
        for number, item in enumerate(question.items)
    }


@pytest.fixture
def quiz(learner: PageClient, course: Course) -> Quiz:
    return Quiz(learner, course.quizzes.banks[-1])


def given(app: Flask) -> list[tuple[int, str, bool]]:
    return [(row.number, row.question, row.is_right) for row in rows(app, QuizAnswer)]


def test_it_is_passed_when_every_question_is_answered_rightly(app: Flask, quiz: Quiz) -> None:
    quiz.see().press("Begynd")
    asked = [quiz.answer(number).slug for number in range(ASKED)]
    assert len(set(asked)) == ASKED
    assert "Tag quizzen igen" in quiz.see().text
    assert len(rows(app, QuizPass)) == 1


def test_a_right_answer_is_explained_and_leads_to_the_next(quiz: Quiz) -> None:
    quiz.begin()
    question = quiz.answer(0)
    page = quiz.client.get(f"{quiz.address}/answers/0")
    assert "Det er rigtigt" in page.text
    assert question.question in page.text
    assert page.follow("Fortsæt").url == quiz.address


def test_a_wrong_answer_is_explained_and_asked_again_at_the_end(app: Flask, quiz: Quiz) -> None:
    quiz.begin()
    wrong = quiz.answer(0, right=False)
    page = quiz.client.get(f"{quiz.address}/answers/0")
    assert "Det er rigtigt" not in page.text
    explanations = [
        each.explanation
        for each in (wrong.items if isinstance(wrong, SortQuestion) else wrong.options)
        if each.explanation
    ]
    assert any(explanation in page.text for explanation in explanations)
    others = [quiz.answer(number).slug for number in range(1, ASKED)]
    assert wrong.slug not in others
    assert rows(app, QuizPass) == []
    assert quiz.answer(ASKED) == wrong
    assert len(rows(app, QuizPass)) == 1
    assert [right for _number, _question, right in given(app)] == [False, *[True] * ASKED]


def test_before_the_answer_a_question_explains_nothing(quiz: Quiz) -> None:
    quiz.begin()
    question, text = quiz.asked(), quiz.see().text
    for each in question.items if isinstance(question, SortQuestion) else question.options:
        assert not each.explanation or each.explanation not in text


@pytest.mark.parametrize("module", ["velkommen", "balancerne", "samarbejdet"])
def test_what_no_form_sends_is_refused_and_not_stored(
    app: Flask, learner: PageClient, course: Course, module: str
) -> None:
    quiz = Quiz(learner, next(bank for bank in course.quizzes.banks if bank.module == module))
    quiz.begin()
    for number in range(ASKED):
        question = quiz.asked()
        right = values_for(question, right=True)
        names = [name for name in right if name != "question"]
        for value in ("99", "-1", "abc", "", "1.5", "9" * 5000, "\x00", "٩٩", None):
            spoilt = {**right, names[-1]: value} if value is not None else dict(list(right.items())[:-1])
            assert quiz.post(number, spoilt).status_code == 422, (question.slug, value)
        assert len(given(app)) == number
        quiz.answer(number)


def test_the_same_number_twice_stays_the_first(app: Flask, quiz: Quiz) -> None:
    quiz.begin()
    question = quiz.answer(0, right=False)
    for right in (True, False):
        again = quiz.post(0, values_for(question, right=right))
        assert again.location == f"{quiz.address}/answers/0"
    assert given(app) == [(0, question.slug, False)]


def test_a_number_that_is_not_asked_yet_is_not_stored(app: Flask, quiz: Quiz) -> None:
    quiz.begin()
    values = values_for(quiz.asked(), right=True)
    for number, status in ((1, 302), (7, 302), (10**30, 404)):
        assert quiz.post(number, values).status_code == status
    assert given(app) == []
    assert quiz.client.get(f"{quiz.address}/answers/7").url == quiz.address


def test_an_answer_before_the_beginning_is_a_404(app: Flask, quiz: Quiz) -> None:
    assert quiz.post(0, {"chosen": 1}).status_code == 404
    assert given(app) == []


def test_two_tabs_that_begin_begin_one(app: Flask, quiz: Quiz) -> None:
    for _tab in range(2):
        assert quiz.begin().location == quiz.address
    assert len(rows(app, QuizAttempt)) == 1


def test_a_new_time_through_draws_other_questions_and_takes_nothing_away(app: Flask, quiz: Quiz) -> None:
    quiz.pass_it()
    (before,) = rows(app, QuizPass)
    quiz.see().press("Tag quizzen igen")
    first, second = rows(app, QuizAttempt)
    assert set(first.questions) != set(second.questions)
    quiz.answer(0, right=False)
    assert [row.passed_at for row in rows(app, QuizPass)] == [before.passed_at]
    assert is_done(quiz)


def test_an_old_tabs_answer_does_not_count_for_another_question(app: Flask, quiz: Quiz) -> None:
    quiz.begin()
    answered = [quiz.answer(number) for number in range(ASKED)]
    quiz.begin()
    old = next(question for question in answered if question != quiz.asked())
    quiz.post(0, values_for(old, right=True))
    assert len(given(app)) == ASKED


def test_an_answer_in_a_time_through_that_is_over_is_said_not_to_count(app: Flask, quiz: Quiz) -> None:
    quiz.begin()
    question, old = quiz.asked(), quiz.see()
    for number in range(ASKED):
        quiz.answer(number)
    quiz.begin()
    page = old.press("Svar", **form_values(question))
    assert "Dit svar blev ikke gemt, fordi siden var fra før." in page.text
    assert page.url == quiz.address
    assert len(given(app)) == ASKED


def form_values(question: ChooseQuestion | SortQuestion) -> dict[str, Any]:
    return dict(values_for(question, right=True))


def test_the_journey_counts_it_once_and_for_ever(app: Flask, quiz: Quiz) -> None:
    assert not is_done(quiz)
    quiz.begin()
    assert not is_done(quiz)
    quiz.pass_it()
    assert is_done(quiz)
    quiz.pass_it()
    assert is_done(quiz)
    assert len(rows(app, QuizPass)) == 1


def is_done(quiz: Quiz) -> bool:
    return bool(quiz.client.get("/").soup.select(f".lesson-card.is-done a[href='{quiz.address}']"))


def test_nobody_reaches_the_answers_of_somebody_else(
    app: Flask, quiz: Quiz, people: People, person: Person
) -> None:
    quiz.begin()
    question = quiz.answer(0, right=False)
    other = open_session(PageClient(app), people.add("Bo Bach"))
    page = other.get(f"{quiz.address}/answers/0")
    assert page.url == quiz.address
    assert question.question not in page.text
    assert {row.person_id for row in rows(app, QuizAttempt)} == {person.id}


@pytest.mark.parametrize("module", ["findes-ikke", "fakta"])
def test_a_module_without_a_quiz_is_a_404(learner: PageClient, module: str) -> None:
    for address in (f"/quiz/{module}", f"/quiz/{module}/answers/0"):
        learner.get(address, status=404)
