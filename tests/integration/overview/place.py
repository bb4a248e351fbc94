"""A municipality with every way to stand, and what one counts in its raw rows by plain Python."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median

import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person, Unit
from elearning.accounts.rules import FoundationRole
from elearning.certificates.models import Certificate
from elearning.database import db
from elearning.progress.models import Assignment, ProgressSummary
from elearning.progress.summaries import status_of
from tests.integration.teams.crowd import TODAY, add_crowd

NOTHING = "\u2013"  # what stands where there is no number


@dataclass(frozen=True)
class Fact:
    """What the tables have of one person: as they stand today, and of their first journey."""

    row: ProgressSummary
    role: FoundationRole
    due_on: date | None
    completed_on: date | None

    @property
    def month(self) -> str:
        return f"{self.row.starts_on:%Y-%m}"

    @property
    def outcome(self) -> str:
        if self.due_on is None:
            return "not_yet"
        if self.completed_on:
            return "in_time" if self.completed_on <= self.due_on else "late"
        return "overdue" if self.due_on < TODAY else "not_yet"

    @property
    def days(self) -> int | None:
        return max(0, (self.completed_on - self.row.starts_on).days) if self.completed_on else None


@dataclass(frozen=True)
class Place:
    """A made-up municipality: its units by name, each with the ids of itself and its parts."""

    units: dict[str, int]
    facts: Sequence[Fact]
    parts: dict[int, set[int]]

    def of(self, unit: int | None) -> list[Fact]:
        """Give those of a unit with its parts; 0 are those without one."""
        if unit is None:
            return list(self.facts)
        ids = self.parts.get(unit, {None})
        return [fact for fact in self.facts if fact.row.unit_id in ids]


def make_place(app: Flask, hr: Person, count: int = 100) -> Place:
    """Add people, some of whom renew, committed."""
    with app.app_context():
        units = add_crowd(hr.id, count)
        db.session.flush()
        _spread(random.Random(7))  # noqa: S311 - not for secrets
        db.session.commit()
    return Place(units, facts(app), _parts(app))


def facts(app: Flask) -> list[Fact]:
    """Read the raw rows of everybody."""
    with app.app_context():
        roles = {each.id: each.role for each in db.session.scalars(sa.select(Person))}
        firsts = {
            each.person_id: each for each in db.session.scalars(sa.select(Assignment)) if each.number == 1
        }
        ends = {
            each.person_id: each.completed_on
            for each in db.session.scalars(sa.select(Certificate))
            if each.assignment == 1
        }
        found = []
        for row in db.session.scalars(sa.select(ProgressSummary)):
            due_on, completed_on = row.due_on, row.completed_on
            if row.number > 1:
                due_on, completed_on = firsts[row.person_id].due_on, ends[row.person_id]
            found.append(Fact(row, roles[row.person_id], due_on, completed_on))
        db.session.expunge_all()
    return found


def tallied(people: Sequence[Fact]) -> list[str]:
    """Count as the tables of journeys do: people, four outcomes, percent, median."""
    outcomes = Counter(each.outcome for each in people)
    done = outcomes["in_time"] + outcomes["late"]
    days = [each.days for each in people if each.days is not None]
    middle = f"{median(days):g}".replace(".", ",") if days else NOTHING
    numbers = [len(people), *(outcomes[name] for name in ("in_time", "late", "overdue", "not_yet"))]
    return [*map(str, numbers), str(100 * done // len(people) if people else 0), middle]


def stood(people: Iterable[Fact]) -> list[int]:
    """Count as the table of units does: people, and how they stand with the journey they have now."""
    found = Counter(status_of(each.row, TODAY).value for each in people)
    found["completed"] = found.pop("done", 0) + found.pop("done_late", 0)
    groups = ("completed", "under_way", "overdue", "not_started", "upcoming", "expired")
    return [sum(found.values()), *(found[group] for group in groups)]


def overdue(people: Iterable[Fact]) -> list[int]:
    """Count as the table of those who are overdue does: people, four lengths, the longest."""
    late = [each.row.due_on for each in people if status_of(each.row, TODAY).value == "overdue"]
    days = [(TODAY - each).days for each in late if each]
    lengths = [
        sum(first <= each <= last for each in days) for first, last in ((1, 7), (8, 30), (31, 90), (91, 9**9))
    ]
    return [len(days), *lengths, max(days, default=0)]


def ending(people: Iterable[Fact], last: date) -> list[ProgressSummary]:
    """List whose certificates end by a day, in the order of the page."""
    rows = [each.row for each in people if each.row.valid_until and TODAY <= each.row.valid_until <= last]
    return sorted(rows, key=lambda row: (row.valid_until, row.name_key, row.person_id))


def _parts(app: Flask) -> dict[int, set[int]]:
    with app.app_context():
        parents = {each.id: each.parent_id for each in db.session.scalars(sa.select(Unit))}
    found: dict[int, set[int]] = {each: set() for each in parents}
    for each in parents:
        above: int | None = each
        while above is not None:
            found[above].add(each)
            above = parents[above]
    return found


def _spread(chance: random.Random) -> None:
    """Give people other roles and days; let some of those who have completed renew."""
    mine = ProgressSummary.person_id == Person.id
    rows = db.session.execute(sa.select(Person, ProgressSummary).join(ProgressSummary, mine)).all()
    for person, row in rows:
        person.role = chance.choice(list(FoundationRole))
        row.starts_on = person.starts_on = TODAY - timedelta(chance.randint(-40, 700))
        row.valid_until = chance.choice([None, TODAY + timedelta(chance.randint(-40, 250))])
        if row.due_on:
            row.due_on = TODAY - timedelta(chance.randint(-40, 200))
        if row.completed_on:
            row.completed_on = row.starts_on + timedelta(chance.randint(-9, 120))
            if chance.random() < 1 / 3:
                _renew(row, chance)


def _renew(row: ProgressSummary, chance: random.Random) -> None:
    days = {"starts_on": row.starts_on, "due_on": row.starts_on + timedelta(chance.choice([10, 60]))}
    completed_at = datetime.combine(row.completed_on or TODAY, time(12), UTC)
    first = Assignment(person_id=row.person_id, number=1, tasks=[], completed_at=completed_at, **days)
    db.session.merge(first)
    db.session.flush()
    is_revoked = chance.random() < 1 / 2
    db.session.add(
        Certificate(
            person_id=row.person_id,
            assignment=1,
            code=f"{row.person_id:032}",
            name=row.name,
            organisation="Billund Kommune",
            modules=[],
            completed_on=row.completed_on,
            edition=TODAY,
            revoked_at=completed_at if is_revoked else None,
            revoked_reason="Fejl" if is_revoked else None,
        )
    )
    row.number, row.completed_on, row.due_on = 2, None, TODAY + timedelta(chance.randint(-40, 40))
