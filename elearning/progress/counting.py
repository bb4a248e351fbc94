"""Counting how far people are, for the summaries: one person when they do something, or everybody anew."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.accounts.rules import sort_key
from elearning.accounts.service import take_turns
from elearning.clock import day_of, today
from elearning.config import settings
from elearning.database import db
from elearning.progress import queries, rules, statements, summaries
from elearning.progress.models import Assignment, ProgressSummary
from elearning.progress.rules import Kind
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
    """Count every summary anew: after the course has changed."""
    for counted in expected():
        rows = [{"person_id": person_id, **values} for person_id, values in counted.items()]
        for row in rows:
            del row["last_active_on"]  # a course that has changed makes nobody active
        db.session.execute(sa.update(ProgressSummary), rows)


def expected() -> Iterator[dict[int, dict[str, object]]]:
    """Count everybody who is active from what they did, in batches: the values of the summary by person id.

    What a certificate says (`valid_until`) is not among them. Memory does not grow with the number of steps.
    """
    course = queries.published()
    lines = _lines()
    ids = iter(lines)
    while batch := list(islice(ids, BATCH)):
        yield _expected(batch, course, lines)


@dataclass(frozen=True)
class _Line:
    leader_id: int | None
    line: str


def _expected(
    ids: Sequence[int], course: tuple[sa.Row[Any], ...], lines: Mapping[int, _Line]
) -> dict[int, dict[str, object]]:
    between = {"first": ids[0], "last": ids[-1]}
    done: dict[int, dict[tuple[Kind, int], set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in db.session.execute(statements.steps_done_by_many(), between):
        done[row.person_id][Kind(row.kind), row.id].add(row.step)
    active = {
        row.person_id: day_of(row.moment, settings().zone)
        for row in db.session.execute(statements.last_active(), between)
    }
    found = {}
    for person, assignment in _people(ids):
        if assignment is None or assignment.number == FIRST:
            mine = rules.journey(queries.tasks_for(person.roles, course).modules, done[person.id])
        else:
            mine = queries.assigned_journey(person, assignment)
        values = _values(person, lines[person.id], active.get(person.id))
        found[person.id] = values | summaries.counts(assignment, mine)
    return found


def _values(person: Person, line: _Line, last_active_on: date | None) -> dict[str, object]:
    return {
        "name": person.name,
        "name_key": sort_key(person.name),
        "line": line.line,
        "leader_id": line.leader_id,
        "unit_id": person.unit_id,
        "starts_on": person.starts_on,
        "last_active_on": last_active_on,
    }


def _people(ids: Sequence[int]) -> list[tuple[Person, Assignment | None]]:
    """Give the active people of a batch, each with the newest assignment."""
    newer = sa.orm.aliased(Assignment)
    newest = sa.select(sa.func.max(newer.number)).where(newer.person_id == Person.id).scalar_subquery()
    mine = sa.and_(Assignment.person_id == Person.id, Assignment.number == newest)
    rows = db.session.execute(
        sa.select(Person, Assignment)
        .outerjoin(Assignment, mine)
        .where(Person.id.between(ids[0], ids[-1]), Person.is_active)
        .order_by(Person.id)
    )
    return [(row.Person, row.Assignment) for row in rows]


def _lines() -> dict[int, _Line]:
    """Give the line of everybody who is active, by id in ascending order; who has left is passed over."""
    people = {
        row.id: row
        for row in db.session.execute(
            sa.select(Person.id, Person.leader_id, Person.is_active).order_by(Person.id)
        )
    }
    found: dict[int, _Line] = {}
    for person_id, row in people.items():
        above: list[int] = []
        leader_id = row.leader_id
        while leader_id is not None and leader_id not in above:
            if people[leader_id].is_active:
                above.append(leader_id)
            leader_id = people[leader_id].leader_id
        if row.is_active:
            path = "".join(f"{each}/" for each in [*reversed(above), person_id])
            found[person_id] = _Line(above[0] if above else None, f"/{path}")
    return found
