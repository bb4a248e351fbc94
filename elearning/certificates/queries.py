"""Reads of certificates."""

import re
from collections.abc import Sequence
from datetime import date

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
    """Find certificates by a part of the name on them or of the person's, by their address, or by the number.

    The newest come first, and one more than are shown, so that it can be told whether there are more.
    """
    wanted = text.strip()
    matches = [
        Certificate.name.icontains(wanted, autoescape=True),
        Certificate.person_id.in_(
            sa.select(Person.id).where(
                sa.or_(Person.email == wanted.lower(), Person.name.icontains(wanted, autoescape=True))
            )
        ),
    ]
    if number := re.fullmatch(r"(\d{4})-(\d{1,9})", wanted, re.ASCII):
        of_that_year = sa.extract("year", Certificate.completed_on) == int(number[1])
        matches.append(sa.and_(Certificate.id == int(number[2]), of_that_year))
    return db.session.scalars(
        sa.select(Certificate).where(sa.or_(*matches)).order_by(Certificate.id.desc()).limit(FOUND_MAX + 1)
    ).all()


def validity(first: int, last: int) -> dict[int, date | None]:
    """Give the end of the newest certificate of each person whose id lies between `first` and `last`.

    One that is revoked is none.
    """
    rows = db.session.execute(
        sa.select(Certificate.person_id, Certificate.valid_until)
        .where(Certificate.person_id.between(first, last), Certificate.revoked_at.is_(None))
        .order_by(Certificate.person_id, Certificate.assignment)
    )
    return {row.person_id: row.valid_until for row in rows}
