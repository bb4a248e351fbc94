"""Looking at summaries, and counting them anew."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person
from elearning.database import db
from elearning.progress.models import ProgressSummary
from elearning.progress.summaries import end_of
from elearning.teams import recount
from tests.course import rows


def recount_all(app: Flask) -> None:
    with app.app_context():
        for batch in recount.differences():
            for difference in batch:
                recount.mend(difference)
            db.session.commit()


def differing(app: Flask) -> list[str]:
    with app.app_context():
        return [str(each) for batch in recount.differences() for each in batch]


def summary(app: Flask, person: Person) -> ProgressSummary:
    (found,) = rows(app, ProgressSummary, person_id=person.id)
    return found


def change(app: Flask, work: Callable[[], object]) -> None:
    with app.app_context():
        work()
        db.session.commit()


def get(person: Person) -> Person:
    return db.session.get_one(Person, person.id)


def below(app: Flask, leader: Person) -> set[int]:
    line = summary(app, leader).line
    with app.app_context():
        found = sa.select(ProgressSummary.person_id).where(
            ProgressSummary.line > line, ProgressSummary.line < end_of(line)
        )
        return set(db.session.scalars(found))
