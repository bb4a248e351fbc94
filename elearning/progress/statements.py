"""The statements behind every journey: what there is, and what a person is done with.

Building them takes longer than the database takes to answer them, so each is built once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from elearning.database import UtcDateTime
from elearning.modules.models import Lesson, LessonRevision, Module, StepCompletion, StepRedone
from elearning.modules.revisions import RevisionState
from elearning.progress.models import LessonReviewed
from elearning.progress.rules import AskedAgain, Done, Kind
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
from elearning.quizzes.queries import still_counts
from elearning.quizzes.rules import Stage

NOTHING: Final = sa.cast(sa.null(), sa.Text)  # what a kind of task does not have
NEVER: Final = sa.cast(sa.null(), UtcDateTime())
AFTER_ALL: Final = 1000  # a quiz's position: higher than any that a lesson or a scenario can have
SCENARIO_STAGES: Final = tuple(stage.value for stage in Stage if stage is not Stage.REVEAL)
PASSED: Final = "passed"


@cache
def everything_published() -> sa.Select[Any]:
    """Select every task, in the order of the course: a module's lessons and scenarios, then its quiz.

    Lists come as JSON text: equal rows are then recognised, and taken apart once (queries.tasks_for).
    """
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


def _as_text(column: sa.orm.InstrumentedAttribute[Any]) -> sa.Label[str]:
    return sa.cast(column, sa.Text).label(column.key)


def _lessons() -> sa.Select[Any]:
    columns: list[Any] = [  # more than the types of `select` have names for
        sa.literal(Kind.LESSON.value).label("kind"),
        Lesson.id,
        Lesson.slug,
        Lesson.position,
        Lesson.module_id,
        _as_text(Lesson.audience),
        NOTHING.label("required_for"),
        NOTHING.label("balances"),
        LessonRevision.title,
        LessonRevision.summary,
        _as_text(LessonRevision.outline),
    ]
    return (
        sa.select(*columns)
        .join(LessonRevision, LessonRevision.lesson_id == Lesson.id)
        .where(LessonRevision.state == RevisionState.PUBLISHED)
    )


def _scenarios() -> sa.Select[Any]:
    columns: list[Any] = [
        sa.literal(Kind.SCENARIO.value),
        Scenario.id,
        Scenario.slug,
        Scenario.position,
        Scenario.module_id,
        _as_text(Scenario.audience),
        _as_text(Scenario.required_for),
        _as_text(ScenarioRevision.balances),
        ScenarioRevision.title,
        sa.literal(""),
        _as_text(ScenarioRevision.outline),
    ]
    return (
        sa.select(*columns)
        .join(ScenarioRevision, ScenarioRevision.scenario_id == Scenario.id)
        .where(ScenarioRevision.state == RevisionState.PUBLISHED)
    )


def _quizzes() -> sa.Select[Any]:
    columns: list[Any] = [
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
        _as_text(QuestionBankRevision.outline),
    ]
    return (
        sa.select(*columns)
        .join(Module, Module.id == QuestionBank.module_id)
        .join(QuestionBankRevision, QuestionBankRevision.bank_id == QuestionBank.id)
        .where(QuestionBankRevision.state == RevisionState.PUBLISHED)
    )


@cache
def steps_done() -> sa.CompoundSelect[Any]:
    """Select the kind, id and step of all that the person with the id `person_id` is done with.

    A scenario that was weighed to the end is done, also when its answers were deleted, until a new text asks
    for it again. What was done and is asked for again is there once more, with when that text was published
    (`asked_at`); it is empty for what is done.
    """
    me = sa.bindparam("person_id", type_=sa.Integer)
    return _steps_done(lambda table: table.person_id == me, ())


@cache
def steps_done_by_many() -> sa.CompoundSelect[Any]:
    """Select the same of all whose ids lie between `first` and `last`, and whose it is: `person_id`."""
    return _steps_done(_between, ("person_id",))


def done_and_asked(rows: Iterable[Any]) -> tuple[Done, AskedAgain]:
    """Divide one person's rows of these: what is done, and what is asked for again."""
    done: dict[tuple[Kind, int], set[str]] = defaultdict(set)
    asked: dict[tuple[Kind, int], dict[str, datetime]] = defaultdict(dict)
    for row in rows:
        if row.asked_at is None:
            done[Kind(row.kind), row.id].add(row.step)
        else:
            steps = asked[Kind(row.kind), row.id]
            steps[row.step] = max(steps.get(row.step, row.asked_at), row.asked_at)
    return done, asked


