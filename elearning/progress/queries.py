"""Reads of how far a person is."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.database import db
from elearning.modules.models import Lesson, LessonRevision, Module, StepCompletion
from elearning.modules.revisions import RevisionState
from elearning.modules.rules import outline_from_data
from elearning.progress import rules
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

SCENARIO_STEPS = tuple(rules.Step(stage.value, 60) for stage in Stage if stage is not Stage.REVEAL)
NOTHING = sa.cast(sa.null(), sa.JSON)  # what a kind of task does not have
QUIZ_STEPS = (rules.Step("passed", 180),)


def journey(person: Person) -> rules.Journey:
    """Give a person's journey: two statements, whatever the number of people, lessons and scenarios."""
    rows = [row for row in db.session.execute(_everything_published()) if _is_for(person, row.audience)]
    modules = [_module(list(tasks)) for _slug, tasks in groupby(rows, key=lambda row: row.module_slug)]
    return rules.journey(modules, _done(person.id))


def _everything_published() -> sa.Select[Any]:
    """Select every task, in the order of the course: a module's lessons, its scenarios, its quiz."""
    tasks = sa.union_all(_lessons(), _scenarios(), _quizzes()).subquery()
    return (
        sa.select(
            tasks,
            Module.slug.label("module_slug"),
            Module.title.label("module_title"),
            Module.summary.label("module_summary"),
        )
        .join(Module, Module.id == tasks.c.module_id)
        .order_by(Module.position, Module.id, tasks.c.rank, tasks.c.position, tasks.c.id)
    )


def _lessons() -> sa.Select[Any]:
    return (
        sa.select(
            sa.literal(1).label("rank"),
            Lesson.id,
            Lesson.slug,
            Lesson.position,
            Lesson.module_id,
            Lesson.audience,
            LessonRevision.title,
            LessonRevision.summary,
            LessonRevision.outline,
        )
        .join(LessonRevision, LessonRevision.lesson_id == Lesson.id)
        .where(LessonRevision.state == RevisionState.PUBLISHED)
    )


def _scenarios() -> sa.Select[Any]:
    return (
        sa.select(
            sa.literal(2),
            Scenario.id,
            Scenario.slug,
            Scenario.position,
            Scenario.module_id,
            Scenario.audience,
            ScenarioRevision.title,
            sa.literal(""),
            NOTHING,
        )
        .join(ScenarioRevision, ScenarioRevision.scenario_id == Scenario.id)
        .where(ScenarioRevision.state == RevisionState.PUBLISHED)
    )


def _quizzes() -> sa.Select[Any]:
    return (
        sa.select(
            sa.literal(3),
            QuestionBank.id,
            Module.slug,
            sa.literal(0),
            QuestionBank.module_id,
            NOTHING,
            Module.title,
            sa.literal(""),
            NOTHING,
        )
        .join(Module, Module.id == QuestionBank.module_id)
        .join(QuestionBankRevision, QuestionBankRevision.bank_id == QuestionBank.id)
        .where(QuestionBankRevision.state == RevisionState.PUBLISHED)
    )


def _done(person_id: int) -> rules.Done:
    """Give the steps a person is done with: one statement over all kinds of task.

    A scenario that was weighed to the end is done, also when its answers were deleted.
    """
    lessons = sa.select(
        sa.literal(Kind.LESSON.value).label("kind"), StepCompletion.lesson_id.label("id"), StepCompletion.step
    ).where(StepCompletion.person_id == person_id)
    scenario = sa.literal(Kind.SCENARIO.value)
    weighed = sa.select(scenario, Weighting.scenario_id, sa.literal(Stage.SITUATION.value)).where(
        Weighting.person_id == person_id, Weighting.round == Round.FIRST
    )
    paid = sa.select(scenario, PriceAnswer.scenario_id, sa.literal(Stage.PRICE.value)).where(
        PriceAnswer.person_id == person_id, PriceAnswer.is_right
    )
    ended = [
        sa.select(scenario, ScenarioCompletion.scenario_id, sa.literal(step.slug)).where(
            ScenarioCompletion.person_id == person_id
        )
        for step in SCENARIO_STEPS
    ]
    passed = sa.select(sa.literal(Kind.QUIZ.value), QuizPass.bank_id, sa.literal(QUIZ_STEPS[0].slug)).where(
        QuizPass.person_id == person_id
    )
    done: dict[tuple[Kind, int], set[str]] = defaultdict(set)
    for row in db.session.execute(sa.union_all(lessons, weighed, paid, *ended, passed)):
        done[Kind(row.kind), row.id].add(row.step)
    return done


def _is_for(person: Person, audience: Iterable[str] | None) -> bool:
    """Tell whether a task is for one of a person's roles; a quiz, which names none, is for everybody."""
    return audience is None or any(FoundationRole(role) in person.roles for role in audience)


def _module(rows: list[Any]) -> rules.Module:
    first = rows[0]
    return rules.Module(
        first.module_slug, first.module_title, first.module_summary, tuple(_task(row) for row in rows)
    )


def _task(row: Any) -> rules.Task:  # noqa: ANN401 - a row of `_everything_published`
    kind = tuple(Kind)[row.rank - 1]
    steps = {Kind.SCENARIO: SCENARIO_STEPS, Kind.QUIZ: QUIZ_STEPS}.get(kind)
    if steps is None:
        steps = tuple(rules.Step(step.slug, step.seconds) for step in outline_from_data(row.outline))
    return rules.Task(kind, row.id, row.slug, row.title, row.summary, steps)
