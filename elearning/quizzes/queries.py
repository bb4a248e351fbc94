"""Reads of scenarios: what is published, and one's own answers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.database import db
from elearning.modules.models import Lesson, LessonRevision
from elearning.modules.revisions import RevisionState
from elearning.quizzes import content, rules
from elearning.quizzes.balances import FACTS, Balance, Positions
from elearning.quizzes.models import (
    PanelReason,
    PriceAnswer,
    Round,
    Scenario,
    ScenarioCompletion,
    ScenarioRevision,
    Takeaway,
    Weighting,
)


@dataclass(frozen=True)
class OpenScenario:
    """A scenario as one person has it open, in the revision they began with, and their answers so far."""

    id: int
    revision_id: int
    text: content.Scenario
    weightings: Mapping[Round, Mapping[str, Weighting]] = field(default_factory=dict)
    price_answers: Sequence[PriceAnswer] = ()

    @property
    def stage(self) -> rules.Stage:
        return rules.stage(
            has_first=Round.FIRST in self.weightings,
            has_price=any(answer.is_right for answer in self.price_answers),
            has_second=Round.AFTER_NEW_FACT in self.weightings,
        )

    @property
    def first(self) -> Positions:
        """Where the weight was put first, one position for each board."""
        return self._positions(Round.FIRST)

    @property
    def final(self) -> Positions:
        """Where it was after the new fact; boards that it does not touch are as before."""
        return self._positions(Round.AFTER_NEW_FACT)

    @property
    def second_thought(self) -> Positions | None:
        return self._positions(Round.SECOND_THOUGHT) if Round.SECOND_THOUGHT in self.weightings else None

    @property
    def how(self) -> Mapping[Round, tuple[str, ...]]:
        """What was written on how, for each board as it stood after a round; empty but for the middle."""
        return {when: tuple(each.how or "" for each in self._latest(when)) for when in self.weightings}

    def named_price(self, just_now: int | None = None) -> PriceAnswer | None:
        """Give the answer to show: the right one, else that of `just_now`, perhaps again, else the last."""
        given = self.price_answers
        right = [answer for answer in given if answer.is_right]
        again = [answer for answer in given if answer.option == just_now]
        return next(iter([*right, *again, *given[-1:]]), None)

    def _positions(self, last: Round) -> Positions:
        return tuple(weighting.position for weighting in self._latest(last))

    def _latest(self, last: Round) -> list[Weighting]:
        """Give the weighting of each board as it stood after a round."""
        known: dict[str, Weighting] = {}
        for each in Round:
            if each <= last:
                known.update(self.weightings.get(each, {}))
        return [known[balance] for balance in self.text.balances]


@dataclass(frozen=True)
class WeighedScenario:
    """One line of a person's own balance: a scenario, and how they weighed it.

    `slug` is "" where the scenario is retired, so that nothing leads to it.
    """

    slug: str
    title: str
    weighting: rules.Weighting


@lru_cache(maxsize=256)
def _parsed(text: str) -> content.Scenario:
    return content.parse_scenario(text)


def published_scenarios() -> list[OpenScenario]:
    """List every scenario as it is published, in their order, without anybody's answers: one statement."""
    return [_opened(row) for row in db.session.execute(_published().order_by(Scenario.position, Scenario.id))]


def published_scenario(slug: str) -> OpenScenario | None:
    """Find a scenario as it is published, without anybody's answers: one statement."""
    row = db.session.execute(_published().where(Scenario.slug == slug)).one_or_none()
    return _opened(row) if row else None


def open_scenario(person: Person, slug: str, *, seen: int | None = None) -> OpenScenario | None:
    """Find a scenario and what a person answered in it: four statements at most.

    Who has begun goes on in the revision they began with, also when a newer one is published; who was asked
    to weigh it again after they were done begins anew with the newest. Who answers
    for the first time answers the revision that was before them: `seen`, if it is one of this scenario's.
    """
    opened = published_scenario(slug)
    if opened is None:
        return None
    mine = db.session.scalars(
        sa.select(Weighting)
        .where(Weighting.person_id == person.id, Weighting.scenario_id == opened.id, still_counts(Weighting))
        .order_by(Weighting.revision_id)
    ).all()
    revision_id = mine[-1].revision_id if mine else seen or opened.revision_id
    text = None if revision_id == opened.revision_id else _text_of(revision_id, opened.id)
    if text is not None:
        opened = OpenScenario(opened.id, revision_id, _parsed(text))
    if not mine:
        return opened
    prices = db.session.scalars(
        sa.select(PriceAnswer)
        .where(PriceAnswer.person_id == person.id, PriceAnswer.revision_id == opened.revision_id)
        .order_by(PriceAnswer.answered_at, PriceAnswer.option)
    ).all()
    return replace(opened, weightings=_by_round(mine, opened.revision_id), price_answers=prices)


