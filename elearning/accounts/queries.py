"""Reads of accounts."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlalchemy.orm.util import AliasedClass

from elearning.accounts.models import Person, StandIn
from elearning.clock import today
from elearning.config import settings
from elearning.database import db


def person_in_session(session_id: str) -> Person | None:
    """Find the active person a session belongs to, and whether they lead, in one statement.

    None for a session that has ended.
    """
    number, _, key = session_id.partition(".")
    if not number.isdecimal() or len(number) > 18:  # noqa: PLR2004 - what fits a database integer
        return None
    found = db.session.execute(
        sa.select(Person, _leads(today(settings().zone))).where(
            Person.id == int(number), Person.session_key == key, Person.is_active
        )
    ).one_or_none()
    if found is None:
        return None
    person: Person = found[0]
    person.leads = found[1]
    return person


def leads_somebody(leader: type[Person] | AliasedClass[Person]) -> sa.ColumnElement[bool]:
    """Say in SQL whether `leader` leads anybody who is active."""
    report = aliased(Person)
    return sa.exists().where(report.leader_id == leader.id, report.is_active)


def any_person() -> bool:
    """Say whether there is anybody at all."""
    return db.session.scalar(sa.select(sa.exists().where(Person.id > 0))) or False


def _leads(day: date) -> sa.ColumnElement[bool]:
    leader = aliased(Person)
    stands_in = sa.exists().where(
        StandIn.person_id == Person.id,
        StandIn.until >= day,
        StandIn.leader_id == leader.id,
        leader.is_active,
        leads_somebody(leader),
    )
    return sa.or_(leads_somebody(Person), stands_in)
