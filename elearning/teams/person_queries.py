"""Reads about one person of a team, and about who stands in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from elearning.accounts.models import Person, StandIn
from elearning.certificates.models import Certificate
from elearning.database import db
from elearning.progress.models import ProgressSummary
from elearning.reminders.models import Reminder
from elearning.reminders.rules import Kind, State
from elearning.teams import queries, rules


@dataclass(frozen=True)
class Above:
    """Somebody in the line of leaders down to a person."""

    id: int
    name: str


@dataclass(frozen=True)
class Reminded:
    """That a leader had somebody reminded. `by` is None when that leader is no longer known here."""

    at: datetime
    by: str | None
    has_failed: bool


def line_down_to(person_id: int, leader_ids: Collection[int]) -> list[Above] | None:
    """Give the leaders from one of `leader_ids` down to a person; None who is not below them: two statements.

    If several of them are above the person the line begins with the lowest.
    """
    found = db.session.execute(
        sa.select(ProgressSummary.person_id, ProgressSummary.line).where(
            ProgressSummary.person_id.in_([*leader_ids, person_id])
        )
    )
    lines = {row.person_id: row.line for row in found}
    above = rules.line_between(
        lines.get(person_id, ""), [lines[each] for each in leader_ids if each in lines]
    )
    if not above:
        return None
    names = db.session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(above)))
    by_id = {row.id: row.name for row in names}
    return [Above(each, by_id[each]) for each in above]


def newest_certificate(person_id: int) -> Certificate | None:
    """Find somebody's newest certificate that is not revoked."""
    return db.session.scalar(sa.select(Certificate).where(queries.is_newest(sa.literal(person_id))))


def reminded(person_id: int, due_on: date | None) -> Reminded | None:
    """Find whether a leader has had somebody reminded of a due date."""
    found = db.session.execute(
        sa.select(Reminder.created_at, Reminder.state, Person.name)
        .outerjoin(Person, Person.id == Reminder.by_id)
        .where(Reminder.person_id == person_id, Reminder.kind == Kind.FROM_LEADER, Reminder.due_on == due_on)
    ).one_or_none()
    if found is None:
        return None
    return Reminded(found.created_at, found.name, found.state in {State.FAILED, State.GIVEN_UP})


def reminders_since(leader_id: int, moment: datetime) -> int:
    """Count the reminders that a leader has had sent since a moment."""
    asked = sa.select(sa.func.count()).where(Reminder.by_id == leader_id, Reminder.created_at >= moment)
    return db.session.scalar(asked) or 0


def stand_in_of(leader_id: int, day: date) -> tuple[Person, date] | None:
    """Find who stands in for a leader on a day, and until when."""
    found = db.session.execute(
        sa.select(Person, StandIn.until)
        .join(StandIn, StandIn.person_id == Person.id)
        .where(StandIn.leader_id == leader_id, StandIn.until >= day)
    ).one_or_none()
    return (found.Person, found.until) if found else None
