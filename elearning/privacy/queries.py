"""Reads of everything that is kept of one person, by what kinds.py says; and of what was deleted."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from elearning.database import Base, db
from elearning.privacy.kinds import ALL, Kept
from elearning.privacy.models import RetentionRun
from elearning.privacy.rules import Kind
from elearning.progress.models import AnonymousCompletion

RUNS: Final = 50

Row = Mapping[str, object]

# What stands for a row that another refers to, so that a person can read it.
_IN_WORDS: Final = {
    "lesson": "slug",
    "lesson_revision": "number",
    "module": "slug",
    "person": "name",
    "question_bank_revision": "number",
    "scenario": "slug",
    "scenario_revision": "number",
    "unit": "name",
}


def counts(person_id: int) -> dict[str, int]:
    """Count what is kept of somebody, by the key of its kind: one statement."""
    parts = [
        sa.select(sa.literal(kept.key).label("key"), sa.func.count().label("number")).where(
            _is_of(kept, person_id)
        )
        for kept in ALL
    ]
    return {row.key: row.number for row in db.session.execute(sa.union_all(*parts))}


def everything(person_id: int) -> dict[str, list[Row]]:
    """Give all that is kept of somebody as plain data, by the key of its kind: one statement for each."""
    return {kept.key: _rows(kept, person_id) for kept in ALL}


def columns_of(kept: Kept) -> dict[str, sa.ColumnElement[Any]]:
    """Give what a row in the download has, by name. A reference has the name of what it leads to."""
    hidden = {*kept.without} | (set() if kept.table == "person" else {kept.of})
    return {
        column.name.removesuffix("_id") if column.foreign_keys else column.name: _in_words(column)
        for column in _table(kept.table).columns
        if column.name not in hidden
    }


def runs() -> list[RetentionRun]:
    """List what nightly runs deleted, the newest first: one statement."""
    found = sa.select(RetentionRun).where(RetentionRun.count > 0).order_by(RetentionRun.id.desc())
    return list(db.session.scalars(found.limit(RUNS)))


def last_runs() -> dict[Kind, datetime]:
    """Give when a nightly run last looked at each kind: one statement."""
    rows = db.session.execute(
        sa.select(RetentionRun.kind, sa.func.max(RetentionRun.at).label("at")).group_by(RetentionRun.kind)
    )
    return {Kind(row.kind): row.at for row in rows}


def completions_of_the_erased() -> dict[int, int]:
    """Count the completions that are kept without their person, by the year of completion: one statement."""
    months = sa.select(AnonymousCompletion.completed_month, sa.func.count()).group_by("completed_month")
    found: Counter[int] = Counter()
    for month, number in db.session.execute(months):
        found[month.year] += number
    return dict(sorted(found.items(), reverse=True))


def _table(name: str) -> sa.Table:
    return Base.metadata.tables[name]


def _is_of(kept: Kept, person_id: int) -> sa.ColumnElement[bool]:
    column = _table(kept.table).columns[kept.of]
    if not kept.through:
        return column == person_id
    owner = _table(kept.through)
    return column.in_(sa.select(owner.c.id).where(owner.c.person_id == person_id))


def _in_words(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Give a column, or what it refers to in a way that can be read."""
    for key in column.foreign_keys:
        target = key.column.table.alias(f"the_{column.name}")
        if word := _IN_WORDS.get(key.column.table.name):
            return sa.select(target.c[word]).where(target.c.id == column).scalar_subquery()
        if key.column.table.name == "question_bank":
            module = _table("module")
            bank_of = (target.c.id == column) & (target.c.module_id == module.c.id)
            return sa.select(module.c.slug).where(bank_of).scalar_subquery()
    return column


def _rows(kept: Kept, person_id: int) -> list[Row]:
    table = _table(kept.table)
    columns = [column.label(name) for name, column in columns_of(kept).items()]
    found = db.session.execute(
        sa.select(*columns).select_from(table).where(_is_of(kept, person_id)).order_by(*table.primary_key)
    )
    return [dict(row) for row in found.mappings()]
