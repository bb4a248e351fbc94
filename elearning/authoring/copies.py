"""Copies of drafts that gave way to another text by somebody's choice. No commits here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.authoring.drafts import Key
from elearning.authoring.models import Draft, DraftCopy, GaveWay
from elearning.authoring.rules import Writing
from elearning.clock import now
from elearning.database import db

#: So many copies are kept of each item, the newest; and none longer than privacy/retention.py says.
MOST: Final = 20


@dataclass(frozen=True)
class Written:
    """What somebody had written, the number of the revision it was begun from, and when they saved it."""

    writing: Writing
    base: int
    saved_by: str
    saved_at: datetime


def written(draft: Draft | None) -> Written | None:
    """Give what a draft says now; None where nothing is being written."""
    if draft is None or draft.data is None:
        return None
    return Written(Writing(draft.data, draft.removed), draft.base, draft.saved_by, draft.saved_at)


def keep(key: Key, what: Written, why: GaveWay, *, by: Person) -> None:
    """Keep a copy of what was written. An older one of the same text goes, and those beyond the newest 20."""
    kept = sa.select(DraftCopy.id, DraftCopy.data, DraftCopy.removed).filter_by(**vars(key))
    others = db.session.execute(kept.order_by(DraftCopy.id.desc())).all()
    same = {row.id for row in others if Writing(row.data, row.removed) == what.writing}
    gone = {row.id for row in others[MOST - 1 :]} | same
    db.session.execute(sa.delete(DraftCopy).where(DraftCopy.id.in_(gone)))
    db.session.add(
        DraftCopy(
            **vars(key),
            data=what.writing.data,
            removed=what.writing.removed,
            base=what.base,
            saved_by=what.saved_by,
            saved_at=what.saved_at,
            replaced_by=by.name,
            replaced_at=now(),
            why=why,
        )
    )
    db.session.flush()


def listed(key: Key) -> Sequence[Any]:
    """List an item's copies without their texts, the newest first."""
    columns = (DraftCopy.id, DraftCopy.saved_by, DraftCopy.saved_at, DraftCopy.replaced_by)
    about = (*columns, DraftCopy.replaced_at, DraftCopy.why)
    return db.session.execute(
        sa.select(*about).filter_by(**vars(key)).order_by(DraftCopy.id.desc()).limit(MOST)
    ).all()


def find(key: Key, number: int) -> DraftCopy | None:
    """Find a copy of an item's drafts by its number."""
    return db.session.scalar(sa.select(DraftCopy).filter_by(**vars(key), id=number))


def forget(key: Key) -> None:
    """Delete an item's copies with the item, before another has its slug."""
    db.session.execute(sa.delete(DraftCopy).filter_by(**vars(key)))
