"""Reads for HR's pages on texts of any kind: a fixed number of statements, whatever the number of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from elearning.authoring import drafts
from elearning.authoring.fields import Data
from elearning.authoring.kind import Kind
from elearning.authoring.models import Draft
from elearning.database import db
from elearning.modules.models import Module
from elearning.modules.revisions import Revision, RevisionState
from elearning.progress.models import ProgressSummary


class State(StrEnum):
    """How it stands with a text."""

    PUBLISHED = "published"
    CHANGED = "changed"  # published, and there is a draft of another text
    DRAFT = "draft"  # never published
    RETIRED = "retired"


@dataclass(frozen=True)
class Listed:
    """What the list shows of an item."""

    slug: str
    title: str
    state: State
    has_draft: bool
    published_at: datetime | None
    saved_by: str
    saved_at: datetime | None


@dataclass(frozen=True)
class ModuleOnList:
    """A module with its items of a kind in their order."""

    slug: str
    title: str
    found: tuple[Listed, ...]


@dataclass(frozen=True)
class Item:
    """A text in HR's hands: its identity, what is published of it, and its draft.

    `row` is the kind's own: a lesson, a scenario or a question bank.
    """

    kind: Kind[Any]
    slug: str
    row: Any
    published: Any
    newest: int
    draft: Draft | None

    @property
    def identity(self) -> dict[str, Any]:
        """What the item is known by, which its data do not have."""
        return self.kind.identity(self.row)

    def heading(self, data: Data) -> str:
        """Say what the item with these data is called; of what has no title, its slug."""
        return self.kind.heading(self.row, data) or self.slug

    @property
    def key(self) -> drafts.Key:
        return drafts.Key(self.kind.draft, self.slug)

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0

    @property
    def written(self) -> Data | None:
        """What is being written, if anything is."""
        return self.draft.data if self.draft else None

    @property
    def published_number(self) -> int:
        """The number of the text that is published, 0 for none."""
        return self.published.number if self.published else 0

    @property
    def published_data(self) -> Data | None:
        return data_of(self.kind, self.published) if self.published else None

    @property
    def state(self) -> State:
        return _state(
            is_published=self.published is not None, newest=self.newest, has_draft=self.written is not None
        )


def data_of(kind: Kind[Any], revision: Revision) -> Data:
    """Give a revision's text as the editor's form has it."""
    return kind.data_of(kind.parse(revision.text))


def modules() -> Sequence[Module]:
    """List the modules in their order."""
    return db.session.scalars(sa.select(Module).order_by(Module.position, Module.id)).all()


def module(slug: str) -> Module | None:
    return db.session.scalar(sa.select(Module).filter_by(slug=slug))


def listed(kind: Kind[Any]) -> list[ModuleOnList]:
    """List every item of a kind by module, with its state: two statements."""
    written = {each.slug: each for each in db.session.scalars(sa.select(Draft).filter_by(kind=kind.draft))}
    item, revision = kind.tables.item, kind.tables.revision
    newest = (
        sa.select(kind.tables.of.label("item_id"), sa.func.max(revision.number).label("number"))
        .group_by(kind.tables.of)
        .subquery()
    )
    place = (item.position,) if hasattr(item, "position") else ()
    rows = db.session.execute(
        sa.select(
            Module.slug.label("module_slug"),
            Module.title.label("module_title"),
            item.id,
            kind.tables.named_by.label("slug"),
            kind.tables.title.label("title"),
            revision.state,
            revision.published_at,
        )
        .outerjoin(item, item.module_id == Module.id)
        .outerjoin(newest, newest.c.item_id == item.id)
        .outerjoin(revision, (kind.tables.of == item.id) & (revision.number == newest.c.number))
        .order_by(Module.position, Module.id, *place, item.id)
    )
    groups = groupby(rows, key=attrgetter("module_slug", "module_title"))
    return [
        ModuleOnList(slug, title, tuple(_listed(row, written.get(row.slug)) for row in group if row.id))
        for (slug, title), group in groups
    ]


def _listed(row: Any, draft: Draft | None) -> Listed:  # noqa: ANN401 - a row of `listed`
    data = draft.data if draft else None
    is_published = row.state is RevisionState.PUBLISHED
    return Listed(
        slug=row.slug,
        title=(data or {}).get("title") or row.title or row.slug,
        state=_state(is_published=is_published, newest=row.state is not None, has_draft=data is not None),
        has_draft=data is not None,
        published_at=row.published_at if is_published else None,
        saved_by=draft.saved_by if draft else "",
        saved_at=draft.saved_at if draft else None,
    )


def _state(*, is_published: bool, newest: int, has_draft: bool) -> State:
    if is_published:
        return State.CHANGED if has_draft else State.PUBLISHED
    return State.RETIRED if newest else State.DRAFT


def item(kind: Kind[Any], slug: str) -> Item | None:
    """Find an item with what is published and written of it: four statements."""
    row = db.session.scalar(
        sa.select(kind.tables.item)
        .join(kind.tables.item.module)
        .options(contains_eager(kind.tables.item.module))
        .where(kind.tables.named_by == slug)
    )
    if row is None:
        return None
    of_it = kind.tables.of == row.id
    published = db.session.scalar(
        sa.select(kind.tables.revision).where(of_it, kind.tables.revision.state == RevisionState.PUBLISHED)
    )
    newest = db.session.scalar(sa.select(sa.func.max(kind.tables.revision.number)).where(of_it))
    return Item(kind, slug, row, published, newest or 0, drafts.find(drafts.Key(kind.draft, slug)))


def data(found: Item) -> Data:
    """Give what the editor shows: what is written, or else the newest text."""
    if found.written is not None:
        return found.written
    newest = newest_revision(found)
    return data_of(found.kind, newest) if newest else {}


def newest_revision(found: Item) -> Any:  # noqa: ANN401 - of the item's kind
    """Give what is published, or else what was last; None where nothing ever was."""
    return found.published or revision(found, found.newest)


def revision(found: Item, number: int) -> Any:  # noqa: ANN401 - of the item's kind
    """Find one revision of an item by its number."""
    kind = found.kind
    return db.session.scalar(
        sa.select(kind.tables.revision).where(
            kind.tables.of == found.row.id, kind.tables.revision.number == number
        )
    )


def history(found: Item) -> Sequence[Any]:
    """List an item's revisions, the newest first."""
    kind = found.kind
    return db.session.scalars(
        sa.select(kind.tables.revision)
        .where(kind.tables.of == found.row.id, kind.tables.revision.state != RevisionState.DRAFT)
        .order_by(kind.tables.revision.number.desc())
    ).all()


def slugs(kind: Kind[Any]) -> set[str]:
    """Give the slugs of all items of a kind there are, published or not."""
    return set(db.session.scalars(sa.select(kind.tables.named_by)))


def people() -> int:
    """Count who is active."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(ProgressSummary)) or 0
