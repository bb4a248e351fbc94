"""What HR does with lessons. All is logged; nothing here commits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa
from flask import Response, after_this_request, has_request_context

from elearning import audit
from elearning.accounts.models import Person
from elearning.authoring import drafts, queries
from elearning.authoring.lesson_data import Data, data_of, empty
from elearning.authoring.queries import Item
from elearning.authoring.rules import Writing, slug_of
from elearning.background import HEAVY, after_response
from elearning.database import db, one_at_a_time
from elearning.modules import content, publishing
from elearning.modules.models import Lesson, LessonRevision, Module
from elearning.modules.revisions import RevisionState
from elearning.progress import counting

#: Counting so many people anew takes longer than somebody should wait for a page.
COUNTED_AT_ONCE = 500
MOST_IN_A_MODULE = 99


class ModuleFullError(Exception):
    """The module has as many lessons as there are positions."""


def add(title: str, module: Module, *, by: Person, data: Data | None = None) -> Lesson:
    """Add a lesson that nobody sees yet, last in its module, with a draft. Raises ModuleFullError."""
    one_at_a_time("lessons")
    last = (
        db.session.scalar(sa.select(sa.func.max(Lesson.position)).where(Lesson.module_id == module.id)) or 0
    )
    if last >= MOST_IN_A_MODULE:
        raise ModuleFullError
    slug = slug_of(title, queries.lesson_slugs(), "lektion")
    written = {**(data or empty(title)), "title": title}
    lesson = Lesson(slug=slug, module_id=module.id, position=last + 1, audience=written["audience"])
    db.session.add(lesson)
    db.session.flush()
    drafts.save(queries.key(slug), Writing(written, []), version=0, base=0, by=by)
    audit.record("lesson.added", slug, {"title": title, "module": module.slug}, by=(by.id, by.name))
    return lesson


def save(item: Item, writing: Writing, *, version: int, by: Person) -> int:
    """Save what is being written of a lesson, and give its new version. Raises drafts.DraftConflictError."""
    is_begun = item.written is not None
    if not is_begun and version == item.version and writing.data == queries.data(item):
        return version  # nothing is changed yet, so there is no draft to begin
    if is_begun and not writing.removed and writing.data == item.published_data:
        drafts.end(queries.key(item.lesson.slug), version=version)
        return version + 1  # it says what is published again, so there is nothing being written any more
    base = item.published.number if item.published else 0
    saved = drafts.save(queries.key(item.lesson.slug), writing, version=version, base=base, by=by)
    if not is_begun:
        audit.record("lesson.draft_begun", item.lesson.slug, {"base": base}, by=(by.id, by.name))
    return saved


@dataclass(frozen=True)
class Decision:
    """What HR says of a change: why, whether it is substantial, and whether its steps are done again.

    `version` is that of the draft they decided about.
    """

    version: int
    note: str
    is_substantial: bool
    redo: bool = False


def publish(
    item: Item, text: content.Lesson, changed: Collection[str], decision: Decision, *, by: Person
) -> LessonRevision:
    """Publish a lesson's draft, in which the text of the steps `changed` is another than before.

    Raises drafts.DraftConflictError where it was saved or published since it was seen.
    """
    drafts.end(queries.key(item.lesson.slug), version=decision.version)
    about = {"note": decision.note, "is_substantial": decision.is_substantial}
    revision = publishing.publish(item.lesson, text, published_by=by.name, **about)
    again = changed if decision.redo and decision.is_substantial else ()
    if again:
        publishing.ask_again(revision, again)
    details = {"number": revision.number, **about, "to_be_done_again": list(again)}
    audit.record("lesson.published", item.lesson.slug, details, by=(by.id, by.name))
    course_has_changed()
    return revision


def retire(item: Item, *, note: str, by: Person) -> None:
    """Take a lesson out of the course; what people did in it stays."""
    publishing.retire(item.lesson)
    audit.record("lesson.retired", item.lesson.slug, {"note": note}, by=(by.id, by.name))
    course_has_changed()


def bring_back(item: Item, *, note: str, by: Person) -> None:
    """Put a retired lesson into the course again, with the text it had."""
    newest = queries.revision(item.lesson.id, item.newest)
    if newest is None or item.published:
        return
    text = content.parse_lesson(newest.text).model_copy(update=_place(item))
    publishing.publish(item.lesson, text, note=note, published_by=by.name, is_substantial=False)
    audit.record("lesson.brought_back", item.lesson.slug, {"note": note}, by=(by.id, by.name))
    course_has_changed()


def move(item: Item, *, to: int, note: str, by: Person) -> None:
    """Put a lesson at place `to` in its module, counted from 1; the others make room.

    A lesson's place is part of its text, so each that is moved gets a revision: a small one.
    """
    one_at_a_time("lessons")
    lessons = list(
        db.session.scalars(
            sa.select(Lesson)
            .where(Lesson.module_id == item.lesson.module_id)
            .order_by(Lesson.position, Lesson.id)
        )
    )
    lessons.remove(item.lesson)
    lessons.insert(min(max(to, 1), len(lessons) + 1) - 1, item.lesson)
    for position, lesson in enumerate(lessons, start=1):
        if lesson.position != position:
            lesson.position = position
            _publish_place(lesson, item, note, by)
    db.session.flush()
    audit.record("lesson.moved", item.lesson.slug, {"to": to}, by=(by.id, by.name))
    course_has_changed()


def restore(item: Item, revision: LessonRevision, *, version: int, by: Person) -> None:
    """Let an old text be what is being written. Raises drafts.DraftConflictError."""
    writing = Writing(data_of(content.parse_lesson(revision.text)), [])
    save(item, writing, version=version, by=by)
    audit.record("lesson.restored", item.lesson.slug, {"number": revision.number}, by=(by.id, by.name))


def course_has_changed() -> None:
    """Let everybody be counted anew once this is committed: where they are many, when the page has gone out.

    Outside a request the caller does it, with counting.recount_everybody.
    """
    if not has_request_context():
        return
    if queries.people() > COUNTED_AT_ONCE:
        after_response(counting.recount_everybody, lane=HEAVY)
    else:
        after_this_request(_recount)


def _recount(response: Response) -> Response:
    if response.status_code < HTTPStatus.BAD_REQUEST:  # otherwise nothing was committed
        counting.recount_everybody()
    return response


def _place(item: Item) -> Mapping[str, Any]:
    return {"module": item.lesson.module.slug, "position": item.lesson.position}


def _publish_place(lesson: Lesson, item: Item, note: str, by: Person) -> None:
    published = db.session.scalar(
        sa.select(LessonRevision).filter_by(lesson_id=lesson.id, state=RevisionState.PUBLISHED)
    )
    if published:
        text = content.parse_lesson(published.text)
        placed = text.model_copy(update={"position": lesson.position, "module": item.lesson.module.slug})
        publishing.publish(lesson, placed, note=note, published_by=by.name, is_substantial=False)
