"""How somebody takes a module's quiz: until everything is right, now and then with one answer wrong first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.clock import pretend
from elearning.database import db
from elearning.demo.chance import Chance
from elearning.demo.course import Quiz
from elearning.quizzes import quiz_service
from elearning.quizzes.models import QuizAnswer, QuizAttempt
from elearning.quizzes.question_bank import ChooseQuestion, SortQuestion
from elearning.quizzes.quiz_queries import Attempt

# Of a hundred times.
ONE_WRONG_FIRST = 40


def take_quiz(person: Person, task: Quiz, moments: Sequence[datetime]) -> None:
    """Begin at the first of `moments`, and answer a question at each of the others as long as any waits."""
    chance = Chance(f"{person.email} {task.opened.module_slug}")
    begun, *answered = moments
    with pretend(begun):
        quiz_service.begin(person.id, task.opened)
    attempt = _begun(person, task)
    missed = chance.choice(attempt.questions) if chance.happens(ONE_WRONG_FIRST) else None
    for number, moment in enumerate(answered):
        if not attempt.waiting:
            return
        slug = attempt.waiting[0]
        question = attempt.bank.question(slug)
        assert question  # noqa: S101 - it was drawn from this bank
        right = slug != missed
        given = right_answer(question) if right else wrong_answer(question)
        with pretend(moment):
            quiz_service.answer(person.id, attempt, question, given, number=number)
        missed = missed if right else None
        # What has just been answered is known here: reading it back each time would cost three statements.
        attempt = replace(attempt, answers=[*attempt.answers, QuizAnswer(question=slug, is_right=right)])


def right_answer(question: ChooseQuestion | SortQuestion) -> list[int]:
    """Give the numbers of the right options, from 0, or the right group of each item, from 1."""
    if isinstance(question, ChooseQuestion):
        return [number for number, option in enumerate(question.options) if option.correct]
    return [item.group for item in question.items]


def wrong_answer(question: ChooseQuestion | SortQuestion) -> list[int]:
    """Give a mistake that is easily made: one option that is not right, or one item in a wrong group."""
    if isinstance(question, ChooseQuestion):
        return [next(number for number, option in enumerate(question.options) if not option.correct)]
    first, *others = right_answer(question)
    return [first % len(question.groups) + 1, *others]


def _begun(person: Person, task: Quiz) -> Attempt:
    quiz = task.opened
    row = db.session.execute(
        sa.select(QuizAttempt.id, QuizAttempt.number, QuizAttempt.questions).filter_by(
            person_id=person.id, bank_id=quiz.bank_id
        )
    ).one()
    return Attempt(row.id, quiz.bank_id, row.number, quiz.published, tuple(row.questions), ())
