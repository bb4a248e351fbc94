"""What a learner does with scenarios. Answers are only added, the first one stays; nothing here commits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.clock import now
from elearning.database import db, insert_or_ignore, one_at_a_time
from elearning.modules.revisions import RevisionState
from elearning.quizzes import rules
from elearning.quizzes.balances import Positions
from elearning.quizzes.content import Scenario
from elearning.quizzes.models import (
    PanelReason,
    PriceAnswer,
    Round,
    ScenarioCompletion,
    ScenarioRevision,
    Takeaway,
    Weighting,
)
from elearning.signals import answer_given, answers_deleted, step_completed


@dataclass(frozen=True)
class Seat:
    """One person in front of one revision of a scenario."""

    person: Person
    scenario_id: int
    revision_id: int

    @property
    def key(self) -> dict[str, int]:
        return {
            "person_id": self.person.id,
            "revision_id": self.revision_id,
            "scenario_id": self.scenario_id,
        }


class TakeawayConflictError(Exception):
    """The note was saved from somewhere else since this copy of it was loaded."""

    def __init__(self, current: Takeaway | None) -> None:
        super().__init__("the note has another version")
        self.text = current.text if current else ""
        self.version = current.version if current else 0


def weigh(
    seat: Seat, when: Round, positions: Mapping[str, int], *, how: Mapping[str, str] | None = None
) -> None:
    """Keep where the weight was put, by balance. What was kept before for the same round stays.

    All boards of a round are kept together: of two requests at once the one that is first wins whole.
    """
    rows = [
        {
            **seat.key,
            "round": int(when),
            "balance": balance,
            "position": position,
            "how": (how or {}).get(balance) or None,
            "weighed_at": now(),
        }
        for balance, position in positions.items()
    ]
    db.session.execute(insert_or_ignore(Weighting, rows))
    if when is Round.FIRST:
        answer_given.send(seat.person.id)


def weigh_again(seat: Seat, positions: Mapping[str, int], *, how: Mapping[str, str] | None = None) -> None:
    """Keep the weighting after the new fact, which completes the scenario."""
    weigh(seat, Round.AFTER_NEW_FACT, positions, how=how)
    person = seat.person
    # As they are now: were these read later, somebody's new role or team would change pictures by one person.
    who = {"role": person.role, "is_panel": person.is_panel, "leader_id": person.leader_id}
    db.session.execute(insert_or_ignore(ScenarioCompletion, {**seat.key, **who, "completed_at": now()}))
    step_completed.send(person.id)


def pay_price(seat: Seat, scenario: Scenario, positions: Positions, option: int) -> rules.PriceVerdict:
    """Keep which option was named as the price, and judge it.

    Raises modules.rules.AnswerError for an option that was not offered.
    """
    verdict = rules.judge_price(scenario, positions, option)
    values = {**seat.key, "option": option, "is_right": verdict.right, "answered_at": now()}
    db.session.execute(insert_or_ignore(PriceAnswer, values))
    if verdict.right:
        answer_given.send(seat.person.id)
    return verdict


def give_panel_reason(seat: Seat, text: str) -> None:
    """Keep a panel member's reason; the first one stays."""
    db.session.execute(insert_or_ignore(PanelReason, {**seat.key, "text": text, "written_at": now()}))


def save_takeaway(seat: Seat, text: str, *, version: int) -> None:
    """Save the private note over the version it was written on; an empty one is deleted.

    Raises TakeawayConflictError where another device saved in between; the same text twice is no conflict.
    """
    current = db.session.get(Takeaway, (seat.person.id, seat.scenario_id), with_for_update=True)
    if (current.text if current else "") == text:
        return
    if (current.version if current else 0) != version:
        raise TakeawayConflictError(current)
    if not text.strip():
        db.session.execute(
            sa.delete(Takeaway).filter_by(person_id=seat.person.id, scenario_id=seat.scenario_id)
        )
    elif current is None:
        _insert_takeaway(seat, text)
    else:
        current.text, current.version, current.updated_at = text, version + 1, now()
    db.session.flush()


def ask_person_again(person_id: int, scenarios: Collection[int]) -> None:
    """Let somebody weigh again those of these scenarios that they are done with, as they are published now.

    What they answered stays theirs, and stays in the pictures of the text that they answered.
    """
    published = sa.select(ScenarioRevision.id).where(
        ScenarioRevision.scenario_id == ScenarioCompletion.scenario_id,
        ScenarioRevision.state == RevisionState.PUBLISHED,
    )
    # Who deleted their answers and weighed anew may know the new text, though they completed an older one.
    has_weighed_it = sa.exists().where(
        Weighting.person_id == person_id, Weighting.revision_id == published.scalar_subquery()
    )
    db.session.execute(
        sa.update(ScenarioCompletion)
        .where(
            ScenarioCompletion.person_id == person_id,
            ScenarioCompletion.scenario_id.in_(scenarios),
            ScenarioCompletion.asked_again_by_id.is_(None),
            ~has_weighed_it,
        )
        .values(asked_again_by_id=published.scalar_subquery())
        .execution_options(synchronize_session=False)
    )


def forget_weightings(person: Person) -> None:
    """Delete everything a person answered in scenarios, and their notes on them; all they did stays done."""
    for kind in (Weighting, PriceAnswer, PanelReason, Takeaway):
        db.session.execute(sa.delete(kind).where(kind.person_id == person.id))
    answers_deleted.send(person.id)


def forget_takeaways(person: Person) -> None:
    """Delete a person's notes on scenarios; what they answered stays."""
    db.session.execute(sa.delete(Takeaway).where(Takeaway.person_id == person.id))


def forget_leader(leader: Person) -> None:
    """Let nothing say who led those who answered in this leader's team; that they were one team stays.

    Without it `aggregates` would make batches up anew. A negative number is nobody's, and no two teams get
    the same, also where a database gives an id a second time.
    """
    one_at_a_time("forget a leader")
    led = ScenarioCompletion.leader_id
    lowest = db.session.scalar(sa.select(sa.func.min(led))) or 0
    db.session.execute(
        sa.update(ScenarioCompletion).where(led == leader.id).values(leader_id=min(lowest, 0) - 1)
    )


def _insert_takeaway(seat: Seat, text: str) -> None:
    values = {"person_id": seat.person.id, "scenario_id": seat.scenario_id, "text": text, "version": 1}
    statement = insert_or_ignore(Takeaway, {**values, "updated_at": now()}).returning(Takeaway.version)
    if db.session.scalar(statement) is None:
        raise TakeawayConflictError(db.session.get(Takeaway, (seat.person.id, seat.scenario_id)))
