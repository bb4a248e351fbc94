"""A course of one module with a lesson, a dilemma and a quiz, and somebody who comes to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from functools import cache

import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person
from elearning.certificates import service
from elearning.certificates.models import Certificate
from elearning.clock import pretend
from elearning.database import db
from elearning.modules import content
from elearning.modules.models import Lesson, LessonRevision
from elearning.modules.revisions import RevisionState
from elearning.progress.models import Assignment
from elearning.progress.rules import Kind
from elearning.quizzes import publishing
from elearning.quizzes.course import read_course
from elearning.quizzes.question_bank import QuestionBank
from elearning.quizzes.question_rules import QUESTIONS_ASKED
from tests import course
from tests.course import GO_ON, read, rows
from tests.integration.quizzes.test_quiz import Quiz, values_for
from tests.integration.quizzes.weighing import ONE, Weigher, text_of
from tests.pages import PageClient

Post = Callable[[], int]

# The dilemma and the questions are shipped ones of this module.
BALANCES = content.Module(slug="balancerne", title="Balancerne", summary="Om at veje.")
MODULES = (BALANCES, GO_ON)
GREETING = course.lesson("hilsen", read("foerste", 200), read("anden", 200), module=BALANCES)
GOODBYE = course.lesson("farvel", read("sidste"), module=GO_ON)
#: The lessons' steps, as addresses write them.
STEPS = ("hilsen/foerste", "hilsen/anden", "farvel/sidste")


@cache
def bank() -> QuestionBank:
    """Give the shipped questions of the module."""
    return next(each for each in read_course().quizzes.banks if each.module == BALANCES.slug)


def publish_lessons(
    app: Flask, *lessons: content.Lesson, modules: Iterable[content.Module] = MODULES
) -> None:
    course.publish(app, *(lessons or (GREETING, GOODBYE)), modules=tuple(modules))


def publish_all_kinds(app: Flask) -> None:
    """Publish a lesson of two steps, a dilemma that everybody is to weigh, and a quiz."""
    publish_lessons(app, GREETING)
    with app.app_context():
        publishing.import_quiz_library(publishing.QuizLibrary((text_of(ONE),), (bank(),)))
        db.session.commit()


def unpublish(app: Flask, lesson: content.Lesson) -> None:
    """Take a lesson out of the course; what was done in it stays."""
    of_it = sa.select(Lesson.id).where(Lesson.slug == lesson.slug).scalar_subquery()
    with app.app_context():
        db.session.execute(
            sa.update(LessonRevision)
            .where(LessonRevision.lesson_id == of_it)
            .values(state=RevisionState.ARCHIVED)
        )
        db.session.commit()


class Learner:
    """Somebody at one browser. What they post is not followed, and its page not looked at."""

    def __init__(self, client: PageClient) -> None:
        self.client = client
        self._token = client.token()

    def post(self, address: str) -> int:
        # Read to its end: only then is what comes after the answer begun.
        data = {"csrf_token": self._token}
        return self.client.raw.post(address, data=data, buffered=True).status_code

    def read(self, *steps: str) -> None:
        """Read steps, written as lesson/step; without any, both lessons."""
        for step in steps or STEPS:
            assert self.post(f"/lessons/{step}") == 302

    def posts(self, kind: Kind) -> list[Post]:
        """Give everything one has to send to be done with the task of this kind, in its order."""
        return {Kind.LESSON: self._reading, Kind.SCENARIO: self._weighing, Kind.QUIZ: self._answering}[kind]()

    def do(self, kind: Kind) -> None:
        for post in self.posts(kind):
            assert post() == 302

    def _reading(self) -> list[Post]:
        return [
            lambda slug=each.slug: self.post(f"/lessons/{GREETING.slug}/{slug}")  # type: ignore[misc]  # its type is the default's
            for each in GREETING.steps
        ]

    def _weighing(self) -> list[Post]:
        weigher = Weigher(self.client)
        where = weigher.anywhere
        return [
            lambda: weigher.weigh(*where).status_code,
            lambda: weigher.pay(weigher.options(*where)[True][0]).status_code,
            lambda: weigher.post("new-fact", {"stay": "1"}).status_code,
        ]

    def _answering(self) -> list[Post]:
        quiz = Quiz(self.client, bank())

        def answer(number: int) -> int:
            return quiz.post(number, values_for(quiz.asked(), right=True)).status_code

        answers: list[Post] = [
            lambda number=each: answer(number)  # type: ignore[misc]  # its type is the default's
            for each in range(QUESTIONS_ASKED)
        ]
        return [lambda: quiz.begin().status_code, *answers]


def certificates(app: Flask) -> list[Certificate]:
    """Give every certificate there is, by its number."""
    return rows(app, Certificate)


def only_certificate(app: Flask) -> Certificate:
    (found,) = certificates(app)
    return found


def completed(app: Flask) -> list[bool]:
    """Tell of every assignment whether it is completed, by person and number."""
    return [each.completed_at is not None for each in rows(app, Assignment)]


def change_person(app: Flask, person: Person, **values: object) -> None:
    """Change a person as HR does."""
    with app.app_context():
        db.session.execute(sa.update(Person).where(Person.id == person.id).values(values))
        db.session.commit()


def revoke(app: Flask, reason: str) -> None:
    """Revoke the only certificate there is."""
    with app.app_context():
        found = db.session.scalars(sa.select(Certificate)).one()
        service.revoke(found, reason, by=None)
        db.session.commit()


def open_all(app: Flask, day: date) -> int:
    """Open all renewals that are due on a day, as the daily command does."""
    with app.app_context(), pretend(noon(day)):
        due = service.due_for_renewal(day)
        for certificate in due:
            service.open_renewal(certificate)
        db.session.commit()
    return len(due)


def noon(day: date) -> datetime:
    """Give a moment at which it is this day here and in Greenwich."""
    return datetime.combine(day, time(12), UTC)
