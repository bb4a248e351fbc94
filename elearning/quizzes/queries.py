"""Reads of scenarios: what is published, and one's own answers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
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
    """A scenario as one person has it open, in the revision they began with, and their answers so far.

    What they have just sent `is_outdated` when it is to a text that they are not in, or not any longer.
    """

    id: int
    revision_id: int
    text: content.Scenario
    weightings: Mapping[Round, Mapping[str, Weighting]] = field(default_factory=dict)
    price_answers: Sequence[PriceAnswer] = ()
    is_outdated: bool = False

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


@lru_cache(maxsize=256)
def parsed(text: str) -> content.Scenario:
    """Read the text of a revision; the same text is read once."""
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
    for the first time answers the revision that was before them: `seen`, if it is one of this scenario's that
    they were not asked to weigh again since.
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
    if revision_id != opened.revision_id:
        opened = _in_revision(opened, revision_id, person)
    if not mine:
        return opened
    return replace(_answered_by(person, opened, mine), is_outdated=seen not in {None, opened.revision_id})


def weighed_before(person: Person, scenario_id: int, revision_id: int) -> OpenScenario | None:
    """Find a scenario in a text that a person weighed to the end, also if they were asked to weigh it again.

    Three statements at most.
    """
    mine = db.session.scalars(
        sa.select(Weighting).where(
            Weighting.person_id == person.id,
            Weighting.scenario_id == scenario_id,
            Weighting.revision_id == revision_id,
        )
    ).all()
    text = db.session.scalar(sa.select(ScenarioRevision.text).filter_by(id=revision_id)) if mine else None
    if text is None:
        return None
    opened = _answered_by(person, OpenScenario(scenario_id, revision_id, parsed(text)), mine)
    return opened if opened.stage is rules.Stage.REVEAL else None


def still_counts(table: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401 - a table of answers
    """Tell whether an answer is to a text that its person was not asked to weigh again since (publishing)."""
    return _not_asked_again(table.person_id, table.scenario_id, table.revision_id)


def _not_asked_again(
    person_id: sa.SQLColumnExpression[int],
    scenario_id: sa.SQLColumnExpression[int],
    revision_id: sa.SQLColumnExpression[int],
) -> sa.ColumnElement[bool]:
    """Tell it of a text.

    Whoever deleted their answers and weighed anew has answers to a later one than the one they completed.
    """
    again = sa.orm.aliased(ScenarioCompletion)
    return ~sa.exists().where(
        again.person_id == person_id,
        again.scenario_id == scenario_id,
        again.asked_again_by_id.is_not(None),
        sa.or_(again.revision_id == revision_id, revision_id < again.asked_again_by_id),
    )


def takeaway(person_id: int, scenario_id: int) -> Takeaway | None:
    return db.session.get(Takeaway, (person_id, scenario_id))


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


def _published() -> sa.Select[int, int, str]:
    return (
        sa.select(Scenario.id, ScenarioRevision.id.label("revision_id"), ScenarioRevision.text)
        .join(ScenarioRevision, ScenarioRevision.scenario_id == Scenario.id)
        .where(ScenarioRevision.state == RevisionState.PUBLISHED)
    )


def _opened(row: sa.Row[int, int, str]) -> OpenScenario:
    return OpenScenario(row.id, row.revision_id, parsed(row.text))


def by_round(mine: Sequence[Weighting], revision_id: int) -> dict[Round, dict[str, Weighting]]:
    """Put together the weightings of one revision, by round and balance."""
    rounds: dict[Round, dict[str, Weighting]] = defaultdict(dict)
    for weighting in mine:
        if weighting.revision_id == revision_id:
            rounds[Round(weighting.round)][weighting.balance] = weighting
    return dict(rounds)


def _in_revision(opened: OpenScenario, revision_id: int, person: Person) -> OpenScenario:
    """Put a revision that learners have seen in the place of the published one, if it is of this scenario.

    One that the person was asked to weigh again since stays where it was, and what they sent is outdated.
    """
    row = db.session.execute(
        sa.select(
            ScenarioRevision.text,
            _not_asked_again(sa.literal(person.id), ScenarioRevision.scenario_id, ScenarioRevision.id).label(
                "counts"
            ),
        ).where(
            ScenarioRevision.id == revision_id,
            ScenarioRevision.scenario_id == opened.id,
            ScenarioRevision.state != RevisionState.DRAFT,
        )
    ).one_or_none()
    if row is None:
        return opened
    if not row.counts:
        return replace(opened, is_outdated=True)
    return OpenScenario(opened.id, revision_id, parsed(row.text))


def _answered_by(person: Person, opened: OpenScenario, mine: Sequence[Weighting]) -> OpenScenario:
    prices = db.session.scalars(
        sa.select(PriceAnswer)
        .where(PriceAnswer.person_id == person.id, PriceAnswer.revision_id == opened.revision_id)
        .order_by(PriceAnswer.answered_at, PriceAnswer.option)
    ).all()
    return replace(opened, weightings=by_round(mine, opened.revision_id), price_answers=prices)
