"""Many people below one leader, written straight into the tables: only what leaders see is of interest."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person, Unit
from elearning.accounts.rules import FoundationRole, sort_key
from elearning.database import db
from elearning.progress.models import ProgressSummary
from elearning.progress.summaries import end_of

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NAMES = (
    "Åse Ågesen",
    "Ærø Æbelø",
    "Østen Ø",
    "Anna Holm",
    "Zenia Zahle",
    "Bo Bang",
    "Aage Aagaard",
    "É Éclair",
)
UNITS = (("Kommunen", None), ("Skoler", 0), ("Østre Skole", 1), ("Aadal Skole", 1), ("Kultur", 0), ("Zoo", 4))
#: Before or after today; None where there is no such day.
DAYS = (None, -400, -40, -1, 0, 1, 40)


@dataclass(frozen=True)
class Crowd:
    """The units by their names, and the leader everybody is below."""

    boss: Person
    units: dict[str, int]


def make_crowd(app: Flask, boss: Person, count: int = 120) -> Crowd:
    """Add people below `boss`, committed."""
    with app.app_context():
        units = add_crowd(boss.id, count)
        db.session.commit()
    return Crowd(boss, units)


def add_crowd(boss_id: int, count: int, day: date = TODAY) -> dict[str, int]:
    """Add people below somebody: a third directly, the others below those. The same each time.

    Gives the units that they are in, by name.
    """
    chance = random.Random(6)  # noqa: S311 - not for secrets
    units = _units()
    mine = db.session.scalars(sa.select(ProgressSummary).filter_by(person_id=boss_id)).one()
    lines = [(boss_id, mine.line)]
    for number in range(count):
        leader_id, above = lines[0] if number % 3 == 0 else chance.choice(lines)
        person = Person(
            name=f"{chance.choice(NAMES)} {number}",
            email=f"crowd{number}-{boss_id}@example.dk",
            role=FoundationRole.EMPLOYEE,
            starts_on=day,
            leader_id=leader_id,
            unit_id=chance.choice([None, *units.values()]),
        )
        db.session.add(person)
        db.session.flush()
        lines.append((person.id, f"{above}{person.id}/"))
        db.session.add(_summary(person, lines[-1][1], chance, day))
    return units


def summaries(app: Flask, crowd: Crowd, *, below: bool) -> list[ProgressSummary]:
    """Give the raw rows of everybody below, or only of the direct reports."""
    with app.app_context():
        mine = db.session.scalars(sa.select(ProgressSummary).filter_by(person_id=crowd.boss.id)).one()
        row = ProgressSummary
        who = (
            sa.and_(row.line > mine.line, row.line < end_of(mine.line))
            if below
            else row.leader_id == crowd.boss.id
        )
        return list(db.session.scalars(sa.select(row).where(who).order_by(row.person_id)))


def _units() -> dict[str, int]:
    """Make the units. No two at the top are called the same, so a second crowd's has a number."""
    crowds = db.session.scalar(sa.select(sa.func.count()).where(Unit.name == UNITS[1][0])) or 0
    made: list[Unit] = []
    for name, above in UNITS:
        called = f"{name} {crowds + 1}" if above is None and crowds else name
        made.append(Unit(name=called, parent_id=None if above is None else made[above].id))
        db.session.add(made[-1])
        db.session.flush()
    return {name: unit.id for (name, _above), unit in zip(UNITS, made, strict=True)}


def _summary(person: Person, line: str, chance: random.Random, day: date) -> ProgressSummary:
    days = (chance.choice(DAYS) for _each in ("due", "completed", "ends"))
    due, completed, ends = (None if each is None else day + timedelta(each) for each in days)
    total = chance.choice([0, 7, 52])
    return ProgressSummary(
        person_id=person.id,
        name=person.name,
        name_key=sort_key(person.name),
        line=line,
        leader_id=person.leader_id,
        unit_id=person.unit_id,
        starts_on=day + timedelta(chance.choice([-50, -1, 0, 1, 20])),
        number=1,
        due_on=due,
        completed_on=completed if due else None,
        first_completed_on=completed if due else None,
        valid_until=ends,
        last_active_on=chance.choice([None, day, day - timedelta(9)]),
        steps_done=chance.choice([0, total // 2, total]),
        steps_total=total,
        scenarios_done=0,
        scenarios_total=9,
    )
