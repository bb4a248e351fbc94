"""Since when somebody is gone, and what was deleted because its time was over."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elearning.clock import now
from elearning.database import Base


class Departure(Base):
    """That somebody has left, and the day the nightly run first saw it; gone when they come back."""

    __tablename__ = "departure"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    noticed_on: Mapped[date]


class RetentionRun(Base):
    """How much of one kind a nightly run deleted, also where that was nothing."""

    __tablename__ = "retention_run"
    __table_args__ = (sa.Index("ix_retention_run_kind_id", "kind", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))  # rules.Kind
    count: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=now)
