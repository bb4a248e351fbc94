"""Lessons and their revisions, and what each learner did with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elearning.clock import now
from elearning.database import Base
from elearning.modules.revisions import Revision, revision_constraints


class Module(Base):
    """A chapter of the course."""

    __tablename__ = "module"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(64), unique=True)
    title: Mapped[str] = mapped_column(sa.String(120))
    summary: Mapped[str] = mapped_column(sa.String(300))
    position: Mapped[int]
    picture: Mapped[str | None] = mapped_column(sa.String(64))
    picture_alt: Mapped[str | None] = mapped_column(sa.String(300))


class Lesson(Base):
    """A lesson's identity: what stays the same when its text is revised."""

    __tablename__ = "lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(64), unique=True)
    module_id: Mapped[int] = mapped_column(sa.ForeignKey("module.id"), index=True)
    position: Mapped[int]
    audience: Mapped[list[str]] = mapped_column(sa.JSON)  # values of FoundationRole

    module: Mapped[Module] = relationship(lazy="raise")


class LessonRevision(Revision, Base):
    """One text of a lesson: `text` is its file, and `outline` repeats what lists need of it."""

    __tablename__ = "lesson_revision"
    __table_args__ = revision_constraints("lesson_revision", "lesson_id")

    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson.id"))
    title: Mapped[str] = mapped_column(sa.String(120))
    summary: Mapped[str] = mapped_column(sa.String(300))
    outline: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)

    lesson: Mapped[Lesson] = relationship(lazy="raise")


class Illustration(Base):
    """A picture that HR added for texts to show, as `image_files.encode` writes it.

    Texts name it by its slug: `illustrations/<slug>.webp`. `alt` is what it shows in words, for the next text
    that shows it; each text has its own. `uploaded_by` is empty for what came from files.
    """

    __tablename__ = "illustration"
    __table_args__ = (sa.CheckConstraint("width > 0 AND height > 0", name="size_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(64), unique=True)
    alt: Mapped[str] = mapped_column(sa.String(300))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    width: Mapped[int]  # in pixels
    height: Mapped[int]
    byte_count: Mapped[int]
    data: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    uploaded_by: Mapped[str] = mapped_column(sa.String(120), default="")
    uploaded_at: Mapped[datetime] = mapped_column(default=now)


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


class StepRedone(Base):
    """That a person had been done with a step before a new text asked everybody to do it again.

    `asked_by_id` is the revision that asked; the rest is the completion as it was.
    """

    __tablename__ = "step_redone"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson.id"), primary_key=True)
    step: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson_revision.id"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson_revision.id"))
    completed_at: Mapped[datetime]


class CheckAnswer(_OfAStep, Base):
    """The latest answer to a knowledge check; only its owner ever sees it."""

    __tablename__ = "check_answer"

    chosen: Mapped[list[int]] = mapped_column(sa.JSON)  # positions of the options, from 0
    answered_at: Mapped[datetime] = mapped_column(default=now)


class Note(_OfAStep, Base):
    """A private note. `version` counts its savings, so that two devices do not overwrite each other."""

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
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class ReadingPosition(Base):
    """Where a person left off in a lesson: the step to open next time, on any device."""

    __tablename__ = "reading_position"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson.id"), primary_key=True)
    step: Mapped[str] = mapped_column(sa.String(64))
    updated_at: Mapped[datetime] = mapped_column(default=now)
