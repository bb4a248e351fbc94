"""Reads of how far a person is."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.clock import day_of
from elearning.config import settings
from elearning.database import db
from elearning.modules.content import Step, parse_lesson
from elearning.modules.models import LessonRevision
from elearning.modules.revisions import RevisionState
from elearning.modules.rules import changed_steps
from elearning.progress import rules, statements
from elearning.progress.models import Assignment, LessonReviewed
from elearning.progress.required import Dilemma, required
from elearning.progress.rules import Kind
from elearning.progress.service import FIRST
from elearning.quizzes.balances import Balance
from elearning.quizzes.models import (
    QuestionBankRevision,
    ScenarioCompletion,
    ScenarioRevision,
)

NEW_DILEMMAS = 3  # that a renewal asks for
_parsed = lru_cache(maxsize=128)(parse_lesson)  # everybody who has completed the course sees the same


@dataclass(frozen=True)
class OtherDilemma:
    """A scenario beside the journey: how far the person is with it, and the balances it touches."""

    progress: rules.TaskProgress
    balances: tuple[Balance, ...]


@dataclass(frozen=True)
class CourseOf:
    """All that is published for a person's roles: their journey, and the dilemmas beside it."""

    journey: rules.Journey
    others: Sequence[OtherDilemma]

    def again(self, kind: Kind, slug: str) -> rules.Again | None:
        """Give what of a task is asked for again, in the journey or beside it."""
        tasks = [*self.journey.tasks, *(each.progress for each in self.others)]
        return next((each.again for each in tasks if (each.task.kind, each.task.slug) == (kind, slug)), None)


@dataclass(frozen=True)
class News:
    """A lesson that somebody completed and that has changed since; without steps only around them."""

    task: rules.Task
    steps: Sequence[Step]


@dataclass(frozen=True)
class Tasks:
    """What there is for people with the same roles: the journey's modules, and the dilemmas beside them."""

    modules: Sequence[rules.Module]
    beside: Mapping[rules.Task, tuple[Balance, ...]]


def journey(person: Person) -> rules.Journey:
    """Give a person's journey: two statements, whatever the number of people, lessons and scenarios."""
    return course_of(person).journey


def course_of(person: Person) -> CourseOf:
    """Give a person's journey and the dilemmas beside it: the same two statements."""
    tasks = tasks_for(person.roles, published())
    rows = db.session.execute(statements.steps_done(), {"person_id": person.id})
    done, asked = statements.done_and_asked(rows)
    others = [
        OtherDilemma(rules.task_progress(task, done, asked), balances)
        for task, balances in tasks.beside.items()
    ]
    return CourseOf(rules.journey(tasks.modules, done, asked), others)


def published() -> tuple[sa.Row[Any], ...]:
    """Give every task that is published, for whomever: one statement."""
    return tuple(db.session.execute(statements.everything_published()))


@lru_cache(maxsize=32)
def tasks_for(roles: frozenset[FoundationRole], course: tuple[sa.Row[Any], ...]) -> Tasks:
    """Divide what is `published` for somebody with these roles: their journey, and what lies beside it.

    It is the same for everybody with these roles until something is published, and taking it apart costs more
    than reading it: so it is kept.
    """
    rows = [row for row in course if _is_for(roles, row.audience)]
    dilemmas = {row.id: _dilemma(row) for row in rows if row.kind == Kind.SCENARIO}
    beside = dilemmas.keys() - required(dilemmas, roles)
    mine = [row for row in rows if row.kind != Kind.SCENARIO or row.id not in beside]
    return Tasks(
        [_module(list(tasks)) for _slug, tasks in groupby(mine, key=lambda row: row.module_slug)],
        {
            _task(row): tuple(map(Balance, json.loads(row.balances)))
            for row in rows
            if row.kind == Kind.SCENARIO and row.id in beside
        },
    )


def newest_assignment(person_id: int) -> Assignment | None:
    """Give what a person is to complete now, or completed last: one statement."""
    return db.session.scalar(
        sa.select(Assignment)
        .where(Assignment.person_id == person_id)
        .order_by(Assignment.number.desc())
        .limit(1)
        # Also where it is known already: somebody else may have completed it while this one waited.
        .execution_options(populate_existing=True)
    )


