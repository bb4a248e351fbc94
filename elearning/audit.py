"""The log of what HR does: who, when, what, about whom or what. Nothing changes a line; only time ends it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elearning.clock import now
from elearning.database import Base, db


class AuditEntry(Base):
    """One thing that was done. Names stand in it as they were, so it can be read when a person is gone.

    `action` is a word such as person.changed; `about` says whom or what it was done to; `details` has what
    was, what is, and why. `by_name` is empty for what a command did. `about_id` is the person it was done to,
    who has the line in their download.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (sa.Index("ix_audit_entry_action_id", "action", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))
    by_name: Mapped[str] = mapped_column(sa.String(120))
    about_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    action: Mapped[str] = mapped_column(sa.String(60))
    about: Mapped[str] = mapped_column(sa.String(200))
    details: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


def record(
    action: str,
    about: str,
    details: Mapping[str, Any] | None = None,
    *,
    by: tuple[int, str] | None = None,
    about_id: int | None = None,
) -> None:
    """Write a line in the transaction of what is done; `by` is the id and name of who does it."""
    who, name = by or (None, "")
    db.session.add(
        AuditEntry(
            by_id=who,
            by_name=name,
            about_id=about_id,
            action=action,
            about=about[:200],
            details=dict(details or {}),
        )
    )
