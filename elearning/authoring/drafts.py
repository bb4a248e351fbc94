"""Drafts of whatever kind: found, saved over the version they were written on, ended. No commits here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.authoring.models import Draft, DraftCopy, DraftKind
from elearning.authoring.rules import Writing
from elearning.clock import now
from elearning.database import db, insert_or_ignore


class DraftConflictError(Exception):
    """Somebody else has saved or published the draft since this copy of it was loaded."""

    def __init__(self, current: Draft | None) -> None:
        super().__init__("the draft has another version")
        self.current = current


@dataclass(frozen=True)
class Key:
    """What a draft is of."""

    kind: DraftKind
    slug: str


def find(key: Key) -> Draft | None:
    """Give the draft of an item; `data` is None where nothing is being written."""
    return db.session.scalar(
        sa.select(Draft).filter_by(**vars(key)).execution_options(populate_existing=True)
    )


def save(key: Key, writing: Writing, *, version: int, base: int | None, by: Person) -> int:
    """Save a draft over its `version` (0: there is none yet) and give its new version.

    `base` is the number of the revision it was begun from, None as the draft says now. The same text twice is
    no conflict: the answer to the first may have been lost. Raises DraftConflictError.
    """
    current = find(key)
    if current and current.data == writing.data and current.removed == writing.removed:
        return current.version
    values = {"data": writing.data, "removed": writing.removed, "saved_by": by.name, "saved_at": now()}
    if current is None and version == 0:
        first = {**vars(key), "version": 1, "base": base or 0, **values}
        inserted = db.session.scalar(insert_or_ignore(Draft, first).returning(Draft.version))
        if inserted is None:
            raise DraftConflictError(find(key))
        return 1
    if base is not None:
        values["base"] = base
    return _over(key, version, values)


def begin(key: Key, data: dict[str, Any], *, by: Person) -> None:
    """Begin the draft of a new item. One of its slug that was deleted left its version, which goes on."""
    left = find(key)
    save(key, Writing(data, []), version=left.version if left else 0, base=0, by=by)


def follow(
    key: Key, change: Callable[[dict[str, Any]], dict[str, Any] | None], *, base: int, by: Person
) -> None:
    """Change what is being written as the published text has just been changed, to revision `base`.

    `change` gives the new data, or None where the draft is to stay. Whoever has it open is told, as when a
    colleague saves; who saves at this moment comes before or after, and is not overwritten.
    """
    held = sa.select(Draft).filter_by(**vars(key)).with_for_update()
    draft = db.session.scalar(held.execution_options(populate_existing=True))
    data = change(draft.data) if draft and draft.data is not None else None
    if draft is not None and data is not None:
        about = {"base": base, "saved_by": by.name, "saved_at": now()}
        _over(key, draft.version, {"data": data, **about})


def keep_up(key: Key, *, was: int, number: int) -> None:
    """Say of what was begun from revision `was` that it is begun from `number`, whose words are the same."""
    for table in (Draft, DraftCopy):
        db.session.execute(
            sa.update(table)
            .filter_by(**vars(key), base=was)
            .values(base=number)
            .execution_options(synchronize_session=False)
        )


def end(key: Key, *, version: int) -> None:
    """End the writing of a draft: it is published or deleted. Raises DraftConflictError."""
    _over(key, version, {"data": None, "removed": []})


def _over(key: Key, version: int, values: Mapping[str, Any]) -> int:
    # By one statement: of two at the same moment the second finds another version, also on PostgreSQL.
    saved = db.session.scalar(
        sa.update(Draft)
        .filter_by(**vars(key), version=version)
        .values(version=version + 1, **values)
        .returning(Draft.version)
        .execution_options(synchronize_session=False)
    )
    if saved is None:
        raise DraftConflictError(find(key))
    return saved
