"""Reads of certificates."""

from collections.abc import Sequence

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.certificates.models import Certificate
from elearning.database import db

FOUND_MAX = 50


def certificates_of(person_id: int) -> Sequence[Certificate]:
    """List somebody's certificates, the newest first: one statement."""
    return db.session.scalars(
        sa.select(Certificate)
        .where(Certificate.person_id == person_id)
        .order_by(Certificate.assignment.desc())
    ).all()


def by_code(code: str) -> Certificate | None:
    """Find a certificate by its code: one statement, and as long for a wrong code as for an unknown one."""
    return db.session.scalar(sa.select(Certificate).where(Certificate.code == code))


def own_by_code(person_id: int, code: str) -> Certificate | None:
    """Find one of somebody's own certificates."""
    return db.session.scalar(sa.select(Certificate).filter_by(person_id=person_id, code=code))


def search(text: str) -> Sequence[Certificate]:
    """Find certificates by a part of the name, by the person's address or by the number: the newest first."""
    wanted = text.strip()
    year, _, serial = wanted.partition("-")
    matches = [
        Certificate.name.icontains(wanted, autoescape=True),
        Certificate.person_id.in_(sa.select(Person.id).where(Person.email == wanted.lower())),
    ]
    if year.isdecimal() and serial.isdecimal() and len(serial) < 10:  # noqa: PLR2004 - digits of a key
        matches.append(Certificate.id == int(serial))
    return db.session.scalars(
        sa.select(Certificate).where(sa.or_(*matches)).order_by(Certificate.id.desc()).limit(FOUND_MAX)
    ).all()