@cache
def last_active() -> sa.Select[Any]:
    """Select when those people were last done with something: `person_id`, `moment`."""
    moments = sa.union_all(
        *(
            sa.select(column.class_.person_id.label("person_id"), sa.func.max(column).label("moment"))
            .where(_between(column.class_))
            .group_by(column.class_.person_id)
            for column in (
                StepCompletion.completed_at,
                StepRedone.completed_at,
                Weighting.weighed_at,
                PriceAnswer.answered_at,
                ScenarioCompletion.completed_at,
                QuizPass.passed_at,
                LessonReviewed.reviewed_at,
            )
        )
    ).subquery()
    return sa.select(moments.c.person_id, sa.func.max(moments.c.moment).label("moment")).group_by(
        moments.c.person_id
    )


def _between(table: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401 - any table with people in it
    first, last = (sa.bindparam(name, type_=sa.Integer) for name in ("first", "last"))
    return sa.and_(table.person_id >= first, table.person_id <= last)


def _changed_at() -> sa.ScalarSelect[Any]:
    """Select when a dilemma was last changed substantially, up to the text that asks for it again.

    A renewal asks with the text that is published then, which may differ from the one before by a comma.
    """
    changed = aliased(ScenarioRevision)
    return (
        sa.select(sa.func.max(changed.published_at))
        .where(
            changed.scenario_id == ScenarioRevision.scenario_id,
            changed.number <= ScenarioRevision.number,
            changed.state != RevisionState.DRAFT,
            changed.is_substantial,
        )
        .correlate(ScenarioRevision)
        .scalar_subquery()
    )


def _steps_done(
    whose: Callable[[Any], sa.ColumnElement[bool]], beside: tuple[str, ...]
) -> sa.CompoundSelect[Any]:
    def done(kind: Kind, table: Any, task: Any, step: Any, asked_at: Any = NEVER) -> sa.Select[Any]:  # noqa: ANN401 - columns
        columns = [asked_at.label("asked_at"), *(getattr(table, name) for name in beside)]
        return sa.select(
            sa.literal(kind.value).label("kind"), task.label("id"), step.label("step"), *columns
        ).where(whose(table))

    scenario = Kind.SCENARIO
    weighed = done(scenario, Weighting, Weighting.scenario_id, sa.literal(Stage.SITUATION.value))
    paid = done(scenario, PriceAnswer, PriceAnswer.scenario_id, sa.literal(Stage.PRICE.value))
    return sa.union_all(
        done(Kind.LESSON, StepCompletion, StepCompletion.lesson_id, StepCompletion.step),
        weighed.where(Weighting.round == Round.FIRST, still_counts(Weighting)),
        paid.where(PriceAnswer.is_right, still_counts(PriceAnswer)),
        *(
            done(scenario, ScenarioCompletion, ScenarioCompletion.scenario_id, sa.literal(stage)).where(
                ScenarioCompletion.asked_again_by_id.is_(None)
            )
            for stage in SCENARIO_STAGES
        ),
        done(Kind.QUIZ, QuizPass, QuizPass.bank_id, sa.literal(PASSED)),
        done(
            Kind.LESSON, StepRedone, StepRedone.lesson_id, StepRedone.step, LessonRevision.published_at
        ).join(LessonRevision, LessonRevision.id == StepRedone.asked_by_id),
        # By its last step, which is done only when it has been weighed to the end again.
        done(
            scenario,
            ScenarioCompletion,
            ScenarioCompletion.scenario_id,
            sa.literal(SCENARIO_STAGES[-1]),
            sa.func.coalesce(_changed_at(), ScenarioRevision.published_at),
        ).join(ScenarioRevision, ScenarioRevision.id == ScenarioCompletion.asked_again_by_id),
    )
