"""Reads for HR: who is here, and the tree of units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from elearning.accounts.models import Person, Unit
from elearning.accounts.queries import leads_somebody
from elearning.accounts.rules import FoundationRole, is_email, normalise_email, sort_key
from elearning.audit import AuditEntry
from elearning.database import db
from elearning.people.rules import LEADERS, PAGE, WITHOUT_UNIT, Wanted
from elearning.people.units import Units
from elearning.progress.deadlines import Status
from elearning.progress.models import ProgressSummary
from elearning.progress.summaries import status_in_sql


@dataclass(frozen=True)
class Found:
    """A page of people, how many there are in all, and the page's number."""

    rows: Sequence[Any]
    count: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))


def find(wanted: Wanted, day: date) -> Found:
    """Give a page of people by name: two statements. A page beyond the last is the last."""
    chosen = _narrowed(wanted, day)
    count = db.session.scalar(sa.select(sa.func.count()).select_from(chosen.subquery())) or 0
    page = min(wanted.page, max(1, -(-count // PAGE)))
    leader = sa.orm.aliased(Person)
    row = ProgressSummary
    columns: list[Any] = [
        Person.id, Person.name, Person.email, Person.number, Person.role, Person.second_role,
        Person.starts_on, Person.is_active, Person.is_hr, Person.is_panel, Person.unit_id,
        row.due_on, status_in_sql(day).label("status"), leader.name.label("leader"),
    ]  # fmt: skip
    some = (
        sa.select(*columns)
        .outerjoin(row, row.person_id == Person.id)
        .outerjoin(leader, leader.id == Person.leader_id)
        .where(
            Person.id.in_(chosen.order_by(Person.name_key, Person.id).limit(PAGE).offset((page - 1) * PAGE))
        )
        .order_by(Person.name_key, Person.id)
    )
    return Found(db.session.execute(some).all(), count, page)


@dataclass(frozen=True)
class Standing:
    """How it goes with somebody's course: the due date, and where they stand with it."""

    due_on: date | None
    status: Status


def standing(person: Person, day: date) -> Standing | None:
    """Say how it goes with somebody: one statement. Who has left has no course to do."""
    found = db.session.execute(
        sa.select(ProgressSummary.due_on, status_in_sql(day)).where(ProgressSummary.person_id == person.id)
    ).one_or_none()
    return Standing(found[0], Status(found[1])) if found else None


def units() -> Units:
    """Give the tree of units: one statement."""
    return Units(db.session.execute(sa.select(Unit.id, Unit.name, Unit.parent_id).order_by(Unit.id)))


def parts_of(unit_id: int) -> sa.Select[Any]:
    """Select a unit and all below it."""
    tree = sa.select(Unit.id).where(Unit.id == unit_id).cte("part", recursive=True)
    return sa.select(tree.union(sa.select(Unit.id).join(tree, Unit.parent_id == tree.c.id)).c.id)


def last_change(person: Person) -> AuditEntry | None:
    """Give the newest line about somebody, to say who has changed them meanwhile."""
    return db.session.scalar(
        sa.select(AuditEntry)
        .where(AuditEntry.about_id == person.id, AuditEntry.action.like("person.%"))
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )


def people_in(unit_ids: Sequence[int]) -> Mapping[int, int]:
    """Count who stands in each unit itself, also who has left."""
    rows = db.session.execute(
        sa.select(Person.unit_id, sa.func.count())
        .where(Person.unit_id.in_(unit_ids))
        .group_by(Person.unit_id)
    )
    return {unit_id: count for unit_id, count in rows if unit_id is not None}


def leaders_to_choose() -> Sequence[Any]:
    """Give names and e-mails of those who lead, or could by their role; at most LEADERS: one statement."""
    leads = (FoundationRole.LEADER, FoundationRole.EXECUTIVE)
    could = sa.or_(Person.role.in_(leads), Person.second_role.in_(leads), leads_somebody(Person))
    query = sa.select(Person.name, Person.email).where(Person.is_active, could)
    return db.session.execute(query.order_by(Person.name_key, Person.id).limit(LEADERS)).all()


def called(text: str, limit: int) -> Sequence[Person]:
    """Give those who are here and can be meant, by name and at most `limit`: one statement.

    A whole e-mail, alone or behind the name, means whoever has exactly that. Otherwise each word of a name,
    or an e-mail, can be left off after its first letters; a whole name goes before a part of one.
    """
    rank = sa.case((Person.name_key == sort_key(text), 0), else_=1)
    if text.endswith(">") or is_email(text):
        address = normalise_email(text.rpartition("<")[2].removesuffix(">"))
        fits: sa.ColumnElement[bool] = Person.email == address
    else:
        words = [_has_word(word) for word in sort_key(text).split()]
        named = sa.and_(*words) if words else sa.false()
        fits = sa.or_(named, Person.email.startswith(text.lower(), autoescape=True))
    query = sa.select(Person, rank).where(Person.is_active, fits)
    found = db.session.execute(query.order_by(rank, Person.name_key, Person.id).limit(limit)).all()
    return [person for person, ranked in found if ranked == found[0][1]]


def _has_word(beginning: str) -> sa.ColumnElement[bool]:
    """Give the condition that one of somebody's names begins so."""
    first = Person.name_key.startswith(beginning, autoescape=True)
    return sa.or_(first, Person.name_key.contains(f" {beginning}", autoescape=True))


def _narrowed(wanted: Wanted, day: date) -> sa.Select[Any]:
    query = sa.select(Person.id).where(~Person.is_active if wanted.gone else Person.is_active)
    if wanted.q:
        part = Person.name_key.contains(sort_key(wanted.q), autoescape=True)
        address = Person.email.contains(wanted.q.lower(), autoescape=True)
        query = query.where(sa.or_(part, address, Person.number == wanted.q))
    if wanted.unit == WITHOUT_UNIT:
        query = query.where(Person.unit_id.is_(None))
    elif wanted.unit is not None:
        query = query.where(Person.unit_id.in_(parts_of(wanted.unit)))
    if wanted.status:
        query = query.join(ProgressSummary, ProgressSummary.person_id == Person.id)
        query = query.where(status_in_sql(day) == wanted.status.value)
    if wanted.panel:
        query = query.where(Person.is_panel)
    return query.where(Person.is_hr) if wanted.hr else query
