"""Makes people for tests: valid ones, of whom a test says only what it is about."""

from __future__ import annotations

from datetime import date
from functools import cache

from flask import Flask

from elearning.accounts import service
from elearning.accounts.models import Person, Unit
from elearning.accounts.rules import FoundationRole
from elearning.database import db

PASSWORD = "fire gule ugler i regn"


@cache
def _hash(password: str) -> str:
    return service.hash_password(password)


class People:
    """A population that grows with each call."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._count = 0

    def add(
        self,
        name: str = "Anna Holm",
        *,
        email: str | None = None,
        role: FoundationRole = FoundationRole.EMPLOYEE,
        second_role: FoundationRole | None = None,
        unit: Unit | None = None,
        leader: Person | None = None,
        is_hr: bool = False,
        is_active: bool = True,
        password: str | None = PASSWORD,
    ) -> Person:
        """Add one person, committed. Their password is `PASSWORD`; what is returned is not in any session."""
        self._count += 1
        new = service.NewPerson(
            name=name,
            email=email or f"person{self._count}@example.dk",
            role=role,
            second_role=second_role,
            starts_on=date(2026, 11, 2),
            unit=unit,
            leader=leader,
            is_hr=is_hr,
        )
        with self._app.app_context():
            person = service.add_person(new, password_hash=_hash(password) if password else None)
            person.is_active = is_active
            db.session.commit()
            for each in list(db.session):  # the leader and the unit came along
                db.session.refresh(each)
            db.session.expunge_all()
        return person

    def add_kinds(self) -> dict[str, Person | None]:
        """Add one person of each kind that access may depend on; `anonymous` is nobody."""
        leader = self.add("Lars Leder", role=FoundationRole.LEADER)
        return {
            "anonymous": None,
            "employee": self.add("Mette Medarbejder", leader=leader),
            "leader": leader,
            "executive": self.add("Karen Koncern", role=FoundationRole.EXECUTIVE),
            "hr": self.add("Hanne Hr", is_hr=True),
        }
