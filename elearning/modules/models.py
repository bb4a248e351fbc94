"""Lessons and their revisions, and what each learner did with them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elearning.accounts.models import text_enum
from elearning.clock import now
from elearning.database import Base


class RevisionState(StrEnum):
    """Of a lesson's revisions at most one is the draft and one the published; the rest are archived."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Module(Base):
    """A chapter of the course."""

    __tablename__ = "module"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(64), unique=True)
    title: Mapped[str] = mapped_column(sa.String(120))
    summary: Mapped[str] = mapped_column(sa.String(300))
    position: Mapped[int]


class Lesson(Base):
    """A lesson's identity: what stays the same when its text is revised."""

    __tablename__ = "lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(64), unique=True)
    module_id: Mapped[int] = mapped_column(sa.ForeignKey("module.id"), index=True)
    position: Mapped[int]
    audience: Mapped[list[str]] = mapped_column(sa.JSON)  # values of FoundationRole

    module: Mapped[Module] = relationship(lazy="raise")


class LessonRevision(Base):
    """One text of a lesson. `text` is the file of DESIGN.md section 4; `outline` repeats what lists need of it."""

    __tablename__ = "lesson_revision"
    __table_args__ = (
        sa.UniqueConstraint("lesson_id", "number"),
        sa.Index(
            "uq_lesson_revision_one_draft",
            "lesson_id",
            unique=True,
            sqlite_where=sa.text("state = 'draft'"),
            postgresql_where=sa.text("state = 'draft'"),
        ),
        sa.Index(
            "uq_lesson_revision_one_published",
            "lesson_id",
            unique=True,
            sqlite_where=sa.text("state = 'published'"),
            postgresql_where=sa.text("state = 'published'"),
        ),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint("state = 'draft' OR published_at IS NOT NULL", name="published_when"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson.id"))
    number: Mapped[int]
    state: Mapped[RevisionState] = mapped_column(text_enum(RevisionState, "state"))
    title: Mapped[str] = mapped_column(sa.String(120))
    summary: Mapped[str] = mapped_column(sa.String(300))
    text: Mapped[str] = mapped_column(sa.Text)
    outline: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    created_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]

    lesson: Mapped[Lesson] = relationship(lazy="raise")


class _OfAStep:
    """What is kept for one person at one step, and which revision they had before them."""

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson.id"), primary_key=True)
    step: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson_revision.id"))


class StepCompletion(_OfAStep, Base):
    """A step that a person is done with. The first time counts, and it stays."""

    __tablename__ = "step_completion"

    completed_at: Mapped[datetime] = mapped_column(default=now)


class CheckAnswer(_OfAStep, Base):
    """The latest answer to a knowledge check; only its owner ever sees it."""

    __tablename__ = "check_answer"

    chosen: Mapped[list[int]] = mapped_column(sa.JSON)  # positions of the options, from 0
    answered_at: Mapped[datetime] = mapped_column(default=now)


class Note(_OfAStep, Base):
    """A private note. `version` counts the times it was saved, so that two devices do not overwrite each other."""

    __tablename__ = "note"
    __table_args__ = (sa.CheckConstraint("version > 0", name="version_positive"),)

    text: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int]
    updated_at: Mapped[datetime] = mapped_column(default=now)


class Relation(Base):
    """One relation that a learner placed in a circle around themselves; as private as a note."""

    __tablename__ = "relation"
    __table_args__ = (sa.UniqueConstraint("person_id", "lesson_id", "step", "circle", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson.id"))
    step: Mapped[str] = mapped_column(sa.String(64))
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson_revision.id"))
    circle: Mapped[str] = mapped_column(sa.String(64))
    name: Mapped[str] = mapped_column(sa.String(60))
    works_well: Mapped[bool] = mapped_column(default=False)
    comes_first: Mapped[bool] = mapped_column(default=False)


class ReadingPosition(Base):
    """Where a person left off in a lesson: the step to open next time, on any device."""

    __tablename__ = "reading_position"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson.id"), primary_key=True)
    step: Mapped[str] = mapped_column(sa.String(64))
    updated_at: Mapped[datetime] = mapped_column(default=now)