def still_counts(table: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401 - a table of answers
    """Tell whether an answer is to a text that its person was not asked to weigh again since (publishing).

    Whoever deleted their answers and weighed anew has answers to a later text than the one they completed.
    """
    again = sa.orm.aliased(ScenarioCompletion)
    return ~sa.exists().where(
        again.person_id == table.person_id,
        again.scenario_id == table.scenario_id,
        again.asked_again_by_id.is_not(None),
        sa.or_(again.revision_id == table.revision_id, table.revision_id < again.asked_again_by_id),
    )


def takeaway(person_id: int, scenario_id: int) -> Takeaway | None:
    return db.session.get(Takeaway, (person_id, scenario_id))


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


def lessons_on(balances: Iterable[Balance]) -> list[tuple[str, str]]:
    """List the published lessons that teach what these balances are, as slug and title: one statement."""
    teaches = [LessonRevision.text.contains(f"- {FACTS[balance]}\n") for balance in balances]
    rows = db.session.execute(
        sa.select(Lesson.slug, LessonRevision.title)
        .join(Lesson, Lesson.id == LessonRevision.lesson_id)
        .where(LessonRevision.state == RevisionState.PUBLISHED, sa.or_(*teaches))
        .order_by(Lesson.position)
    )
    return [(row.slug, row.title) for row in rows]


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


def has_given_reason(person_id: int, revision_id: int) -> bool:
    """Tell whether a panel member has said why they stand where they do."""
    return db.session.get(PanelReason, (person_id, revision_id)) is not None


def panel_reasons(revision_id: int) -> Sequence[str]:
    """List the panel's reasons without who gave them, in an order that tells nothing either.

    To be shown only where pictures.py gives a picture of the panel.
    """
    return db.session.scalars(
        sa.select(PanelReason.text).where(PanelReason.revision_id == revision_id).order_by(PanelReason.text)
    ).all()


def weighed_by(person_id: int) -> list[WeighedScenario]:
    """List every scenario a person has weighed to the end, as they weighed it: two statements."""
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
    weighed = []
    for revision_id, group in groupby(rows, key=lambda row: row.Weighting.revision_id):
        together = list(group)
        rounds = _by_round([row.Weighting for row in together], revision_id)
        opened = OpenScenario(0, revision_id, _parsed(together[0].text), rounds)
        if Round.AFTER_NEW_FACT in rounds:
            weighed.append(_weighed(opened, paid[revision_id], is_open=together[0].is_open))
    return weighed


def _published() -> sa.Select[int, int, str]:
    return (
        sa.select(Scenario.id, ScenarioRevision.id.label("revision_id"), ScenarioRevision.text)
        .join(ScenarioRevision, ScenarioRevision.scenario_id == Scenario.id)
        .where(ScenarioRevision.state == RevisionState.PUBLISHED)
    )


def _opened(row: sa.Row[int, int, str]) -> OpenScenario:
    return OpenScenario(row.id, row.revision_id, _parsed(row.text))


def _weighed(opened: OpenScenario, paid: Sequence[int], *, is_open: bool) -> WeighedScenario:
    prices = [rules.price_of(opened.text, opened.first, option) for option in paid]
    weighting = rules.Weighting(
        balances=tuple(Balance(each) for each in opened.text.balances),
        before=opened.first,
        after=opened.final,
        price=tuple(direction for directions in prices for direction in directions),
    )
    return WeighedScenario(opened.text.slug if is_open else "", opened.text.title, weighting)


def _by_round(mine: Sequence[Weighting], revision_id: int) -> dict[Round, dict[str, Weighting]]:
    rounds: dict[Round, dict[str, Weighting]] = defaultdict(dict)
    for weighting in mine:
        if weighting.revision_id == revision_id:
            rounds[Round(weighting.round)][weighting.balance] = weighting
    return dict(rounds)


def _text_of(revision_id: int, scenario_id: int) -> str | None:
    """Give the text of a revision that learners have seen, if it is one of this scenario's."""
    return db.session.scalar(
        sa.select(ScenarioRevision.text).where(
            ScenarioRevision.id == revision_id,
            ScenarioRevision.scenario_id == scenario_id,
            ScenarioRevision.state != RevisionState.DRAFT,
        )
    )
