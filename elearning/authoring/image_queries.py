"""Which texts show the pictures that HR added: a fixed number of statements, however many there are."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from elearning import markdown
from elearning.authoring import kinds
from elearning.authoring.kind import Kind
from elearning.authoring.models import Draft, DraftCopy
from elearning.database import db
from elearning.markdown import ILLUSTRATIONS
from elearning.modules.models import Module
from elearning.modules.revisions import RevisionState


@dataclass(frozen=True, order=True)
class Use:
    """A text that shows a picture, its kind by the word in addresses, and whether it is a draft."""

    kind: str
    slug: str
    title: str
    is_draft: bool


@dataclass(frozen=True)
class Uses:
    """Where a picture is shown now, and whether earlier texts, which only HR can see, show it too."""

    now: tuple[Use, ...] = ()
    earlier: bool = False


def uses() -> dict[str, Uses]:
    """Say of each picture that any text names, by its address, where it is: four statements."""
    now: dict[str, set[Use]] = {}
    earlier: set[str] = set()
    for use, text in _texts():
        for address in markdown.illustrations(text):
            if use is None:
                earlier.add(address)
            else:
                now.setdefault(address, set()).add(use)
    return {
        address: Uses(tuple(sorted(now.get(address, ()))), address in earlier) for address in {*now, *earlier}
    }


def _texts() -> Iterator[tuple[Use | None, str]]:
    """Give every text that names a picture, and what it is; None if it is an earlier one."""
    for kind in kinds.KINDS.values():
        yield from _revisions(kind)
    addresses = {kind.draft: kind.address for kind in kinds.KINDS.values()}
    for draft in db.session.scalars(sa.select(Draft).where(Draft.data.is_not(None))):
        title = str((draft.data or {}).get("title") or draft.slug)
        written = json.dumps([draft.data, draft.removed])
        yield Use(addresses[draft.kind], draft.slug, title, is_draft=True), written
    named = sa.cast(DraftCopy.data, sa.Text).contains(ILLUSTRATIONS, autoescape=True)
    for copy in db.session.scalars(sa.select(DraftCopy.data).where(named)):
        yield None, json.dumps(copy)


def _revisions(kind: Kind[Any]) -> Iterator[tuple[Use | None, str]]:
    tables = kind.tables
    rows = db.session.execute(
        sa.select(tables.named_by, tables.title, tables.revision.state, tables.revision.text)
        .select_from(tables.revision)
        .join(tables.item, tables.item.id == tables.of)
        .join(Module, Module.id == tables.item.module_id)
        .where(tables.revision.text.contains(ILLUSTRATIONS, autoescape=True))
    )
    for slug, title, state, text in rows:
        is_published = state is RevisionState.PUBLISHED
        yield Use(kind.address, slug, title, is_draft=False) if is_published else None, text
