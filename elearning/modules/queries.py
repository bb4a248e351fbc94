"""Reads of lessons: a fixed number of statements, whatever the number of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

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
    StepCompletion,
)
from elearning.modules.revisions import RevisionState


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
class EarlierText:
    """A text of a lesson from before the one of now, and whether a substantial one was published since."""

    revision_id: int
    text: content.Lesson
    was_changed_substantially: bool


@dataclass(frozen=True)
class NoteOnPage:
    """A note with the question it answers, as it was asked.

    `number` is the step's place in its lesson; `is_open` says whether the lesson still has the step.
    """

    note: Note
    lesson_slug: str
    lesson_title: str
    number: int
    question: str
    is_open: bool


@dataclass(frozen=True)
class RelationsOnPage:
    """The relations of one step, and the circles' titles by their slugs; `is_open` as for a note."""

    relations: tuple[Relation, ...]
    lesson_slug: str
    lesson_title: str
    step: str
    titles: Mapping[str, str]
    is_open: bool


#: Modules in their order, and in each its lessons; what stands at the same place is kept apart by its id.
COURSE_ORDER = (Module.position, Module.id, Lesson.position, Lesson.id)


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
        .order_by(*COURSE_ORDER)
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


def open_lesson(person_id: int, slug: str, *, to_write: bool = False) -> OpenLesson | None:
    """Find the published text of a lesson and how far a person is in it: two statements.

    `to_write` lets nobody publish another text before what the person does now is committed; one statement
    more if one was published in the same moment.
    """
    published = (
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
    )
    if to_write:
        published = published.with_for_update(read=True, of=LessonRevision)
    row = db.session.execute(published).one_or_none()
    if row is None and to_write:  # it was waited for, and is published no more
        row = db.session.execute(published).one_or_none()
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


def earlier_text(lesson_id: int, revision_id: int) -> EarlierText | None:
    """Find a text that learners have had before them, if it is one of this lesson's: one statement."""
    newer = aliased(LessonRevision)
    substantial = sa.exists().where(
        newer.lesson_id == lesson_id,
        newer.number > LessonRevision.number,
        newer.state != RevisionState.DRAFT,
        newer.is_substantial,
    )
    row = db.session.execute(
        sa.select(LessonRevision.text, substantial.label("substantial")).where(
            LessonRevision.id == revision_id,
            LessonRevision.lesson_id == lesson_id,
            LessonRevision.state != RevisionState.DRAFT,
        )
    ).one_or_none()
    return EarlierText(revision_id, _parsed(row.text), row.substantial) if row else None


def reading_position(person_id: int, lesson_id: int) -> str | None:
    """Give the slug of the step where a person left off."""
    return db.session.scalar(
        sa.select(ReadingPosition.step).where(
            ReadingPosition.person_id == person_id, ReadingPosition.lesson_id == lesson_id
        )
    )


def lesson_id(slug: str) -> int | None:
    """Find a lesson by its slug, published or not."""
    return db.session.scalar(sa.select(Lesson.id).where(Lesson.slug == slug))


def check_answer(person_id: int, lesson_id: int, step: content.CheckStep) -> frozenset[int] | None:
    """Give the options a person chose last at a check; None also when its options have changed since."""
    row = db.session.execute(
        sa.select(CheckAnswer.chosen, LessonRevision.text)
        .join(LessonRevision, LessonRevision.id == CheckAnswer.revision_id)
        .where(
            CheckAnswer.person_id == person_id,
            CheckAnswer.lesson_id == lesson_id,
            CheckAnswer.step == step.slug,
        )
    ).one_or_none()
    if row is None:
        return None
    seen = next(each for each in _parsed(row.text).steps if each.slug == step.slug)
    unchanged = isinstance(seen, content.CheckStep) and seen.options == step.options
    return frozenset(row.chosen) if unchanged else None


def note(person_id: int, lesson_id: int, step: str) -> Note | None:
    return db.session.get(Note, (person_id, lesson_id, step))


def relations(person_id: int, lesson_id: int, step: str) -> Sequence[Relation]:
    """List a person's relations at a step, in the order they were placed."""
    return db.session.scalars(
        sa.select(Relation)
        .where(Relation.person_id == person_id, Relation.lesson_id == lesson_id, Relation.step == step)
        .order_by(Relation.id)
    ).all()


def relation(person_id: int, lesson_id: int, step: str, relation_id: int) -> Relation | None:
    """Find one of a person's own relations at a step, whether or not the lesson still has it."""
    return db.session.scalar(
        sa.select(Relation).filter_by(id=relation_id, person_id=person_id, lesson_id=lesson_id, step=step)
    )


def relations_of(person_id: int) -> list[RelationsOnPage]:
    """List a person's own relations in the order of the course, by the step they were placed at."""
    rows = db.session.execute(_written(Relation, person_id).order_by(Relation.step, Relation.id)).all()
    groups = groupby(rows, key=lambda row: (row.Relation.lesson_id, row.Relation.step))
    return [_relations_on_page(list(group)) for _place, group in groups]


def notes_of(person_id: int) -> list[NoteOnPage]:
    """List a person's own notes in the order of the course, each with the question as it was asked."""
    rows = db.session.execute(_written(Note, person_id)).all()
    groups = groupby(map(_note_on_page, rows), key=lambda page: page.lesson_slug)
    return [page for _lesson, group in groups for page in sorted(group, key=lambda page: page.number)]


def _written(kind: type[Note | Relation], person_id: int) -> sa.Select[Any]:
    """Select what a person wrote, the text it was written to, and the outline that is published now."""
    published = aliased(LessonRevision)
    is_published = (published.lesson_id == kind.lesson_id) & (published.state == RevisionState.PUBLISHED)
    return (
        sa.select(kind, LessonRevision.text, published.outline)
        .join(LessonRevision, LessonRevision.id == kind.revision_id)
        .join(Lesson, Lesson.id == kind.lesson_id)
        .join(Module, Module.id == Lesson.module_id)
        .outerjoin(published, is_published)
        .where(kind.person_id == person_id)
        .order_by(*COURSE_ORDER)
    )


def _is_open(outline: Sequence[Mapping[str, Any]] | None, slug: str, kind: rules.Kind) -> bool:
    return any(step["slug"] == slug and step["kind"] == kind for step in outline or ())


def _relations_on_page(rows: Sequence[Any]) -> RelationsOnPage:
    titles: dict[str, str] = {}  # from every text that one of them was placed in; the newest word counts
    for row in sorted(rows, key=lambda row: row.Relation.revision_id):
        step = next(step for step in _parsed(row.text).steps if step.slug == row.Relation.step)
        circles = step.circles if isinstance(step, content.RelationsStep) else ()
        titles |= {circle.slug: circle.title for circle in circles}
    lesson, slug = _parsed(rows[-1].text), rows[-1].Relation.step
    return RelationsOnPage(
        relations=tuple(row.Relation for row in rows),
        lesson_slug=lesson.slug,
        lesson_title=lesson.title,
        step=slug,
        titles=titles,
        is_open=_is_open(rows[-1].outline, slug, "relations"),
    )


def _note_on_page(row: Any) -> NoteOnPage:  # noqa: ANN401 - a row of `_written`
    lesson = _parsed(row.text)
    number, step = next(
        (number, step) for number, step in enumerate(lesson.steps, start=1) if step.slug == row.Note.step
    )
    return NoteOnPage(
        note=row.Note,
        lesson_slug=lesson.slug,
        lesson_title=lesson.title,
        number=number,
        question=step.question if isinstance(step, content.ReflectStep) else step.title,
        is_open=_is_open(row.outline, step.slug, "reflect"),
    )
