"""Reads for HR's pages on lessons: a fixed number of statements, whatever the number of people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from elearning.authoring import drafts
from elearning.authoring.lesson_data import Data, data_of
from elearning.authoring.models import Draft, DraftKind
from elearning.database import db
from elearning.modules.content import parse_lesson
from elearning.modules.models import Lesson, LessonRevision, Module, StepCompletion
from elearning.modules.queries import COURSE_ORDER
from elearning.modules.revisions import RevisionState
from elearning.progress.models import ProgressSummary


class State(StrEnum):
    """How it stands with a lesson."""

    PUBLISHED = "published"
    CHANGED = "changed"  # published, and there is a draft of another text
    DRAFT = "draft"  # never published
    RETIRED = "retired"


@dataclass(frozen=True)
class Listed:
    """What the list shows of a lesson."""

    slug: str
    title: str
    state: State
    has_draft: bool
    published_at: datetime | None
    saved_by: str
    saved_at: datetime | None


@dataclass(frozen=True)
class ModuleOnList:
    """A module with its lessons in their order."""

    slug: str
    title: str
    lessons: tuple[Listed, ...]


@dataclass(frozen=True)
class Item:
    """A lesson in HR's hands: its identity, what is published of it, and its draft."""

    lesson: Lesson
    published: LessonRevision | None
    newest: int
    draft: Draft | None

    @property
    def identity(self) -> dict[str, Any]:
        """What the lesson is known by, which its data do not have."""
        return {
            "slug": self.lesson.slug,
            "module": self.lesson.module.slug,
            "position": self.lesson.position,
        }

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0

    @property
    def written(self) -> Data | None:
        """What is being written, if anything is."""
        return self.draft.data if self.draft else None

    @property
    def published_data(self) -> Data | None:
        return data_of(parse_lesson(self.published.text)) if self.published else None

    @property
    def state(self) -> State:
        return _state(
            is_published=self.published is not None, newest=self.newest, has_draft=self.written is not None
        )


@dataclass(frozen=True)
class Reach:
    """How many active people have begun a lesson, are through it, and of both have completed the course."""

    under_way: int
    done: int
    certified: int


def key(slug: str) -> drafts.Key:
    """Say of which lesson a draft is."""
    return drafts.Key(DraftKind.LESSON, slug)


def modules() -> Sequence[Module]:
    """List the modules in their order."""
    return db.session.scalars(sa.select(Module).order_by(Module.position, Module.id)).all()


def module(slug: str) -> Module | None:
    return db.session.scalar(sa.select(Module).filter_by(slug=slug))


def list_of_lessons() -> list[ModuleOnList]:
    """List every lesson by module, with its state: two statements."""
    found = {
        each.slug: each for each in db.session.scalars(sa.select(Draft).filter_by(kind=DraftKind.LESSON))
    }
    newest = (
        sa.select(LessonRevision.lesson_id, sa.func.max(LessonRevision.number).label("number"))
        .group_by(LessonRevision.lesson_id)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(
            Module.slug.label("module_slug"),
            Module.title.label("module_title"),
            Lesson.slug,
            LessonRevision.title,
            LessonRevision.state,
            LessonRevision.published_at,
        )
        .outerjoin(Lesson, Lesson.module_id == Module.id)
        .outerjoin(newest, newest.c.lesson_id == Lesson.id)
        .outerjoin(
            LessonRevision,
            (LessonRevision.lesson_id == Lesson.id) & (LessonRevision.number == newest.c.number),
        )
        .order_by(*COURSE_ORDER)
    )
    groups = groupby(rows, key=attrgetter("module_slug", "module_title"))
    return [
        ModuleOnList(slug, title, tuple(_listed(row, found.get(row.slug)) for row in group if row.slug))
        for (slug, title), group in groups
    ]


def _listed(row: Any, draft: Draft | None) -> Listed:  # noqa: ANN401 - a row of `list_of_lessons`
    data = draft.data if draft else None
    is_published = row.state is RevisionState.PUBLISHED
    return Listed(
        slug=row.slug,
        title=(data or {}).get("title") or row.title or row.slug,
        state=_state(is_published=is_published, newest=row.title is not None, has_draft=data is not None),
        has_draft=data is not None,
        published_at=row.published_at if is_published else None,
        saved_by=draft.saved_by if draft else "",
        saved_at=draft.saved_at if draft else None,
    )


def _state(*, is_published: bool, newest: int, has_draft: bool) -> State:
    if is_published:
        return State.CHANGED if has_draft else State.PUBLISHED
    return State.RETIRED if newest else State.DRAFT


def item(slug: str) -> Item | None:
    """Find a lesson with what is published and written of it: four statements."""
    lesson = db.session.scalar(
        sa.select(Lesson)
        .join(Lesson.module)
        .options(contains_eager(Lesson.module))
        .where(Lesson.slug == slug)
    )
    if lesson is None:
        return None
    of_it = LessonRevision.lesson_id == lesson.id
    published = db.session.scalar(
        sa.select(LessonRevision).where(of_it, LessonRevision.state == RevisionState.PUBLISHED)
    )
    newest = db.session.scalar(sa.select(sa.func.max(LessonRevision.number)).where(of_it))
    return Item(lesson, published, newest or 0, drafts.find(key(slug)))


def data(found: Item) -> Data:
    """Give what the editor shows: what is written, or else the newest text."""
    if found.written is not None:
        return found.written
    newest = found.published or revision(found.lesson.id, found.newest)
    return data_of(parse_lesson(newest.text)) if newest else {}


def revision(lesson_id: int, number: int) -> LessonRevision | None:
    """Find one revision of a lesson by its number."""
    return db.session.scalar(sa.select(LessonRevision).filter_by(lesson_id=lesson_id, number=number))


def history(lesson_id: int) -> Sequence[LessonRevision]:
    """List a lesson's revisions, the newest first."""
    return db.session.scalars(
        sa.select(LessonRevision)
        .where(LessonRevision.lesson_id == lesson_id, LessonRevision.state != RevisionState.DRAFT)
        .order_by(LessonRevision.number.desc())
    ).all()


def steps_ever(lesson_id: int) -> set[str]:
    """Give the slugs of all steps that a lesson ever had: a new step must not be taken for an old one."""
    outlines = db.session.scalars(
        sa.select(LessonRevision.outline).where(LessonRevision.lesson_id == lesson_id)
    )
    return {step["slug"] for outline in outlines for step in outline}


def lesson_slugs() -> set[str]:
    """Give the slugs of all lessons there are, published or not."""
    return set(db.session.scalars(sa.select(Lesson.slug)))


def reach(lesson_id: int, steps: Collection[str]) -> Reach:
    """Count whom a change of a lesson that has these steps concerns: one statement."""
    mine = (
        sa.select(StepCompletion.person_id, sa.func.count().label("done"))
        .where(StepCompletion.lesson_id == lesson_id, StepCompletion.step.in_(steps))
        .group_by(StepCompletion.person_id)
        .subquery()
    )
    is_done = mine.c.done >= len(steps)
    row = db.session.execute(
        sa.select(
            sa.func.count(sa.case((~is_done, 1))),
            sa.func.count(sa.case((is_done, 1))),
            sa.func.count(ProgressSummary.completed_on),
        )
        .select_from(mine)
        .join(ProgressSummary, ProgressSummary.person_id == mine.c.person_id)
    ).one()
    return Reach(*row)


def people() -> int:
    """Count who is active."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(ProgressSummary)) or 0
