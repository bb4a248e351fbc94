"""Reads of the log of what HR does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import sqlalchemy as sa

from elearning.audit import AuditEntry
from elearning.config import settings
from elearning.database import db

PAGE: Final = 50
_PART: Final = 1000


@dataclass(frozen=True)
class LogChoice:
    """Which lines HR looks at; empty means all. `q` is part of whom or what it was about."""

    action: str = ""
    who: str = ""
    q: str = ""
    first: date | None = None
    last: date | None = None
    page: int = 1

    def arguments(self, page: int = 1) -> dict[str, object]:
        """Give what an address says of this, or of another page of the same."""
        values = {each.name: getattr(self, each.name) for each in fields(self)} | {"page": page}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in values.items()
            if value and (name, value) != ("page", 1)
        }


@dataclass(frozen=True)
class Lines:
    """A page of lines, the newest first, and whether there are more."""

    lines: Sequence[AuditEntry]
    has_more: bool


def lines(choice: LogChoice) -> Lines:
    """Give a page of the log: one statement."""
    query = _chosen(choice).limit(PAGE + 1).offset((choice.page - 1) * PAGE)
    found = db.session.scalars(query).all()
    return Lines(found[:PAGE], has_more=len(found) > PAGE)


def every_line(choice: LogChoice) -> Iterator[AuditEntry]:
    """Give all of it, as it is read; memory stays flat."""
    last: int | None = None
    while True:
        query = _chosen(choice).limit(_PART)
        found = db.session.scalars(query.where(AuditEntry.id < last) if last is not None else query).all()
        if not found:
            return
        last = found[-1].id
        yield from found
        db.session.expunge_all()


def actions() -> Sequence[str]:
    """List the actions that are in the log: one statement over an index."""
    return db.session.scalars(sa.select(AuditEntry.action).distinct().order_by(AuditEntry.action)).all()


def _chosen(choice: LogChoice) -> sa.Select[Any]:
    query = sa.select(AuditEntry).order_by(AuditEntry.id.desc())
    if choice.action:
        query = query.where(AuditEntry.action == choice.action)
    if choice.who:
        query = query.where(AuditEntry.by_name.icontains(choice.who, autoescape=True))
    if choice.q:
        query = query.where(AuditEntry.about.icontains(choice.q, autoescape=True))
    if choice.first:
        query = query.where(AuditEntry.at >= _midnight(choice.first))
    if choice.last:
        query = query.where(AuditEntry.at < _midnight(choice.last + timedelta(days=1)))
    return query


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), settings().zone)
