"""The two statements behind every journey: what there is, and what a person is done with.

Building them takes longer than the database takes to answer them, so each is built once.
"""

from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from elearning.modules.models import Lesson, LessonRevision, Module, StepCompletion
from elearning.modules.revisions import RevisionState
from elearning.progress.rules import Kind
from elearning.quizzes.models import (
    PriceAnswer,
    QuestionBank,
    QuestionBankRevision,
    QuizPass,
    Round,
    Scenario,
    ScenarioCompletion,
    ScenarioRevision,
    Weighting,
)
from elearning.quizzes.rules import Stage

NOTHING: Final = sa.cast(sa.null(), sa.JSON)  # what a kind of task does not have
AFTER_ALL: Final = 1000  # a quiz's position: higher than any that a lesson or a scenario can have
SCENARIO_STAGES: Final = tuple(stage.value for stage in Stage if stage is not Stage.REVEAL)
PASSED: Final = "passed"


@cache
def everything_published() -> sa.Select[Any]:
    """Select every task, in the order of the course: a module's lessons and scenarios, then its quiz."""
    tasks = sa.union_all(_lessons(), _scenarios(), _quizzes()).subquery()
    return (
        sa.select(
            tasks,
            Module.slug.label("module_slug"),
            Module.title.label("module_title"),
            Module.summary.label("module_summary"),
            Module.picture.label("module_picture"),
            Module.picture_alt.label("module_picture_alt"),
        )
        .join(Module, Module.id == tasks.c.module_id)
        .order_by(Module.position, Module.id, tasks.c.position, tasks.c.kind, tasks.c.id)
    )


def _lessons() -> sa.Select[Any]:
    return (
        sa.select(
            sa.literal(Kind.LESSON.value).label("kind"),
            Lesson.id,
            Lesson.slug,
            Lesson.position,
            Lesson.module_id,
            Lesson.audience,
            NOTHING.label("required_for"),
            NOTHING.label("balances"),
            LessonRevision.title,
            LessonRevision.summary,
            LessonRevision.outline,
        )
        .join(LessonRevision, LessonRevision.lesson_id == Lesson.id)
        .where(LessonRevision.state == RevisionState.PUBLISHED)
    )


def _scenarios() -> sa.Select[Any]:
    columns: list[Any] = [  # more than the types of `select` have names for
        sa.literal(Kind.SCENARIO.value),
        Scenario.id,
        Scenario.slug,
        Scenario.position,
        Scenario.module_id,
        Scenario.audience,
        Scenario.required_for,
        ScenarioRevision.balances,
        ScenarioRevision.title,
        sa.literal(""),
        ScenarioRevision.outline,
    ]
    return (
        sa.select(*columns)
        .join(ScenarioRevision, ScenarioRevision.scenario_id == Scenario.id)
        .where(ScenarioRevision.state == RevisionState.PUBLISHED)
    )


def _quizzes() -> sa.Select[Any]:
    return (
        sa.select(
            sa.literal(Kind.QUIZ.value),
            QuestionBank.id,
            Module.slug,
            sa.literal(AFTER_ALL),
            QuestionBank.module_id,
            NOTHING,
            NOTHING,
            NOTHING,
            Module.title,
            sa.literal(""),
            QuestionBankRevision.outline,
        )
        .join(Module, Module.id == QuestionBank.module_id)
        .join(QuestionBankRevision, QuestionBankRevision.bank_id == QuestionBank.id)
        .where(QuestionBankRevision.state == RevisionState.PUBLISHED)
    )


@cache
def steps_done() -> sa.CompoundSelect[Any]:
    """Select the kind, id and step of all that the person with the id `person_id` is done with.

    A scenario that was weighed to the end is done, also when its answers were deleted.
    """
    me = sa.bindparam("person_id", type_=sa.Integer)
    scenario = sa.literal(Kind.SCENARIO.value)
    ended = [
        sa.select(scenario, ScenarioCompletion.scenario_id, sa.literal(stage)).where(
            ScenarioCompletion.person_id == me
        )
        for stage in SCENARIO_STAGES
    ]
    return sa.union_all(
        sa.select(
            sa.literal(Kind.LESSON.value).label("kind"),
            StepCompletion.lesson_id.label("id"),
            StepCompletion.step,
        ).where(StepCompletion.person_id == me),
        sa.select(scenario, Weighting.scenario_id, sa.literal(Stage.SITUATION.value)).where(
            Weighting.person_id == me, Weighting.round == Round.FIRST
        ),
        sa.select(scenario, PriceAnswer.scenario_id, sa.literal(Stage.PRICE.value)).where(
            PriceAnswer.person_id == me, PriceAnswer.is_right
        ),
        *ended,
        sa.select(sa.literal(Kind.QUIZ.value), QuizPass.bank_id, sa.literal(PASSED)).where(
            QuizPass.person_id == me
        ),
    )
