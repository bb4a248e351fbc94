"""Reads of what a person has answered in all scenarios together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from elearning.database import db
from elearning.modules.revisions import RevisionState
from elearning.quizzes import rules
from elearning.quizzes.balances import Balance
from elearning.quizzes.models import (
    PanelReason,
    PriceAnswer,
    Round,
    Scenario,
    ScenarioRevision,
    Takeaway,
    Weighting,
)
from elearning.quizzes.queries import OpenScenario, by_round, parsed


@dataclass(frozen=True)
class WeighedScenario:
    """One line of a person's own balance: a scenario, and how they weighed it.

    `slug` is "" where the scenario is retired, so that nothing leads to it. Who has weighed it again has a
    line for each of its texts, and the newest `counts`.
    """

    slug: str
    title: str
    weighting: rules.Weighting
    counts: bool = True


def weighed_by(person_id: int) -> list[WeighedScenario]:
    """List every scenario a person has weighed to the end, as they weighed it: two statements.

    One that they weighed again is there once for each text, and the newest counts.
    """
    now = sa.orm.aliased(ScenarioRevision)
    is_open = sa.exists().where(
        now.scenario_id == Weighting.scenario_id, now.state == RevisionState.PUBLISHED
    )
    rows = db.session.execute(
        sa.select(Weighting, ScenarioRevision.text, is_open.label("is_open"))
        .join(ScenarioRevision, ScenarioRevision.id == Weighting.revision_id)
        .join(Scenario, Scenario.id == Weighting.scenario_id)
        .where(Weighting.person_id == person_id)
        .order_by(Scenario.position, Weighting.scenario_id, Weighting.revision_id)
    ).all()
    paid: dict[int, list[int]] = defaultdict(list)
    for answer in db.session.execute(
        sa.select(PriceAnswer.revision_id, PriceAnswer.option).where(
            PriceAnswer.person_id == person_id, PriceAnswer.is_right
        )
    ):
        paid[answer.revision_id].append(answer.option)
    weighed: list[WeighedScenario] = []
    newest: dict[int, int] = {}  # by scenario, where in the list
    for revision_id, group in groupby(rows, key=lambda row: row.Weighting.revision_id):
        together = list(group)
        rounds = by_round([row.Weighting for row in together], revision_id)
        scenario_id = together[0].Weighting.scenario_id
        opened = OpenScenario(scenario_id, revision_id, parsed(together[0].text), rounds)
        if Round.AFTER_NEW_FACT in rounds:
            newest[scenario_id] = len(weighed)
            weighed.append(_weighed(opened, paid[revision_id], is_open=together[0].is_open))
    counted = set(newest.values())
    return [replace(each, counts=number in counted) for number, each in enumerate(weighed)]


def takeaways_of(person_id: int) -> list[tuple[str, str, str]]:
    """List a person's notes on scenarios, as slug, title and text: one statement.

    The slug is "" where the scenario is retired; the note stays.
    """
    older = sa.orm.aliased(ScenarioRevision)
    newest = (
        sa.select(sa.func.max(older.number))
        .where(older.scenario_id == Scenario.id, older.state != RevisionState.DRAFT)
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(Scenario.slug, ScenarioRevision.title, ScenarioRevision.state, Takeaway.text)
        .join(Scenario, Scenario.id == Takeaway.scenario_id)
        .join(ScenarioRevision, ScenarioRevision.scenario_id == Scenario.id)
        .where(Takeaway.person_id == person_id, ScenarioRevision.number == newest)
        .order_by(Scenario.position, Scenario.id)
    )
    return [(row.slug if row.state is RevisionState.PUBLISHED else "", row.title, row.text) for row in rows]


def everything_answered(person_id: int) -> dict[str, list[dict[str, object]]]:
    """Give all that a person answered and wrote in scenarios, as plain data: four statements."""
    kinds = {
        "weightings": (Weighting, ("round", "balance", "position", "how", "weighed_at")),
        "prices": (PriceAnswer, ("option", "is_right", "answered_at")),
        "reasons": (PanelReason, ("text", "written_at")),
        "notes": (Takeaway, ("text", "updated_at")),
    }
    return {name: _answered(person_id, kind, fields) for name, (kind, fields) in kinds.items()}


def _answered(person_id: int, kind: Any, fields: Sequence[str]) -> list[dict[str, object]]:  # noqa: ANN401 - a table
    rows = db.session.execute(
        sa.select(kind, Scenario.slug)
        .join(Scenario, Scenario.id == kind.scenario_id)
        .where(kind.person_id == person_id)
        .order_by(Scenario.position, *(getattr(kind, field) for field in fields))
    )
    return [{"scenario": slug, **{field: getattr(row, field) for field in fields}} for row, slug in rows]


def _weighed(opened: OpenScenario, paid: Sequence[int], *, is_open: bool) -> WeighedScenario:
    prices = [rules.price_of(opened.text, opened.first, option) for option in paid]
    weighting = rules.Weighting(
        balances=tuple(Balance(each) for each in opened.text.balances),
        before=opened.first,
        after=opened.final,
        price=tuple(direction for directions in prices for direction in directions),
    )
    return WeighedScenario(opened.text.slug if is_open else "", opened.text.title, weighting)
