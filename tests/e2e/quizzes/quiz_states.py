"""A module's quiz in every state it can be met in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearning.quizzes.question_bank import ChooseQuestion, SortQuestion
from tests.e2e.quizzes.pages import QUIZ

if TYPE_CHECKING:
    from tests.e2e.quizzes.pages import Weigher


def quiz(visitor: Weigher) -> None:
    visitor.sign_in()
    visitor.page.goto(f"/quiz/{QUIZ}")


def quiz_one(visitor: Weigher) -> None:
    visitor.learners.quiz_until(
        visitor.person, QUIZ, lambda each: isinstance(each, ChooseQuestion) and not each.multiple
    )
    quiz(visitor)


def quiz_several(visitor: Weigher) -> None:
    visitor.learners.quiz_until(
        visitor.person, QUIZ, lambda each: isinstance(each, ChooseQuestion) and each.multiple
    )
    quiz(visitor)


def quiz_sort(visitor: Weigher) -> None:
    visitor.learners.quiz_until(visitor.person, QUIZ, lambda each: isinstance(each, SortQuestion))
    quiz(visitor)


def quiz_refused(visitor: Weigher) -> None:
    visitor.faults.expect(422)
    quiz_one(visitor)
    visitor.press("Svar")


def quiz_sort_refused(visitor: Weigher) -> None:
    visitor.faults.expect(422)
    quiz_sort(visitor)
    visitor.press("Svar")


def quiz_wrong(visitor: Weigher) -> None:
    quiz_one(visitor)
    visitor.answer_question(right=False)


def quiz_right(visitor: Weigher) -> None:
    quiz_one(visitor)
    visitor.answer_question()


def quiz_sort_wrong(visitor: Weigher) -> None:
    quiz_sort(visitor)
    visitor.answer_question(right=False)


def quiz_sort_right(visitor: Weigher) -> None:
    quiz_sort(visitor)
    visitor.answer_question()


def quiz_again(visitor: Weigher) -> None:
    """The question that was answered wrongly is asked again, as the last one."""
    visitor.learners.answer_quiz(visitor.person, QUIZ, right=False)
    visitor.learners.pass_quiz(visitor.person, QUIZ, but_the_last=True)
    quiz(visitor)


def quiz_passed(visitor: Weigher) -> None:
    visitor.learners.pass_quiz(visitor.person, QUIZ)
    quiz(visitor)


QUIZZES = (
    quiz,
    quiz_one,
    quiz_several,
    quiz_sort,
    quiz_refused,
    quiz_sort_refused,
    quiz_wrong,
    quiz_right,
    quiz_sort_wrong,
    quiz_sort_right,
    quiz_again,
    quiz_passed,
)
