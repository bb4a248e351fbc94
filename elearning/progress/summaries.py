"""The row of each active person that leaders' lists and sums are made of: how it is read, and kept true.

It is written in the transaction that changes what it counts. `counting.py` counts it anew.
"""

from datetime import date

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.accounts.rules import sort_key
from elearning.clock import day_of
from elearning.config import settings
from elearning.database import db, insert_or_ignore
from elearning.progress.deadlines import Standing, Status, status
from elearning.progress.models import Assignment, ProgressSummary
from elearning.progress.rules import Journey, Kind, State

ROOT = "/"  # the line of nobody, above all who have no leader


def end_of(line: str) -> str:
    """Give the first line that no longer begins with `line`: below somebody is what lies between the two."""
    return line.removesuffix("/") + "0"  # the character after the slash


def status_of(row: ProgressSummary, day: date) -> Status:
    """Give how somebody stands on a day; who has nothing to complete has not begun."""
    if row.due_on is None:
        return Status.NOT_STARTED
    standing = Standing(row.has_begun, row.starts_on, row.due_on, row.completed_on, row.valid_until)
    return status(standing, day)


def status_in_sql(day: date) -> sa.ColumnElement[str]:
    """Write `status_of` as a column, for lists that are filtered and sums that are grouped by it."""
    row = ProgressSummary
    is_done = row.completed_on.is_not(None)
    return sa.case(
        (row.due_on.is_(None), Status.NOT_STARTED.value),
        (sa.and_(~is_done, row.valid_until >= day), Status.DONE.value),
        (sa.and_(is_done, row.valid_until < day), Status.EXPIRED.value),
        (sa.and_(is_done, row.completed_on <= row.due_on), Status.DONE.value),
        (is_done, Status.DONE_LATE.value),
        (row.due_on < day, Status.OVERDUE.value),
        (sa.or_(row.steps_done > 0, row.is_reopened), Status.UNDER_WAY.value),
        (row.starts_on > day, Status.UPCOMING.value),
        else_=Status.NOT_STARTED.value,
    )


def add(person: Person) -> None:
    """Begin somebody's row, with nothing counted yet; who has one keeps it."""
    values = {
        "person_id": person.id,
        "name": person.name,
        "name_key": sort_key(person.name),
        "line": _line_below(person.leader_id, person.id),
        "leader_id": person.leader_id,
        "unit_id": person.unit_id,
        "starts_on": person.starts_on,
        "number": 0,
        "first_completed_on": _first_completed_on(person.id),
        **dict.fromkeys(("due_on", "completed_on", "valid_until", "last_active_on")),
        **dict.fromkeys(("steps_done", "steps_total", "scenarios_done", "scenarios_total"), 0),
        "is_reopened": False,
    }
    db.session.execute(insert_or_ignore(ProgressSummary, values))


def _first_completed_on(person_id: int) -> date | None:
    """Give the day on which somebody who is back had completed the whole course."""
    moment = db.session.scalar(sa.select(sa.func.min(Assignment.completed_at)).filter_by(person_id=person_id))
    return day_of(moment, settings().zone) if moment else None


def _line_of(person_id: int | None) -> str | None:
    """Give somebody's line; None for who has no row, since they are not active."""
    if person_id is None:
        return ROOT
    return db.session.scalar(sa.select(ProgressSummary.line).where(ProgressSummary.person_id == person_id))


def counts(assignment: Assignment | None, journey: Journey) -> dict[str, object]:
    """Give what a row says of a journey: how far somebody is with it, and its days."""
    dilemmas = [each for each in journey.tasks if each.task.kind is Kind.SCENARIO]
    completed_at = assignment.completed_at if assignment else None
    return {
        "number": assignment.number if assignment else 0,
        "due_on": assignment.due_on if assignment else None,
        "completed_on": completed_at and day_of(completed_at, settings().zone),
        "steps_done": journey.amount.done,
        "steps_total": journey.amount.total,
        "is_reopened": journey.amount.is_reopened,
        "scenarios_done": sum(each.amount.state is State.DONE for each in dilemmas),
        "scenarios_total": len(dilemmas),
    }


def keep(person_id: int, **values: object) -> None:
    """Write what has changed to somebody's row. Who is not active has none, and that is no error."""
    db.session.execute(
        sa.update(ProgressSummary).where(ProgressSummary.person_id == person_id).values(**values)
    )


def complete(person_id: int, day: date) -> None:
    """Write that somebody's journey is completed; the first time stays known when a renewal follows."""
    first = sa.func.coalesce(ProgressSummary.first_completed_on, day)
    keep(person_id, completed_on=day, first_completed_on=first)


def describe(person: Person) -> None:
    """Write who somebody is to their row, where that has changed."""
    values = {"name": person.name, "name_key": person.name_key, "unit_id": person.unit_id}
    keep(person.id, **values, starts_on=person.starts_on)


def move(person: Person) -> None:
    """Put somebody, with all below them, where their leader says they belong."""
    old = _line_of(person.id)
    if old is None:
        return
    keep(person.id, leader_id=person.leader_id)
    _move_branch(old, _line_below(person.leader_id, person.id))


def remove(person: Person) -> None:
    """Take the row of somebody who has left; those they led are their leader's now."""
    old = _line_of(person.id)
    if old is None:
        return
    db.session.execute(sa.delete(ProgressSummary).where(ProgressSummary.person_id == person.id))
    led = sa.update(ProgressSummary).where(ProgressSummary.leader_id == person.id)
    db.session.execute(led.values(leader_id=person.leader_id))
    _move_branch(old, _line_of(person.leader_id) or ROOT)


def _line_below(leader_id: int | None, person_id: int) -> str:
    return f"{_line_of(leader_id) or ROOT}{person_id}/"


def _move_branch(old: str, new: str) -> None:
    line = ProgressSummary.line
    db.session.execute(
        sa.update(ProgressSummary)
        .where(line >= old, line < end_of(old))
        .values(line=sa.literal(new) + sa.func.substr(line, len(old) + 1))
        .execution_options(synchronize_session=False)
    )
