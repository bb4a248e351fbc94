"""The log of mails that were due: which were sent, which were not, and why."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elearning.accounts.models import text_enum
from elearning.clock import now
from elearning.database import Base
from elearning.reminders.rules import OPTIONAL, Kind, State

REASON_MAX = 300
NOTE_MAX = 200


class Reminder(Base):
    """One mail that was due, once for ever: the row is there before the mail is handed over (ADR 13).

    `due_on` is the day it is about: the journey's due date or its start, the end of a certificate, the Monday
    of a week. `reason` is one of rules.Reason, what a mail server answered, or the kind of error for which it
    could not be written. `tried_at` is the newest attempt.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "kind", "due_on"),
        sa.Index("ix_reminder_state_next_try_at", "state", "next_try_at"),
        sa.CheckConstraint("(state = 'failed') = (next_try_at IS NOT NULL)", name="failed_is_tried_again"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[Kind] = mapped_column(text_enum(Kind, "kind"))
    due_on: Mapped[date]
    state: Mapped[State] = mapped_column(text_enum(State, "state"))
    reason: Mapped[str | None] = mapped_column(sa.String(REASON_MAX))
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    tried_at: Mapped[datetime | None]
    next_try_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[str | None] = mapped_column(sa.String(200), index=True)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))


class ReminderRun(Base):
    """One run of the command, or all of a quiet day. `note` says why nothing was sent, or why it stopped.

    One with an end and without a note has looked at everybody.
    """

    __tablename__ = "reminder_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    sent: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(sa.String(NOTE_MAX), default="")


class Unsubscribed(Base):
    """That somebody does without a kind of mail."""

    __tablename__ = "unsubscribed"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(
        sa.Enum(
            *(kind.value for kind in OPTIONAL),
            name="kind",
            native_enum=False,
            create_constraint=True,
            length=20,
        ),
        primary_key=True,
    )
    since: Mapped[datetime] = mapped_column(default=now)
