"""The demo municipality made at a moment, and what its people have done."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from elearning import create_app, schema
from elearning.accounts.models import Person
from elearning.clock import pretend
from elearning.database import db
from elearning.demo import municipality
from elearning.modules.models import CheckAnswer, Note, Relation, StepCompletion
from elearning.quizzes import course
from elearning.quizzes.models import PanelReason, PriceAnswer, QuizAnswer, QuizAttempt, Takeaway, Weighting
from tests.conftest import make_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.databases import Backend

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
SATURDAY = datetime(2027, 2, 27, 23, 30, tzinfo=UTC)


@contextmanager
def made(backend: Backend, name: str, folder: Path, moment: datetime) -> Iterator[None]:
    """An app context on a fresh database with a municipality that was made at `moment`."""
    app = create_app(make_settings(backend.create_database(name), folder))
    with app.app_context(), pretend(moment):
        schema.upgrade(db.engine)
        course.import_course(course.read_course())
        municipality.make()
        db.session.commit()
        try:
            yield
        finally:
            db.session.rollback()
            db.engine.dispose()


def everybody() -> list[Person]:
    return list(db.session.scalars(sa.select(Person).order_by(Person.id)))


def person(name: str) -> Person:
    return db.session.scalars(sa.select(Person).filter_by(email=f"{name}@demo.example")).one()


def doings() -> dict[str, set[tuple[object, ...]]]:
    """What everybody has done, by e-mail address: without the days on which they did it."""
    done: dict[int, set[tuple[object, ...]]] = {
        each.id: {("name", each.name), ("panel", each.is_panel)} for each in everybody()
    }
    _add_lessons(done)
    _add_quizzes(done)
    return {each.email: done[each.id] for each in everybody()}


def _add_lessons(done: dict[int, set[tuple[object, ...]]]) -> None:
    for step in db.session.scalars(sa.select(StepCompletion)):
        done[step.person_id].add(("step", step.step))
    for answer in db.session.scalars(sa.select(CheckAnswer)):
        done[answer.person_id].add(("answer", answer.step, *answer.chosen))
    for note in db.session.scalars(sa.select(Note)):
        done[note.person_id].add(("note", note.step, note.text))
    for each in db.session.scalars(sa.select(Relation)):
        done[each.person_id].add(("relation", each.circle, each.name, each.works_well, each.comes_first))


def _add_quizzes(done: dict[int, set[tuple[object, ...]]]) -> None:
    for each in db.session.scalars(sa.select(Weighting)):
        weighting = (each.scenario_id, each.round, each.balance, each.position, each.how)
        done[each.person_id].add(("weighting", *weighting))
    for price in db.session.scalars(sa.select(PriceAnswer)):
        done[price.person_id].add(("price", price.scenario_id, price.option))
    for reason in db.session.scalars(sa.select(PanelReason)):
        done[reason.person_id].add(("reason", reason.scenario_id, reason.text))
    for takeaway in db.session.scalars(sa.select(Takeaway)):
        done[takeaway.person_id].add(("takeaway", takeaway.scenario_id, takeaway.text))
    answers = sa.select(QuizAttempt, QuizAnswer).join(QuizAnswer, QuizAnswer.attempt_id == QuizAttempt.id)
    for attempt, given in db.session.execute(answers):
        answered = (attempt.bank_id, given.number, given.question, *given.given)
        done[attempt.person_id].add(("quiz", *answered))
