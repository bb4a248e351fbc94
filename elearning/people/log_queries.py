"""Reads of the log of what HR does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from elearning.audit import AuditEntry
from elearning.config import settings
from elearning.database import db
from elearning.modules.models import Lesson, LessonRevision, Module
from elearning.quizzes.models import Scenario, ScenarioRevision

#: What texts are called, by their kind, as actions begin with it, and slug.
Titles = Mapping[tuple[str, str], str]

PAGE: Final = 50
_PART: Final = 1000


@dataclass(frozen=True)
class LogChoice:
    """Which lines HR looks at; empty means all. `q` is part of whom or what it was about, also by title."""

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


def titles() -> Titles:
    """Find what each text is called now: two statements.

    What is retired is called what it was last; what was never published, what it was when it was added.
    """
    title = AuditEntry.details["title"].as_string()
    added = sa.select(AuditEntry.action, AuditEntry.about, title).where(
        AuditEntry.action.in_(("lesson.added", "scenario.added"))
    )
    named: sa.CompoundSelect[Any] = sa.union_all(
        _newest("lesson", Lesson, LessonRevision, LessonRevision.lesson_id),
        _newest("scenario", Scenario, ScenarioRevision, ScenarioRevision.scenario_id),
        sa.select(sa.literal("bank"), Module.slug, Module.title),
    )
    found = [*db.session.execute(added), *db.session.execute(named)]
    return {(kind_of(action), slug): title for action, slug, title in found if title}


def kind_of(action: str) -> str:
    """Give what an action is done to: `scenario` of `scenario.published`."""
    return action.partition(".")[0]


def lines(choice: LogChoice, titles: Titles) -> Lines:
    """Give a page of the log: one statement."""
    query = _chosen(choice, titles).limit(PAGE + 1).offset((choice.page - 1) * PAGE)
    found = db.session.scalars(query).all()
    return Lines(found[:PAGE], has_more=len(found) > PAGE)


def every_line(choice: LogChoice, titles: Titles) -> Iterator[AuditEntry]:
    """Give all of it, as it is read; memory stays flat."""
    last: int | None = None
    while True:
        query = _chosen(choice, titles).limit(_PART)
        found = db.session.scalars(query.where(AuditEntry.id < last) if last is not None else query).all()
        if not found:
            return
        last = found[-1].id
        yield from found
        db.session.expunge_all()


def actions() -> Sequence[str]:
    """List the actions that are in the log: one statement over an index."""
    return db.session.scalars(sa.select(AuditEntry.action).distinct().order_by(AuditEntry.action)).all()


def _newest(
    kind: str, item: type[Any], revision: type[Any], of: InstrumentedAttribute[int]
) -> sa.Select[tuple[str, str, str]]:
    each = aliased(revision)
    newest = sa.select(sa.func.max(each.number)).where(getattr(each, of.key) == item.id).scalar_subquery()
    found = sa.select(sa.literal(kind), item.slug, revision.title).join(revision, of == item.id)
    return found.where(revision.number == newest)


def _is_about(part: str, titles: Titles) -> sa.ColumnElement[bool]:
    """Tell whom or what a line is about by a part of a name, a slug or a title, in capitals or not."""
    called = [key for key, title in titles.items() if part.lower() in title.lower()]
    texts = (
        AuditEntry.action.startswith(f"{kind}.")
        & AuditEntry.about.in_(slug for of, slug in called if of == kind)
        for kind in {of for of, _slug in called}
    )
    return sa.or_(AuditEntry.about.icontains(part, autoescape=True), *texts)


def _chosen(choice: LogChoice, titles: Titles) -> sa.Select[Any]:
    query = sa.select(AuditEntry).order_by(AuditEntry.id.desc())
    if choice.action:
        query = query.where(AuditEntry.action == choice.action)
    if choice.who:
        query = query.where(AuditEntry.by_name.icontains(choice.who, autoescape=True))
    if choice.q:
        query = query.where(_is_about(choice.q, titles))
    if choice.first:
        query = query.where(AuditEntry.at >= _midnight(choice.first))
    if choice.last:
        query = query.where(AuditEntry.at < _midnight(choice.last + timedelta(days=1)))
    return query


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), settings().zone)
