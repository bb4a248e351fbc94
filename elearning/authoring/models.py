"""What HR is writing."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elearning.accounts.models import text_enum
from elearning.clock import now
from elearning.database import Base


class DraftKind(StrEnum):
    """What a draft is of."""

    LESSON = "lesson"
    SCENARIO = "scenario"
    BANK = "bank"


class Draft(Base):
    """The text of an item that somebody is writing: at most one, which everybody in HR shares.

    `data` are the form's values, which may be wrong while one writes; None once they are published: the row
    stays, so that `version`, which counts every saving, never says the same of two texts. `removed` can be
    put back. `base` is the number of the revision that it was begun from, 0 for a new item.
    """

    __tablename__ = "draft"
    __table_args__ = (
        sa.UniqueConstraint("kind", "slug"),
        sa.CheckConstraint("version > 0", name="version_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DraftKind] = mapped_column(text_enum(DraftKind, "kind"))
    slug: Mapped[str] = mapped_column(sa.String(64))
    version: Mapped[int]
    data: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    removed: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    base: Mapped[int]
    saved_by: Mapped[str] = mapped_column(sa.String(120))
    saved_at: Mapped[datetime] = mapped_column(default=now)


class GaveWay(StrEnum):
    """Why a text is no draft any more, or did not become one."""

    OVERWRITTEN = "overwritten"  # another text was saved in its place
    DISCARDED = "discarded"
    RESTORED = "restored"  # an earlier text was made the draft
    SET_ASIDE = "set_aside"  # the stored one was kept, and this not saved


class DraftCopy(Base):
    """What was written of an item and gave way to something else by choice, as its draft had it.

    Names stand in it as texts, as those of who published a revision do. `base` is that of the draft. It goes
    after a year at most.
    """

    __tablename__ = "draft_copy"
    __table_args__ = (sa.Index("ix_draft_copy_kind_slug_id", "kind", "slug", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DraftKind] = mapped_column(text_enum(DraftKind, "kind"))
    slug: Mapped[str] = mapped_column(sa.String(64))
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    removed: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    base: Mapped[int]
    saved_by: Mapped[str] = mapped_column(sa.String(120))
    saved_at: Mapped[datetime]
    replaced_by: Mapped[str] = mapped_column(sa.String(120))
    replaced_at: Mapped[datetime] = mapped_column(index=True)
    why: Mapped[GaveWay] = mapped_column(text_enum(GaveWay, "why"))


class ContentUpload(Base):
    """A file with all content that somebody in HR sent: it waits until it is published, or a day old."""

    __tablename__ = "content_upload"

    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    file_name: Mapped[str] = mapped_column(sa.String(200))
    archive: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
