"""Reads of which scenarios are required of whom, and of how many a change concerns."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.authoring.required_rules import Choice, Marked, Roles, difference
from elearning.database import db
from elearning.progress import queries
from elearning.progress.models import ProgressSummary
from elearning.progress.rules import Kind
from elearning.quizzes.models import ScenarioCompletion


@dataclass(frozen=True)
class Effect:
    """What a choice means for the active people with certain roles.

    `more` and `fewer` are numbers of scenarios. `people` get something to do that they have not done;
    `completed` would have, but have completed the course.
    """

    roles: tuple[FoundationRole, ...]
    more: int
    fewer: int
    people: int
    completed: int


def marked() -> list[Marked]:
    """List what is published, in the order of the course: one statement."""
    return [
        Marked(
            id=row.id,
            slug=row.slug,
            title=row.title,
            module=row.module_title,
            audience=frozenset(map(FoundationRole, json.loads(row.audience))),
            required_for=frozenset(map(FoundationRole, json.loads(row.required_for))),
            balances=tuple(json.loads(row.balances)),
        )
        for row in queries.published()
        if row.kind == Kind.SCENARIO
    ]


def effects(scenarios: Sequence[Marked], choice: Choice) -> list[Effect]:
    """Count whom a choice concerns, by roles: at most a statement for each set of roles there is, and one."""
    found = []
    for roles in _roles_there_are():
        more, fewer = difference(scenarios, choice, roles)
        if more or fewer:
            ordered = tuple(role for role in FoundationRole if role in roles)
            people, completed = _who_lack(more, roles) if more else (0, 0)
            found.append(Effect(ordered, len(more), len(fewer), people, completed))
    return found


def _roles_there_are() -> list[Roles]:
    rows = db.session.execute(sa.select(Person.role, Person.second_role).where(Person.is_active).distinct())
    found = {frozenset(role for role in row if role) for row in rows}
    return sorted(
        found, key=lambda roles: (len(roles), sorted(list(FoundationRole).index(each) for each in roles))
    )


def _who_lack(scenarios: Collection[int], roles: Roles) -> tuple[int, int]:
    """Count who has not weighed all of these: who is on the way, and who has completed the course."""
    weighed = (
        sa.select(sa.func.count())
        .where(
            ScenarioCompletion.person_id == Person.id,
            ScenarioCompletion.scenario_id.in_(scenarios),
            ScenarioCompletion.asked_again_by_id.is_(None),
        )
        .scalar_subquery()
    )
    first = ProgressSummary.first_completed_on
    row = db.session.execute(
        sa.select(sa.func.count(sa.case((first.is_(None), 1))), sa.func.count(first))
        .select_from(Person)
        .join(ProgressSummary, ProgressSummary.person_id == Person.id)
        .where(Person.is_active, _has(roles), weighed < len(scenarios))
    ).one()
    return row[0], row[1]


def _has(roles: Roles) -> sa.ColumnElement[bool]:
    if len(roles) == 1:
        return Person.role.in_(roles) & Person.second_role.is_(None)
    return Person.role.in_(roles) & Person.second_role.in_(roles)
