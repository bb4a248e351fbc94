"""Whose due date HR means, and which day each would get; and writing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from elearning import audit
from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole, normalise_email
from elearning.audit import AuditEntry
from elearning.clock import now
from elearning.database import db
from elearning.people.queries import parts_of
from elearning.people.trail import By, about
from elearning.progress.leaves import settle
from elearning.progress.many import table_of
from elearning.progress.models import Assignment, ProgressSummary

BATCH = 1000


@dataclass(frozen=True)
class Choice:
    """Whose due date, and what it is to be: a day, or so many days later. Whom nothing names is everybody."""

    email: str = ""
    unit_id: int | None = None
    role: FoundationRole | None = None
    first: date | None = None
    last: date | None = None
    due_on: date | None = None
    days: int = 0

    @property
    def names_somebody(self) -> bool:
        return bool(self.email or self.unit_id or self.role or self.first or self.last)


class Moved(NamedTuple):
    """Somebody whose due date would be another."""

    person_id: int
    name: str
    email: str
    number: int
    starts_on: date
    was: date
    will_be: date


def moved(choice: Choice) -> tuple[list[Moved], int]:
    """List whose due date would change, by name, and count whom the day would be too early for.

    Who has completed, has left or has nothing to complete is not among them. One statement.
    """
    row = ProgressSummary
    columns: list[Any] = [
        Person.id, Person.name, Person.email, row.number, Assignment.starts_on, row.due_on
    ]  # fmt: skip
    query = (
        sa.select(*columns)
        .join(row, row.person_id == Person.id)
        .join(Assignment, sa.and_(Assignment.person_id == Person.id, Assignment.number == row.number))
        .where(row.completed_on.is_(None), Assignment.completed_at.is_(None))
        .order_by(row.name_key, Person.id)
    )
    found, left_out = [], 0
    for each in db.session.execute(_narrowed(query, choice)):
        will_be = choice.due_on or each.due_on + timedelta(days=choice.days)
        if will_be < each.starts_on:
            left_out += 1
        elif will_be != each.due_on:
            values = (each.id, each.name, each.email, each.number, each.starts_on, each.due_on, will_be)
            found.append(Moved(*values))
    return found, left_out


def hold(choice: Choice) -> None:
    """Hold off whoever else would move these people's due dates, until the end of the transaction.

    By the rows of the people, as a learner who completes does, and in the order of their ids: of two who
    hold many of them nobody waits for the other. SQLite has one writer anyway.
    """
    query = _narrowed(sa.select(Person.id), choice).order_by(Person.id)
    db.session.execute(query.with_for_update(key_share=True)).all()


def write(people: Sequence[Moved], *, names_day: bool, reason: str, told: str, by: By) -> None:
    """Give each the new due date, and a line in the log; a day that was named is not moved by earlier leave.

    Does not commit.
    """
    assignment, summary, log = table_of(Assignment), table_of(ProgressSummary), table_of(AuditEntry)
    mine = sa.and_(
        assignment.c.person_id == sa.bindparam("who"), assignment.c.number == sa.bindparam("which")
    )
    moment = now()
    for start in range(0, len(people), BATCH):
        batch = sorted(people[start : start + BATCH])
        days = [{"who": each.person_id, "which": each.number, "due_on": each.will_be} for each in batch]
        db.session.execute(sa.update(assignment).where(mine, assignment.c.completed_at.is_(None)), days)
        theirs = sa.and_(
            summary.c.person_id == sa.bindparam("who"), summary.c.number == sa.bindparam("which")
        )
        db.session.execute(sa.update(summary).where(theirs, summary.c.completed_on.is_(None)), days)
        if names_day:
            settle([each.person_id for each in batch])
        db.session.execute(sa.insert(log), [_line(each, reason, by, moment) for each in batch])
    audit.record("deadlines.set", told, {"people": len(people), "reason": reason}, by=by)
    db.session.expire_all()


def _line(each: Moved, reason: str, by: By, moment: Any) -> dict[str, Any]:  # noqa: ANN401 - a datetime
    details = {
        "before": {"due_on": each.was.isoformat()},
        "after": {"due_on": each.will_be.isoformat()},
        "reason": reason,
    }
    by_id, by_name = by or (None, "")
    who = {"at": moment, "by_id": by_id, "by_name": by_name, "about_id": each.person_id}
    return {**who, "action": "deadline.set", "about": about(each)[:200], "details": details}


def _narrowed(query: sa.Select[Any], choice: Choice) -> sa.Select[Any]:
    if choice.email:
        query = query.where(Person.email == normalise_email(choice.email))
    if choice.unit_id:
        query = query.where(Person.unit_id.in_(parts_of(choice.unit_id)))
    if choice.role:
        query = query.where(sa.or_(Person.role == choice.role, Person.second_role == choice.role))
    if choice.first:
        query = query.where(Person.starts_on >= choice.first)
    if choice.last:
        query = query.where(Person.starts_on <= choice.last)
    return query
