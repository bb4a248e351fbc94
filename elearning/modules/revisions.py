"""What texts with revisions share: a lesson, a scenario or a question bank is one item with many texts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from elearning.accounts.models import text_enum
from elearning.clock import now
from elearning.database import db, one_at_a_time

R = TypeVar("R", bound="Revision")


class RevisionState(StrEnum):
    """Of an item's revisions at most one is the draft and one the published; the rest are archived."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Revision:
    """The columns of a table of revisions. `text` is the item's file, as DESIGN.md section 4 has it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    state: Mapped[RevisionState] = mapped_column(text_enum(RevisionState, "state"))
    text: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]
    #: Why it was published, and who did it by name; both empty for what came from files.
    note: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    published_by: Mapped[str] = mapped_column(sa.String(120), default="", server_default="")
    #: Whether those who completed the text before it are offered the change.
    is_substantial: Mapped[bool] = mapped_column(default=True, server_default=sa.true())


def revision_constraints(table: str, item: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Make the constraints of a table of revisions, whose column `item` names what they are revisions of."""
    return (
        sa.UniqueConstraint(item, "number"),
        _one_in_state(table, item, RevisionState.DRAFT),
        _one_in_state(table, item, RevisionState.PUBLISHED),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint("state = 'draft' OR published_at IS NOT NULL", name="published_when"),
    )


def one_publishes() -> None:
    """Let nobody else publish, retire or move a text, of whatever kind, before this is committed.

    Whoever is let in sees what those before it published, and does not publish an older text over it.
    """
    one_at_a_time("texts")


def publish_revision(kind: type[R], item: InstrumentedAttribute[int], item_id: int, **values: object) -> R:
    """Publish a text as the next revision of the item whose id is in the column `item`.

    The one before is archived and stays readable.
    """
    archive(kind, item, item_id)
    newest = db.session.scalar(sa.select(sa.func.max(kind.number)).where(item == item_id))
    values |= {"state": RevisionState.PUBLISHED, "published_at": now()}
    revision = kind(**{item.key: item_id, "number": (newest or 0) + 1}, **values)
    db.session.add(revision)
    db.session.flush()
    return revision


def archive(kind: type[R], item: InstrumentedAttribute[int], item_id: int) -> None:
    """Take the published text of an item out of use; it stays readable."""
    db.session.execute(
        sa.update(kind)
        .where(item == item_id, kind.state == RevisionState.PUBLISHED)
        .values(state=RevisionState.ARCHIVED)
    )


def _one_in_state(table: str, item: str, state: RevisionState) -> sa.Index:
    only = sa.text(f"state = '{state}'")
    return sa.Index(f"uq_{table}_one_{state}", item, unique=True, sqlite_where=only, postgresql_where=only)
