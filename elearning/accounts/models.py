"""People, the units they work in, who leads whom, and links for a new password."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from elearning.accounts.rules import FoundationRole, sort_key
from elearning.clock import now
from elearning.database import Base, PlainText


def text_enum(kind: type[StrEnum], name: str) -> sa.Enum:
    """Make a column type that stores an enum's values as text, with a named CHECK."""
    return sa.Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )


def new_session_key() -> str:
    """Make the random text that ties sessions to a password: a new one ends them all."""
    return secrets.token_hex(16)


def _key_of_name(context: DefaultExecutionContext) -> str:
    return sort_key(context.get_current_parameters()["name"])  # type: ignore[no-untyped-call]


class Unit(Base):
    """A part of the organisation; units form a tree."""

    __tablename__ = "unit"
    __table_args__ = (
        sa.UniqueConstraint("parent_id", "name"),
        # At the top there is no parent, and nothing is equal to that.
        sa.Index(
            "uq_unit_name_at_the_top",
            "name",
            unique=True,
            sqlite_where=sa.text("parent_id IS NULL"),
            postgresql_where=sa.text("parent_id IS NULL"),
        ),
        sa.CheckConstraint("parent_id <> id", name="not_its_own_parent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)


class Person(UserMixin, Base):
    """Somebody who is employed here and may sign in."""

    __tablename__ = "person"
    __table_args__ = (
        sa.CheckConstraint("email = lower(email)", name="email_lower"),
        sa.CheckConstraint("second_role <> role", name="two_roles_differ"),
        sa.CheckConstraint("leader_id <> id", name="not_their_own_leader"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    name_key: Mapped[str] = mapped_column(  # rules.sort_key
        PlainText(), default=_key_of_name, server_default="", index=True
    )
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    #: The employee number, where the organisation's own systems have one: it stays when an e-mail changes.
    number: Mapped[str | None] = mapped_column(sa.String(40), index=True, unique=True)
    password_hash: Mapped[str | None] = mapped_column(sa.String(255))
    session_key: Mapped[str] = mapped_column(sa.String(32), default=new_session_key)
    role: Mapped[FoundationRole] = mapped_column(text_enum(FoundationRole, "role"))
    second_role: Mapped[FoundationRole | None] = mapped_column(text_enum(FoundationRole, "second_role"))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    leader_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    starts_on: Mapped[date]
    is_hr: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_panel: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    created_at: Mapped[datetime] = mapped_column(default=now)
    #: Counts what HR changes, so that of two who edit at once the second is told.
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    unit: Mapped[Unit | None] = relationship(lazy="raise")
    leader: Mapped[Person | None] = relationship(lazy="raise", remote_side="Person.id")

    #: Whether they have a team to see: their own, or one that they stand in for today. Known only of the
    #: person who is signed in (queries.person_in_session). Not mapped, so that it outlasts a rollback.
    leads: bool = False

    @validates("name")
    def _keep_key(self, _column: str, name: str) -> str:
        self.name_key = sort_key(name)
        return name

    @property
    def roles(self) -> frozenset[FoundationRole]:
        return frozenset(role for role in (self.role, self.second_role) if role)

    def get_id(self) -> str:
        """Give what a session remembers; it stops fitting when the password changes."""
        return f"{self.id}.{self.session_key}"


class StandIn(Base):
    """Who stands in for a leader, to and including a day: one person at a time."""

    __tablename__ = "stand_in"

    leader_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    until: Mapped[date]


class PasswordReset(Base):
    """A link for a new password that was mailed. Only the hash of its token is kept."""

    __tablename__ = "password_reset"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
