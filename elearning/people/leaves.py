"""Leave of absence: the clock of a journey stands still. Nothing here commits."""

from collections.abc import Callable, Sequence
from datetime import date

import sqlalchemy as sa

from elearning import audit
from elearning.accounts.models import Person
from elearning.accounts.service import take_turns
from elearning.database import db
from elearning.people.trail import By, about
from elearning.progress import leaves as counting
from elearning.progress import queries as progress
from elearning.progress.leaves import NO_JOURNEY
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
    journey = _open_journey(person)
    number = journey.number if journey else NO_JOURNEY
    leave = LeaveOfAbsence(person_id=person.id, first=first, until=until, number=number, days=0)
    db.session.add(leave)
    details = _moved(journey, lambda: counting.count_leaves(journey)) if journey else {}
    db.session.flush()
    about_it = {"first": first.isoformat(), "until": until.isoformat(), "days": leave.days}
    audit.record("leave.added", about(person), {**about_it, **details}, by=by, about_id=person.id)
    return leave


def remove(person: Person, leave: LeaveOfAbsence, *, by: By) -> None:
    """Take a leave away, and the days that it moves the due date by."""
    take_turns(person.id)
    db.session.refresh(leave)
    about_it = {"first": leave.first.isoformat(), "until": leave.until.isoformat(), "days": leave.days}
    journey = _open_journey(person)
    details = {}
    if journey and leave.number == journey.number:
        details = _moved(journey, lambda: counting.leave_out(journey, leave))
    db.session.delete(leave)
    db.session.flush()
    audit.record("leave.removed", about(person), {**about_it, **details}, by=by, about_id=person.id)


def _open_journey(person: Person) -> Assignment | None:
    journey = progress.newest_assignment(person.id)
    return journey if journey is not None and journey.completed_at is None else None


def _moved(journey: Assignment, count: Callable[[], None]) -> dict[str, dict[str, str]]:
    """Count, and give the due dates before and after it, if they differ."""
    was = journey.due_on
    count()
    if journey.due_on == was:
        return {}
    return {"before": {"due_on": was.isoformat()}, "after": {"due_on": journey.due_on.isoformat()}}
