"""Reads of the log of mails."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.database import db
from elearning.reminders.models import Reminder, ReminderRun
from elearning.reminders.rules import Kind, State

PAGE: Final = 50
RUNS: Final = 5


@dataclass(frozen=True)
class Wanted:
    """Which mails HR looks at."""

    kind: Kind | None = None
    state: State | None = None
    name: str = ""
    page: int = 1

    def address(self, page: int | None = None) -> dict[str, object]:
        """Give what an address says of this, or of another page of the same; defaults are left out."""
        number = page or self.page
        values = {
            "kind": self.kind,
            "state": self.state,
            "q": self.name,
            "page": number if number > 1 else "",
        }
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True)
class Found:
    """A page of mails, each with whom it is for and who asked for it, and whether there are more."""

    mails: Sequence[Any]
    has_more: bool


def runs() -> Sequence[ReminderRun]:
    """List the newest run, and the newest of those that did anything or said why not: one statement."""
    newest = sa.select(sa.func.max(ReminderRun.id)).scalar_subquery()
    did_something = sa.or_(
        ReminderRun.sent > 0, ReminderRun.failed > 0, ReminderRun.skipped > 0, ReminderRun.note != ""
    )
    return db.session.scalars(
        sa.select(ReminderRun)
        .where(sa.or_(ReminderRun.id == newest, did_something))
        .order_by(ReminderRun.id.desc())
        .limit(RUNS)
    ).all()


def mails(wanted: Wanted) -> Found:
    """List a page of mails, the newest first: one statement."""
    asked_by = sa.orm.aliased(Person)
    query = (
        sa.select(Reminder, Person.name, asked_by.name.label("asked_by"))
        .join(Person, Person.id == Reminder.person_id)
        .outerjoin(asked_by, asked_by.id == Reminder.by_id)
        .order_by(Reminder.id.desc())
        .limit(PAGE + 1)
        .offset((max(wanted.page, 1) - 1) * PAGE)
    )
    if wanted.kind:
        query = query.where(Reminder.kind == wanted.kind)
    if wanted.state:
        query = query.where(Reminder.state == wanted.state)
    if wanted.name:
        query = query.where(Person.name.icontains(wanted.name, autoescape=True))
    rows = db.session.execute(query).all()
    return Found(rows[:PAGE], has_more=len(rows) > PAGE)
