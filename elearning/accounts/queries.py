"""Reads of accounts."""

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.database import db


def person_in_session(session_id: str) -> Person | None:
    """Find the active person a session belongs to: one statement, None for a session that has ended."""
    number, _, key = session_id.partition(".")
    if not number.isdecimal() or len(number) > 18:  # noqa: PLR2004 - what fits a database integer
        return None
    return db.session.scalar(
        sa.select(Person).where(Person.id == int(number), Person.session_key == key, Person.is_active)
    )


def any_person() -> bool:
    """Say whether there is anybody at all."""
    return db.session.scalar(sa.select(sa.exists().where(Person.id > 0))) or False
