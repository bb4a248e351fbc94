"""Reads of lessons: a fixed number of statements, whatever the number of people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import sqlalchemy as sa

from elearning.accounts.rules import FoundationRole
from elearning.database import db
from elearning.modules import content, rules
from elearning.modules.models import (
    CheckAnswer,
    Lesson,
    LessonRevision,
    Module,
    Note,
    ReadingPosition,
    Relation,
    RevisionState,
    StepCompletion,
)
from elearning.modules.place import Place


@dataclass(frozen=True)
class PublishedLesson:
    """What lists show of a lesson."""

    id: int
    slug: str
    title: str
    summary: str
    audience: frozenset[FoundationRole]
    steps: tuple[rules.StepOutline, ...]
    module_slug: str
    module_title: str
    module_summary: str


@dataclass(frozen=True)
class OpenLesson:
    """A lesson as one person has it open: the published text, and which of its steps they are done with."""

    id: int
    revision_id: int
    module_slug: str
    module_title: str
    text: content.Lesson
    done: frozenset[str]

    @property
    def outline(self) -> tuple[rules.StepOutline, ...]:
        return rules.outline(self.text)


@dataclass(frozen=True)
class NoteOnPage:
    """A note with the question it answers, as it was asked."""

    note: Note
    lesson_slug: str
    lesson_title: str
    step_title: str
    question: str


@dataclass(frozen=True)
class RelationsOnPage:
    """The relations of one step, and the circles' titles by their slugs."""

    relations: tuple[Relation, ...]
    lesson_slug: str
    lesson_title: str
    step: str
    titles: Mapping[str, str]


@lru_cache(maxsize=256)
def _parsed(text: str) -> content.Lesson:
    return content.parse_lesson(text)


def published_lessons() -> list[PublishedLesson]:
    """List every published lesson in the order of the course: one statement."""
    rows = db.session.execute(
        sa.select(
            Lesson.id,
            Lesson.slug,
            Lesson.audience,
            LessonRevision.title,
            LessonRevision.summary,
            LessonRevision.outline,
            Module.slug.label("module_slug"),
            Module.title.label("module_title"),
            Module.summary.label("module_summary"),
        )
        .join(LessonRevision, LessonRevision.lesson_id == Lesson.id)
        .join(Module, Module.id == Lesson.module_id)
        .where(LessonRevision.state == RevisionState.PUBLISHED)
        .order_by(Module.position, Lesson.position, Lesson.id)
    )
    return [
        PublishedLesson(
            id=row.id,
            slug=row.slug,
            title=row.title,
            summary=row.summary,
            audience=frozenset(FoundationRole(role) for role in row.audience),
            steps=rules.outline_from_data(row.outline),
            module_slug=row.module_slug,
            module_title=row.module_title,
            module_summary=row.module_summary,
        )
        for row in rows
    ]


def done_steps(person_id: int) -> Mapping[int, frozenset[str]]:
    """Give the steps a person is done with, by lesson id: one statement."""
    rows = db.session.execute(
        sa.select(StepCompletion.lesson_id, StepCompletion.step).where(StepCompletion.person_id == person_id)
    )
    steps: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        steps[row.lesson_id].add(row.step)
    return {lesson_id: frozenset(slugs) for lesson_id, slugs in steps.items()}


def open_lesson(person_id: int, slug: str) -> OpenLesson | None:
    """Find the published text of a lesson and how far a person is in it: two statements."""
    row = db.session.execute(
        sa.select(
            Lesson.id,
            LessonRevision.id.label("revision_id"),
            LessonRevision.text,
            Module.slug.label("module_slug"),
            Module.title.label("module_title"),
        )
        .join(LessonRevision, LessonRevision.lesson_id == Lesson.id)
        .join(Module, Module.id == Lesson.module_id)
        .where(Lesson.slug == slug, LessonRevision.state == RevisionState.PUBLISHED)
    ).one_or_none()
    if row is None:
        return None
    done = db.session.scalars(
        sa.select(StepCompletion.step).where(
            StepCompletion.person_id == person_id, StepCompletion.lesson_id == row.id
        )
    )
    return OpenLesson(
        id=row.id,
        revision_id=row.revision_id,
        module_slug=row.module_slug,
        module_title=row.module_title,
        text=_parsed(row.text),
        done=frozenset(done),
    )


def reading_position(person_id: int, lesson_id: int) -> str | None:
    """Give the slug of the step where a person left off."""
    return db.session.scalar(
        sa.select(ReadingPosition.step).where(
            ReadingPosition.person_id == person_id, ReadingPosition.lesson_id == lesson_id
        )
    )


def check_answer(person_id: int, lesson_id: int, step: str) -> frozenset[int] | None:
    """Give the options a person chose last at a check, or None."""
    chosen = db.session.scalar(
        sa.select(CheckAnswer.chosen).where(
            CheckAnswer.person_id == person_id, CheckAnswer.lesson_id == lesson_id, CheckAnswer.step == step
        )
    )
    return None if chosen is None else frozenset(chosen)


def note(person_id: int, lesson_id: int, step: str) -> Note | None:
    return db.session.get(Note, (person_id, lesson_id, step))


def relations(person_id: int, lesson_id: int, step: str) -> Sequence[Relation]:
    """List a person's relations at a step, in the order they were placed."""
    return db.session.scalars(
        sa.select(Relation)
        .where(Relation.person_id == person_id, Relation.lesson_id == lesson_id, Relation.step == step)
        .order_by(Relation.id)
    ).all()


def relation(place: Place, relation_id: int) -> Relation | None:
    """Find one of a person's own relations at a step."""
    return db.session.scalar(sa.select(Relation).filter_by(id=relation_id, **place.key))


def relations_of(person_id: int) -> list[RelationsOnPage]:
    """List a person's own relations, by the step they were placed at: one statement."""
    rows = db.session.execute(
        sa.select(Relation, LessonRevision.text)
        .join(LessonRevision, LessonRevision.id == Relation.revision_id)
        .where(Relation.person_id == person_id)
        .order_by(Relation.lesson_id, Relation.step, Relation.id)
    ).all()
    pages = []
    for _place, group in groupby(rows, key=lambda row: (row.Relation.lesson_id, row.Relation.step)):
        together = list(group)
        lesson = _parsed(together[-1].text)
        step = next(step for step in lesson.steps if step.slug == together[-1].Relation.step)
        circles = step.circles if isinstance(step, content.RelationsStep) else ()
        titles = {circle.slug: circle.title for circle in circles}
        relations = tuple(row.Relation for row in together)
        pages.append(RelationsOnPage(relations, lesson.slug, lesson.title, step.slug, titles))
    return pages


def notes_of(person_id: int) -> list[NoteOnPage]:
    """List a person's own notes in the order of the course, each with the question as it was asked."""
    rows = db.session.execute(
        sa.select(Note, LessonRevision.text)
        .join(LessonRevision, LessonRevision.id == Note.revision_id)
        .join(Lesson, Lesson.id == Note.lesson_id)
        .join(Module, Module.id == Lesson.module_id)
        .where(Note.person_id == person_id)
        .order_by(Module.position, Lesson.position, Note.updated_at)
    ).all()
    return [_on_page(row.Note, _parsed(row.text)) for row in rows]


def _on_page(written: Note, lesson: content.Lesson) -> NoteOnPage:
    step = next(step for step in lesson.steps if step.slug == written.step)
    question = step.question if isinstance(step, content.ReflectStep) else step.title
    return NoteOnPage(written, lesson.slug, lesson.title, step.title, question)
