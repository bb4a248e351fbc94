"""Counting how far people are, for the summaries: one person when they do something, or everybody anew."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import sqlalchemy as sa

from elearning.accounts.leading import wait_for_turn
from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole, sort_key
from elearning.accounts.service import take_turns
from elearning.clock import day_of, today
from elearning.config import settings
from elearning.database import db
from elearning.progress import queries, rules, statements, summaries
from elearning.progress.models import Assignment, ProgressSummary
from elearning.progress.service import FIRST

BATCH = 500  # people at a time: their steps are in memory together


@dataclass(frozen=True)
class Counted:
    """What was counted: whose, for which assignment (None without one), and their journey."""

    person: Person
    assignment: Assignment | None
    journey: rules.Journey


def count(person_id: int, *, is_active: bool = True) -> Counted:
    """Count one person's journey and keep it in their summary, today being the day they were last active.

    Others who write for the same person wait until this transaction ends.
    """
    take_turns(person_id)
    person = db.session.get_one(Person, person_id)
    assignment = queries.newest_assignment(person_id)
    journey = queries.assigned_journey(person, assignment)
    active = {"last_active_on": today(settings().zone)} if is_active else {}
    summaries.keep(person_id, **summaries.counts(assignment, journey), **active)
    return Counted(person, assignment, journey)


def recount_everybody() -> None:
    """Count every summary anew, after the course has changed; commits after each batch.

    So nobody who learns meanwhile waits for more than a batch.
    """
    for counted in expected():
        _write(counted)
        db.session.commit()


def expected() -> Iterator[dict[int, dict[str, object]]]:
    """Count everybody who is active from what they did, in batches: the values of the summary by person id.

    What a certificate says (`valid_until`) is not among them. Until the transaction ends nobody in the batch
    can keep a step and nobody gets another leader, so what was counted is still true when it is written. End
    it after each batch.
    """
    last = 0
    while ids := _next_batch(last):
        yield expected_between(ids[0], ids[-1], queries.published(), current_lines(ids))
        last = ids[-1]


def _next_batch(after: int) -> Sequence[int]:
    wait_for_turn()
    return db.session.scalars(
        sa.select(Person.id)
        .where(Person.id > after, Person.is_active)
        .order_by(Person.id)
        .limit(BATCH)
        .with_for_update(key_share=True)
    ).all()


def _write(counted: Mapping[int, Mapping[str, object]]) -> None:
    # A course that has changed makes nobody active.
    names = [name for name in next(iter(counted.values())) if name != "last_active_on"]
    rows = [
        {"whose": person_id} | {name: values[name] for name in names} for person_id, values in counted.items()
    ]
    table = cast("sa.Table", ProgressSummary.__table__)
    mine = table.c.person_id == sa.bindparam("whose")
    change = sa.update(table).where(mine).values({name: sa.bindparam(name) for name in names})
    # Not by the session, which takes it for an error where somebody has no row.
    db.session.connection().execute(change, rows)


@dataclass(frozen=True)
class Line:
    """Where somebody active stands: their leader, and the line of ids down to them."""

    leader_id: int | None
    line: str


def expected_between(
    first: int, last: int, course: tuple[sa.Row[Any], ...], lines: Mapping[int, Line]
) -> dict[int, dict[str, object]]:
    """Count those who are active among the people with ids from `first` to `last`, as `expected` does.

    The caller keeps them from completing a step meanwhile.
    """
    between = {"first": first, "last": last}
    steps: dict[int, list[sa.Row[Any]]] = defaultdict(list)
    for row in db.session.execute(statements.steps_done_by_many(), between):
        steps[row.person_id].append(row)
    active = {
        row.person_id: day_of(row.moment, settings().zone)
        for row in db.session.execute(statements.last_active(), between)
    }
    completed = _first_completed(between)
    found = {}
    untouched: dict[frozenset[FoundationRole], rules.Journey] = {}  # many have just begun, and stand alike
    for person, assignment in _people(first, last):
        if assignment is None or assignment.number == FIRST:
            mine = untouched.get(person.roles) if person.id not in steps else None
            if mine is None:
                done, asked = statements.done_and_asked(steps[person.id])
                mine = rules.journey(queries.tasks_for(person.roles, course).modules, done, asked)
                if not steps[person.id]:
                    untouched[person.roles] = mine
        else:
            mine = queries.assigned_journey(person, assignment)
        values = _values(person, lines[person.id]) | summaries.counts(assignment, mine)
        days = {"last_active_on": active.get(person.id), "first_completed_on": completed.get(person.id)}
        found[person.id] = values | days
    return found


def _first_completed(between: Mapping[str, int]) -> dict[int, date]:
    rows = db.session.execute(
        sa.select(Assignment.person_id, sa.func.min(Assignment.completed_at).label("moment"))
        .where(Assignment.person_id.between(between["first"], between["last"]))
        .where(Assignment.completed_at.is_not(None))
        .group_by(Assignment.person_id)
    )
    return {row.person_id: day_of(row.moment, settings().zone) for row in rows}


def _values(person: Person, line: Line) -> dict[str, object]:
    return {
        "name": person.name,
        "name_key": sort_key(person.name),
        "line": line.line,
        "leader_id": line.leader_id,
        "unit_id": person.unit_id,
        "starts_on": person.starts_on,
    }


def _people(first: int, last: int) -> list[tuple[Person, Assignment | None]]:
    """Give the active people with ids from `first` to `last`, each with the newest assignment."""
    newer = sa.orm.aliased(Assignment)
    newest = sa.select(sa.func.max(newer.number)).where(newer.person_id == Person.id).scalar_subquery()
    mine = sa.and_(Assignment.person_id == Person.id, Assignment.number == newest)
    rows = db.session.execute(
        sa.select(Person, Assignment)
        .outerjoin(Assignment, mine)
        .where(Person.id.between(first, last), Person.is_active)
        .order_by(Person.id)
    )
    return [(row.Person, row.Assignment) for row in rows]


def current_lines(ids: Collection[int] | None = None) -> dict[int, Line]:
    """Give the line of some active people, or of all, by id; leaders who have left are passed over."""
    everybody = {
        row.id: row for row in db.session.execute(sa.select(Person.id, Person.leader_id, Person.is_active))
    }
    if ids is None:
        ids = sorted(row.id for row in everybody.values() if row.is_active)
    found: dict[int, Line] = {}
    for person_id in ids:
        above: list[int] = []
        leader_id = everybody[person_id].leader_id
        while leader_id is not None and leader_id not in above:
            if everybody[leader_id].is_active:
                above.append(leader_id)
            leader_id = everybody[leader_id].leader_id
        path = "".join(f"{each}/" for each in [*reversed(above), person_id])
        found[person_id] = Line(above[0] if above else None, f"/{path}")
    return found