def assigned_journey(person: Person, assignment: Assignment | None) -> rules.Journey:
    """Give the journey of an assignment: the whole course, or what a renewal asks for."""
    mine = course_of(person)
    if assignment is None or assignment.number == FIRST:
        return mine.journey
    return _renewal(assignment, [*mine.journey.tasks, *(each.progress for each in mine.others)])


def renewal_tasks(person: Person, since: datetime) -> list[rules.Asked]:
    """Choose what a renewal asks for: what is new in lessons since then, and dilemmas not weighed yet.

    A dilemma whose text has changed since they weighed it is as new to them, and comes first.
    Lessons and quizzes of the journey that were never completed, say of a role one got since then, are asked
    for whole. Dilemmas that have become required come before those beside the journey.
    """
    mine = course_of(person)
    open_tasks = [each.task for each in mine.journey.tasks if each.amount.state is not rules.State.DONE]
    whole = [rules.Asked(*task.key) for task in open_tasks if task.kind is not Kind.SCENARIO]
    read = [each.task.id for each in mine.journey.tasks if each.task.kind is Kind.LESSON and each.amount.done]
    changed = _changed(read, since)
    missing = [task.id for task in open_tasks if task.kind is Kind.SCENARIO][:NEW_DILEMMAS]
    unweighed = {
        each.progress.task.id: each.balances
        for each in mine.others
        if each.progress.amount.state is not rules.State.DONE
    }
    weighed = [
        task.task.id
        for task in (*mine.journey.tasks, *(each.progress for each in mine.others))
        if task.task.kind is Kind.SCENARIO and task.amount.state is rules.State.DONE
    ]
    first = [*_rewritten(person.id, weighed, since), *missing][:NEW_DILEMMAS]
    dilemmas = [*first, *rules.varied(unweighed, NEW_DILEMMAS - len(first))]
    return [
        *(each for each in whole if each.id not in changed or each.kind is not Kind.LESSON),
        *(rules.Asked(Kind.LESSON, each, whole=False) for each in changed),
        *(rules.Asked(Kind.SCENARIO, each) for each in dilemmas),
    ]


def news(lesson_ids: Collection[int], since: datetime) -> dict[int, list[Step]]:
    """Give the steps of lessons that are new, or say something else than at `since`: one statement."""
    revisions = db.session.execute(
        sa.select(LessonRevision.lesson_id, LessonRevision.published_at, LessonRevision.text)
        .where(LessonRevision.lesson_id.in_(lesson_ids), LessonRevision.state != RevisionState.DRAFT)
        .order_by(LessonRevision.lesson_id, LessonRevision.number)
    )
    found = {}
    for lesson_id, group in groupby(revisions, key=lambda row: row.lesson_id):
        texts = list(group)
        before = [row.text for row in texts if row.published_at <= since]
        old = _parsed(before[-1]) if before else None
        found[lesson_id] = changed_steps(old, _parsed(texts[-1].text))
    return found


def unseen_news(assignment: Assignment | None, mine: rules.Journey) -> list[News]:
    """Give what is new in lessons since somebody completed the course: nothing of it must be done.

    One statement for who has completed it, and one more where there is something. Whoever is under way, or
    renews, has what is new among what is to be done.
    """
    if assignment is None or assignment.completed_at is None:
        return []
    since, lessons = assignment.completed_at, mine.finished_lessons
    changed = db.session.scalars(
        sa.select(LessonRevision.lesson_id)
        .outerjoin(LessonReviewed, _reviewed_by(assignment))
        .where(
            _substantial(lessons, since),
            sa.or_(
                LessonReviewed.reviewed_at.is_(None), LessonReviewed.reviewed_at < LessonRevision.published_at
            ),
        )
        .distinct()
    ).all()
    found = news(changed, since) if changed else {}
    return [News(lessons[each], found[each]) for each in lessons if each in found]


