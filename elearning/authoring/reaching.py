"""Whom a change concerns: how many active people have begun an item, and how far they are."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from elearning.authoring.kind import Reach
from elearning.database import db
from elearning.modules.models import StepCompletion
from elearning.progress.models import ProgressSummary
from elearning.quizzes.models import QuizAttempt, QuizPass, ScenarioCompletion, Weighting
from elearning.quizzes.queries import still_counts


def of_lesson(lesson_id: int, steps: Collection[str]) -> Reach:
    """Count whom a change of a lesson that has these steps concerns: one statement."""
    mine = (
        sa.select(StepCompletion.person_id, (sa.func.count() >= len(steps)).label("is_done"))
        .where(StepCompletion.lesson_id == lesson_id, StepCompletion.step.in_(steps))
        .group_by(StepCompletion.person_id)
        .subquery()
    )
    return _counted(mine)


def of_bank(bank_id: int) -> Reach:
    """Count whom a change of a question bank concerns: one statement."""
    passed = sa.select(QuizPass.person_id).where(QuizPass.bank_id == bank_id)
    begun = sa.select(QuizAttempt.person_id).where(
        QuizAttempt.bank_id == bank_id, QuizAttempt.person_id.not_in(passed)
    )
    mine = sa.union_all(
        passed.add_columns(sa.true().label("is_done")),
        begun.distinct().add_columns(sa.false().label("is_done")),
    ).subquery()
    return _counted(mine)


def of_scenario(scenario_id: int) -> Reach:
    """Count whom a change of a scenario concerns: one statement."""
    done = sa.select(ScenarioCompletion.person_id, sa.literal(1).label("is_done")).where(
        ScenarioCompletion.scenario_id == scenario_id, ScenarioCompletion.asked_again_by_id.is_(None)
    )
    begun = sa.select(Weighting.person_id, sa.literal(0)).where(
        Weighting.scenario_id == scenario_id, still_counts(Weighting)
    )
    both = sa.union_all(done, begun).subquery()
    mine = (
        sa.select(both.c.person_id, (sa.func.max(both.c.is_done) == 1).label("is_done"))
        .where(both.c.person_id.is_not(None))
        .group_by(both.c.person_id)
        .subquery()
    )
    return _counted(mine)


def asked(person_id: Any, are_done: sa.ColumnElement[bool]) -> int:  # noqa: ANN401 - a column
    """Count the active people who have any of the completions that `are_done` tells: one statement.

    Who has left and comes back is asked too, but is not counted, as in `Reach`.
    """
    mine = sa.select(person_id).where(are_done)
    number = sa.select(sa.func.count()).where(ProgressSummary.person_id.in_(mine))
    return db.session.scalar(number) or 0


def _counted(mine: Any) -> Reach:  # noqa: ANN401 - a subquery of `person_id` and `is_done`
    row = db.session.execute(
        sa.select(
            sa.func.count(sa.case((~mine.c.is_done, 1))),
            sa.func.count(sa.case((mine.c.is_done, 1))),
            sa.func.count(ProgressSummary.completed_on),
        )
        .select_from(mine)
        .join(ProgressSummary, ProgressSummary.person_id == mine.c.person_id)
    ).one()
    return Reach(*row)
