"""What a person is to complete and by when: the first time, and each time it is renewed."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elearning.accounts.models import text_enum
from elearning.accounts.rules import FoundationRole
from elearning.clock import now
from elearning.database import Base, PlainText


class Assignment(Base):
    """A journey somebody is to complete between two days. Number 1 is the whole course, the others renew it.

    `tasks` are what a renewal asks for (rules.Asked); the whole course follows from the person's roles.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint("due_on >= starts_on", name="due_after_start"),
    )

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    starts_on: Mapped[date]
    due_on: Mapped[date]
    tasks: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    completed_at: Mapped[datetime | None]


class LeaveOfAbsence(Base):
    """A leave, from `first` to and including `until`. The due date was moved by `days` for it."""

    __tablename__ = "leave_of_absence"
    __table_args__ = (
        sa.CheckConstraint("until >= first", name="until_after_first"),
        sa.Index("ix_leave_of_absence_person_id_until", "person_id", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    first: Mapped[date]
    until: Mapped[date]
    number: Mapped[int]  # of the assignment whose due date was moved; 0 without one
    days: Mapped[int]


class LessonReviewed(Base):
    """That a person has looked at what is new in a lesson, for a renewal that asks for it."""

    __tablename__ = "lesson_reviewed"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["person_id", "number"], ["assignment.person_id", "assignment.number"], ondelete="CASCADE"
        ),
    )

    person_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson.id"), primary_key=True)
    reviewed_at: Mapped[datetime] = mapped_column(default=now)


class AnonymousCompletion(Base):
    """That somebody who was erased had completed the course: for sums, and from which nobody is found again.

    Months are their first days; `days` are those from the first working day. The id tells no order.
    """

    __tablename__ = "anonymous_completion"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=lambda: secrets.token_hex(16))
    started_month: Mapped[date]
    completed_month: Mapped[date]
    role: Mapped[FoundationRole] = mapped_column(text_enum(FoundationRole, "role"))
    days: Mapped[int]


class ProgressSummary(Base):
    """What a leader may see of an active person, and nothing else; kept with what it counts (summaries.py).

    Much of it stands elsewhere too. Here it stands together, so that lists and sums of 45,000 people are read
    from one table, which has no answers, notes or times of day to show by mistake.

    `line` are the ids of the leaders above, and the person's own: /1/16/231/. All below somebody begin with
    their line.
    """

    __tablename__ = "progress_summary"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    name_key: Mapped[str] = mapped_column(PlainText())  # accounts.rules.sort_key
    line: Mapped[str] = mapped_column(PlainText(), index=True)
    leader_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    starts_on: Mapped[date]
    number: Mapped[int] = mapped_column(default=0)  # of the newest assignment; 0 without one
    due_on: Mapped[date | None] = mapped_column(index=True)
    completed_on: Mapped[date | None]
    first_completed_on: Mapped[date | None]  # the whole course, whatever is renewed since
    valid_until: Mapped[date | None]  # the newest certificate's
    last_active_on: Mapped[date | None]
    steps_done: Mapped[int] = mapped_column(default=0)
    steps_total: Mapped[int] = mapped_column(default=0)
    #: Something they had done is asked for again: they have begun, also if nothing else is done.
    is_reopened: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    scenarios_done: Mapped[int] = mapped_column(default=0)
    scenarios_total: Mapped[int] = mapped_column(default=0)

    @property
    def has_begun(self) -> bool:
        return self.steps_done > 0 or self.is_reopened
