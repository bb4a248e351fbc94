"""Reads of the log of mails."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.accounts.rules import sort_key
from elearning.database import db
from elearning.progress.models import ProgressSummary
from elearning.reminders.models import Reminder, ReminderRun
from elearning.reminders.rules import Kind, Reason, State

PAGE: Final = 50
RUNS: Final = 5


@dataclass(frozen=True)
class Wanted:
    """Which mails HR looks at."""

    kind: Kind | None = None
    state: State | None = None
    name: str = ""
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """Say whether this is only a part of the log."""
        return bool(self.kind or self.state or self.name)

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
class AskedByLeader:
    """When a leader had somebody reminded, and who it was (None when they have been deleted since).

    What may have arrived has not failed.
    """

    at: datetime
    by: str | None
    has_failed: bool


@dataclass(frozen=True)
class Found:
    """A page of mails, each with whom it is for and who asked for it, and whether there are more."""

    mails: Sequence[Any]
    has_more: bool


def runs() -> Sequence[ReminderRun]:
    """List the newest runs that did something, said why not, or did not end: one statement."""
    run = ReminderRun
    has_news = sa.or_(run.sent > 0, run.failed > 0, run.skipped > 0, run.note != "", run.ended_at.is_(None))
    return db.session.scalars(sa.select(run).where(has_news).order_by(run.id.desc()).limit(RUNS)).all()


def asked_by_leader(person_id: int, due_on: date | None) -> AskedByLeader | None:
    """Say whether a leader has had somebody reminded about a due date: one statement."""
    leader = sa.orm.aliased(Person)
    row = db.session.execute(
        sa.select(Reminder.created_at, leader.name, Reminder.state, Reminder.reason)
        .outerjoin(leader, leader.id == Reminder.by_id)
        .where(
            Reminder.person_id == person_id,
            Reminder.kind == Kind.FROM_LEADER,
            Reminder.due_on == due_on,
        )
    ).one_or_none()
    if row is None:
        return None
    has_failed = row.state in {State.FAILED, State.GIVEN_UP} and row.reason != Reason.INTERRUPTED
    return AskedByLeader(row.created_at, row.name, has_failed)


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
        key = ProgressSummary.name_key.contains(sort_key(wanted.name), autoescape=True)
        # Who has left has no summary, and not every database knows Danish capitals.
        name = Person.name.icontains(wanted.name, autoescape=True)
        query = query.outerjoin(ProgressSummary, ProgressSummary.person_id == Person.id).where(key | name)
    rows = db.session.execute(query).all()
    return Found(rows[:PAGE], has_more=len(rows) > PAGE)
