"""Reads about one person of a team, and about who stands in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from elearning.accounts.models import Person, StandIn
from elearning.accounts.queries import leads_somebody
from elearning.accounts.rules import sort_key
from elearning.certificates.models import Certificate
from elearning.database import db
from elearning.progress.models import ProgressSummary
from elearning.reminders.models import Reminder
from elearning.teams import queries, rules


@dataclass(frozen=True)
class Above:
    """Somebody in the line of leaders down to a person."""

    id: int
    name: str


@dataclass(frozen=True)
class Colleague:
    """Somebody near a leader whom they may choose."""

    id: int
    name: str


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


def reminders_since(leader_id: int, moment: datetime) -> int:
    """Count the reminders that a leader has had sent since a moment."""
    asked = sa.select(sa.func.count()).where(Reminder.by_id == leader_id, Reminder.created_at >= moment)
    return db.session.scalar(asked) or 0


def colleagues(leader: Person) -> list[Colleague]:
    """List by name who a leader may want to stand in: one statement.

    They are their direct reports, their own leader, and the leaders beside them, whom the same one leads.
    """
    near = [Person.leader_id == leader.id]
    if leader.leader_id is not None:
        beside = sa.and_(Person.leader_id == leader.leader_id, leads_somebody(Person))
        near += [Person.id == leader.leader_id, beside]
    found = db.session.execute(
        sa.select(Person.id, Person.name).where(Person.is_active, Person.id != leader.id, sa.or_(*near))
    )
    return sorted(
        (Colleague(row.id, row.name) for row in found), key=lambda each: (sort_key(each.name), each.id)
    )


def stand_in_of(leader_id: int, day: date) -> tuple[Person, date] | None:
    """Find who stands in for a leader on a day, and until when."""
    found = db.session.execute(
        sa.select(Person, StandIn.until)
        .join(StandIn, StandIn.person_id == Person.id)
        .where(StandIn.leader_id == leader_id, StandIn.until >= day)
    ).one_or_none()
    return (found.Person, found.until) if found else None