def _reviewed_by(assignment: Assignment) -> sa.ColumnElement[bool]:
    return sa.and_(
        LessonReviewed.person_id == assignment.person_id,
        LessonReviewed.number == assignment.number,
        LessonReviewed.lesson_id == LessonRevision.lesson_id,
    )


def _substantial(lesson_ids: Collection[int], since: datetime) -> sa.ColumnElement[bool]:
    """Choose new texts of lessons; a small change is nothing to look at."""
    return sa.and_(
        LessonRevision.lesson_id.in_(lesson_ids),
        LessonRevision.state != RevisionState.DRAFT,
        LessonRevision.is_substantial,
        LessonRevision.published_at > since,
    )


def _changed(lesson_ids: Collection[int], since: datetime) -> Sequence[int]:
    """List the lessons that have had a substantial new text since then; a small one is nothing to look at."""
    return db.session.scalars(
        sa.select(LessonRevision.lesson_id)
        .where(_substantial(lesson_ids, since))
        .distinct()
        .order_by(LessonRevision.lesson_id)
    ).all()


def _rewritten(person_id: int, weighed: Collection[int], since: datetime) -> Sequence[int]:
    """List the scenarios that got a substantial new text since then, after the one the person weighed."""
    theirs, newer = ScenarioRevision, sa.orm.aliased(ScenarioRevision)
    return db.session.scalars(
        sa.select(ScenarioCompletion.scenario_id)
        .join(theirs, theirs.id == ScenarioCompletion.revision_id)
        .join(newer, newer.scenario_id == ScenarioCompletion.scenario_id)
        .where(
            ScenarioCompletion.person_id == person_id,
            ScenarioCompletion.scenario_id.in_(weighed),
            ScenarioCompletion.asked_again_by_id.is_(None),
            newer.state != RevisionState.DRAFT,
            newer.is_substantial,
            newer.published_at > since,
            newer.number > theirs.number,
        )
        .distinct()
        .order_by(ScenarioCompletion.scenario_id)
    ).all()


def edition() -> date | None:
    """Give the day on which the newest text of the course was published: one statement."""
    newest = sa.union_all(
        *(
            sa.select(sa.func.max(kind.published_at).label("moment")).where(
                kind.state == RevisionState.PUBLISHED
            )
            for kind in (LessonRevision, ScenarioRevision, QuestionBankRevision)
        )
    ).subquery()
    moment = db.session.scalar(sa.select(sa.func.max(newest.c.moment)))
    return day_of(moment, settings().zone) if moment else None


def _renewal(assignment: Assignment, tasks: Sequence[rules.TaskProgress]) -> rules.Journey:
    asked = [rules.Asked(Kind(each["kind"]), each["id"], each["whole"]) for each in assignment.tasks]
    reviewed = db.session.scalars(
        sa.select(LessonReviewed.lesson_id).filter_by(
            person_id=assignment.person_id, number=assignment.number
        )
    ).all()
    return rules.renewal(tasks, asked, set(reviewed))


def _is_for(roles: Collection[FoundationRole], audience: str | None) -> bool:
    """Tell whether a task is for one of the roles; a quiz, which names none, is for everybody."""
    return audience is None or any(FoundationRole(role) in roles for role in json.loads(audience))


def _dilemma(row: Any) -> Dilemma:  # noqa: ANN401 - a row of `everything_published`
    required_for, balances = json.loads(row.required_for), json.loads(row.balances)
    return Dilemma(frozenset(map(FoundationRole, required_for)), tuple(balances))


def _module(rows: list[Any]) -> rules.Module:
    first = rows[0]
    picture = rules.Picture(first.module_picture, first.module_picture_alt) if first.module_picture else None
    tasks = tuple(map(_task, rows))
    return rules.Module(first.module_slug, first.module_title, first.module_summary, tasks, picture)


def _task(row: Any) -> rules.Task:  # noqa: ANN401 - a row of `everything_published`
    steps = tuple(rules.Step(step["slug"], step["seconds"]) for step in json.loads(row.outline))
    return rules.Task(Kind(row.kind), row.id, row.slug, row.title, row.summary, steps)
