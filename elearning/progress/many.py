"""Assignments and summaries after many people were changed at once, as an import does. Nothing here commits.

What one change does for one person, by signals, is done here for all of them in batches.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final, cast

import sqlalchemy as sa

from elearning import choices
from elearning.accounts.models import Person
from elearning.database import Base, db
from elearning.progress import counting, queries
from elearning.progress.counting import BATCH, Line
from elearning.progress.deadlines import default_due
from elearning.progress.models import Assignment, ProgressSummary
from elearning.progress.service import FIRST

_WHO: Final = "the_person"
_DESCRIBED: Final = ("name", "name_key", "unit_id", "starts_on", "leader_id", "line")


def follow(recounted: Collection[int]) -> None:
    """Make everybody's assignment and summary agree with what is stored of them.

    What they have done is counted for who had no summary, and for those in `recounted`: their roles or first
    day are others. The caller has written to these, and so holds off whoever would complete a step.
    """
    gone = sa.select(Person.id).where(~Person.is_active)
    db.session.execute(
        sa.delete(ProgressSummary)
        .where(ProgressSummary.person_id.in_(gone))
        .execution_options(synchronize_session=False)
    )
    _assign_courses()
    _follow_first_days()
    lines = counting.current_lines()
    lacking = _describe(lines)
    _count(sorted({*lacking, *recounted} & lines.keys()), set(lacking), lines)


def table_of(kind: type[Base]) -> sa.Table:
    """Give a model's table: statements on it are many times quicker than by the unit of work."""
    return cast("sa.Table", kind.__table__)


def batches(ids: Sequence[int]) -> Iterator[tuple[int, int, set[int]]]:
    """Divide ids in ascending order so that a batch lies close together: its first, its last, and which."""
    for _place, group in groupby(ids, key=lambda each: each // BATCH):
        batch = list(group)
        yield batch[0], batch[-1], set(batch)


def _assign_courses() -> None:
    has_course = sa.exists().where(Assignment.person_id == Person.id, Assignment.number == FIRST)
    lacking = db.session.execute(
        sa.select(Person.id, Person.starts_on).where(Person.is_active, ~has_course)
    ).all()
    days = choices.course().days_to_complete
    for start in range(0, len(lacking), BATCH):
        rows = [_course(row.id, row.starts_on, days) for row in lacking[start : start + BATCH]]
        db.session.execute(sa.insert(table_of(Assignment)), rows)


def _course(person_id: int, starts_on: date, days: int) -> dict[str, Any]:
    between = {"starts_on": starts_on, "due_on": default_due(starts_on, days)}
    return {"person_id": person_id, "number": FIRST, **between, "tasks": [], "completed_at": None}


def _follow_first_days() -> None:
    """Do what service.follow_first_day does, for all whose first day is not that of their course."""
    moved = db.session.execute(
        sa.select(Person.id, Person.starts_on, Assignment.starts_on.label("before"), Assignment.due_on)
        .join(Assignment, sa.and_(Assignment.person_id == Person.id, Assignment.number == FIRST))
        .where(Person.is_active, Assignment.completed_at.is_(None), Assignment.starts_on != Person.starts_on)
    ).all()
    values = [
        {_WHO: row.id, "starts_on": row.starts_on, "due_on": row.due_on + (row.starts_on - row.before)}
        for row in moved
    ]
    if values:
        table = table_of(Assignment)
        change = sa.update(table).where(table.c.person_id == sa.bindparam(_WHO), table.c.number == FIRST)
        db.session.execute(change, values)


def _describe(lines: Mapping[int, Line]) -> list[int]:
    """Write who people are to the summaries that say something else, and give the ids of who has none."""
    lacking, last = [], 0
    row = ProgressSummary
    people = (
        sa.select(
            Person.id, Person.name, Person.name_key, Person.unit_id, Person.starts_on,
            row.person_id,
            *(getattr(row, each).label(f"old_{each}") for each in _DESCRIBED),
        )
        .outerjoin(row, row.person_id == Person.id)
        .where(Person.is_active)
        .order_by(Person.id)
        .limit(BATCH)
    )  # fmt: skip
    while found := db.session.execute(people.where(Person.id > last)).all():
        last = found[-1].id
        lacking += [each.id for each in found if each.person_id is None]
        changes = [_described(each, lines[each.id]) for each in found if each.person_id is not None]
        _write([each for each in changes if each])
    return lacking


def _described(row: Any, line: Line) -> dict[str, Any]:  # noqa: ANN401 - a row of `_describe`
    values = {
        "name": row.name,
        "name_key": row.name_key,
        "unit_id": row.unit_id,
        "starts_on": row.starts_on,
        "leader_id": line.leader_id,
        "line": line.line,
    }
    is_same = all(getattr(row, f"old_{name}") == value for name, value in values.items())
    return {} if is_same else {_WHO: row.id, **values}


def _count(ids: Sequence[int], lacking: set[int], lines: Mapping[int, Line]) -> None:
    course = queries.published()
    for first, last, wanted in batches(ids):
        counted = counting.expected_between(first, last, course, lines)
        counted = {person_id: values for person_id, values in counted.items() if person_id in wanted}
        new = [
            {"person_id": each, **values, "valid_until": None}
            for each, values in counted.items()
            if each in lacking
        ]
        if new:
            db.session.execute(sa.insert(table_of(ProgressSummary)), new)
        _write(
            [
                {_WHO: each, **{name: value for name, value in values.items() if name != "last_active_on"}}
                for each, values in counted.items()
                if each not in lacking
            ]
        )


def _write(changes: list[dict[str, Any]]) -> None:
    if changes:
        table = table_of(ProgressSummary)
        db.session.execute(sa.update(table).where(table.c.person_id == sa.bindparam(_WHO)), changes)
