"""Leave of absence: the clock of a journey stands still. Nothing here commits."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from elearning import audit
from elearning.accounts.models import Person
from elearning.accounts.service import take_turns
from elearning.database import db
from elearning.people.rules import moved_by_leave
from elearning.people.trail import By, about
from elearning.progress import queries as progress
from elearning.progress import service as assignments
from elearning.progress.models import Assignment, LeaveOfAbsence


class OverlapError(Exception):
    """Part of it is leave already."""


def leaves_of(person: Person) -> Sequence[LeaveOfAbsence]:
    """List somebody's leaves, the newest first."""
    return db.session.scalars(
        sa.select(LeaveOfAbsence).filter_by(person_id=person.id).order_by(LeaveOfAbsence.first.desc())
    ).all()


def add(person: Person, first: date, until: date, *, by: By) -> LeaveOfAbsence:
    """Keep a leave, and move the due date of what is not completed. Raises OverlapError."""
    take_turns(person.id)
    others = sa.exists().where(
        LeaveOfAbsence.person_id == person.id, LeaveOfAbsence.first <= until, LeaveOfAbsence.until >= first
    )
    if db.session.scalar(sa.select(others)):
        raise OverlapError
    number, days = 0, 0
    journey = progress.newest_assignment(person.id)
    if journey is not None and journey.completed_at is None:
        number = journey.number
        days = moved_by_leave(first, until, starts_on=journey.starts_on, due_on=journey.due_on)
    details = {"first": first.isoformat(), "until": until.isoformat(), "days": days}
    if journey is not None and days:
        details |= _move(journey, timedelta(days=days))
    leave = LeaveOfAbsence(person_id=person.id, first=first, until=until, number=number, days=days)
    db.session.add(leave)
    db.session.flush()
    audit.record("leave.added", about(person), details, by=by)
    return leave


def remove(person: Person, leave: LeaveOfAbsence, *, by: By) -> None:
    """Take a leave away, and the days that it moved the due date by."""
    take_turns(person.id)
    details = {"first": leave.first.isoformat(), "until": leave.until.isoformat(), "days": leave.days}
    journey = db.session.get(Assignment, (person.id, leave.number), populate_existing=True)
    if journey is not None and journey.completed_at is None and leave.days:
        details |= _move(journey, -timedelta(days=leave.days))
    db.session.delete(leave)
    db.session.flush()
    audit.record("leave.removed", about(person), details, by=by)


def _move(journey: Assignment, days: timedelta) -> dict[str, dict[str, str]]:
    was = journey.due_on
    assignments.set_due(journey, max(was + days, journey.starts_on))
    return {"before": {"due_on": was.isoformat()}, "after": {"due_on": journey.due_on.isoformat()}}
