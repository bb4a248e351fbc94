"""What HR does with texts of any kind. All is logged; nothing here commits."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa
from flask import Response, after_this_request, has_request_context
from sqlalchemy.orm import joinedload

from elearning import audit, markdown
from elearning.accounts.models import Person
from elearning.authoring import copies, drafts, queries
from elearning.authoring.fields import Data
from elearning.authoring.kind import Kind
from elearning.authoring.models import DraftCopy, GaveWay
from elearning.authoring.queries import Item
from elearning.authoring.rules import Writing, places, slug_of
from elearning.background import HEAVY, after_response
from elearning.clock import now
from elearning.database import db
from elearning.modules import illustrations
from elearning.modules.models import Module
from elearning.modules.revisions import Revision, RevisionState, archive, one_publishes
from elearning.progress import counting

#: Counting so many people anew takes longer than somebody should wait for a page.
COUNTED_AT_ONCE = 500


def add(kind: Kind[Any], title: str, module: Module, *, by: Person, data: Data | None = None) -> str:
    """Add an item that nobody sees yet, last in its module, with a draft, and give its slug.

    Raises kind.ModuleFullError.
    """
    one_publishes()
    written = {**(data or kind.empty(title)), "title": title}
    slug = slug_of(title, queries.slugs(kind), kind.slug_otherwise)
    db.session.add(kind.create(slug, module, written))
    db.session.flush()
    drafts.begin(drafts.Key(kind.draft, slug), written, by=by)
    audit.record(f"{kind.name}.added", slug, {"title": title, "module": module.slug}, by=(by.id, by.name))
    return slug


def save(item: Item, writing: Writing, *, version: int, by: Person, base: int | None = None) -> int:
    """Save what is being written of an item, and give its new version. Raises drafts.DraftConflictError.

    `base` is the number of the revision it was begun from, where that is not what the draft says, or else
    what is published.
    """
    is_begun = item.written is not None
    if not is_begun and version == item.version and writing.data == queries.data(item):
        return version  # nothing is changed yet, so there is no draft to begin
    if is_begun and not writing.removed and writing.data == item.published_data:
        drafts.end(item.key, version=version)
        return version + 1  # it says what is published again, so there is nothing being written any more
    if not is_begun and base is None:
        base = item.published_number
    saved = drafts.save(item.key, writing, version=version, base=base, by=by)
    if not is_begun:
        _record(item, "draft_begun", {"base": base}, by)
    return saved


def overwrite(item: Item, writing: Writing, *, version: int, by: Person) -> int:
    """Save what is being written in place of what a colleague saved, of which a copy is kept.

    Gives its new version. Raises drafts.DraftConflictError.
    """
    before = copies.written(item.draft)  # now, as saving looks at the draft anew
    saved = save(item, writing, version=version, by=by)
    was = _keep(item, before, writing, GaveWay.OVERWRITTEN, by)
    if was:
        _record(item, "draft_replaced", was, by)
    return saved


def set_aside(item: Item, writing: Writing, *, by: Person) -> None:
    """Keep a copy of what somebody wrote and does not save, as a colleague's text is there."""
    base = item.draft.base if item.draft else item.published_number
    copies.keep(item.key, copies.Written(writing, base, by.name, now()), GaveWay.SET_ASIDE, by=by)
    _record(item, "set_aside", {}, by)


def _keep(
    item: Item, before: copies.Written | None, writing: Writing, why: GaveWay, by: Person
) -> dict[str, str]:
    """Keep a copy of what the draft said `before`, and say whose it was, if it was another text."""
    if before is None or before.writing == writing:
        return {}
    copies.keep(item.key, before, why, by=by)
    return {"saved_by": before.saved_by}


@dataclass(frozen=True)
class Decision:
    """What HR says of a change: why, whether it is substantial, and whether it must be done again.

    `version` is that of the draft they decided about, `published` the number of the text that they saw
    published, 0 for none.
    """

    version: int
    published: int
    note: str
    is_substantial: bool
    redo: bool = False


def publish(
    item: Item,
    text: Any,  # noqa: ANN401 - of the item's kind
    changed: Collection[str],
    decision: Decision,
    *,
    by: Person,
) -> Revision:
    """Publish an item's draft, in which the parts `changed` say something else than before.

    Raises drafts.DraftConflictError where it was saved or published since it was seen.
    """
    one_publishes()
    if _number_published(item) != decision.published:
        raise drafts.DraftConflictError(item.draft)
    drafts.end(item.key, version=decision.version)
    about = {"note": decision.note, "is_substantial": decision.is_substantial}
    revision = item.kind.publish(item.row, text, published_by=by.name, **about)
    may_be_redone = bool(item.kind.phrases.redo) and item.published is not None
    is_redone = decision.redo and decision.is_substantial and may_be_redone
    if is_redone:
        item.kind.ask_again(revision, changed)
    _record(item, "published", {"number": revision.number, **about, "to_be_done_again": is_redone}, by)
    course_has_changed()
    return revision


class AlreadyDoneError(Exception):
    """Somebody else has published or retired it since it was seen."""


class PicturesGoneError(Exception):
    """A text shows pictures that there are no more; `addresses` are theirs."""

    def __init__(self, addresses: Collection[str]) -> None:
        super().__init__(", ".join(sorted(addresses)))
        self.addresses = tuple(sorted(addresses))


def delete(item: Item, *, version: int, by: Person) -> None:
    """Delete an item that was never published, with its draft; another may get its slug.

    Nothing of anybody can hang on it: answers and completions are all of a revision. Raises AlreadyDoneError
    where it was published, and drafts.DraftConflictError where it was saved since that `version` was seen.
    """
    one_publishes()
    tables = item.kind.tables
    if db.session.scalar(sa.select(sa.exists().where(tables.of == item.row.id))):
        raise AlreadyDoneError
    title = item.heading(queries.data(item))
    drafts.end(item.key, version=version)
    copies.forget(item.key)
    db.session.delete(item.row)
    _record(item, "deleted", {"title": title}, by)


def retire(item: Item, *, published: int, note: str, by: Person) -> None:
    """Take an item out of the course; what people did in it stays, and it can be published again.

    `published` is the number of the text that was seen. Raises AlreadyDoneError.
    """
    _refuse_twice(item, published)
    archive(item.kind.tables.revision, item.kind.tables.of, item.row.id)
    _record(item, "retired", {"note": note}, by)
    course_has_changed()


def bring_back(item: Item, *, note: str, by: Person) -> None:
    """Put a retired item into the course again, with the text it had.

    Raises AlreadyDoneError, and PicturesGoneError where it shows pictures that were deleted meanwhile.
    """
    _refuse_twice(item, 0)
    newest = queries.revision(item, item.newest)
    if gone := set(markdown.illustrations(newest.text)) - illustrations.addresses():
        raise PicturesGoneError(gone)
    _publish_place(item, newest, note, by)
    _record(item, "brought_back", {"note": note}, by)
    course_has_changed()


def move(item: Item, *, to: int, note: str, by: Person) -> int:
    """Put an item at place `to` among those of its kind in its module, counted from 1; give where it was.

    Its place is part of its text, so each that is moved gets a revision: a small one.
    """
    kind = item.kind
    one_publishes()
    rows: list[Any] = list(
        db.session.scalars(
            sa.select(kind.tables.item)
            .options(joinedload(kind.tables.item.module))
            .where(kind.tables.item.module_id == item.row.module_id)
            .order_by(kind.tables.item.position, kind.tables.item.id)
        )
    )
    free = places([row.position for row in rows])
    was = rows.index(item.row) + 1
    rows.remove(item.row)
    rows.insert(min(max(to, 1), len(rows) + 1) - 1, item.row)
    for position, row in zip(free, rows, strict=True):
        if row.position != position:
            row.position = position
            if published := _published(kind, row.id):
                _publish_place(replace(item, row=row, slug=row.slug), published, note, by)
    db.session.flush()
    _record(item, "moved", {"to": to}, by)
    course_has_changed()
    return was


def restore(item: Item, revision: Revision, *, version: int, by: Person) -> bool:
    """Let an old text be what is being written; what is published discards it. A copy is kept of what was.

    Tells whether there was another text, of which there is a copy now. Raises drafts.DraftConflictError.
    """
    is_discarded = revision.number == item.published_number
    why = GaveWay.DISCARDED if is_discarded else GaveWay.RESTORED
    before, writing = copies.written(item.draft), Writing(queries.data_of(item.kind, revision), [])
    save(item, writing, version=version, by=by)
    was = _keep(item, before, writing, why, by)
    details = {"number": revision.number, **was}
    if is_discarded:
        _record(item, "draft_discarded", details, by)
    else:
        _record(item, "restored", details, by)
    return bool(was)


def restore_copy(item: Item, copy: DraftCopy, *, version: int, by: Person) -> None:
    """Let the copy of a draft be what is being written again, and keep one of what was.

    Raises drafts.DraftConflictError.
    """
    before, writing = copies.written(item.draft), Writing(copy.data, copy.removed)
    save(item, writing, version=version, base=copy.base, by=by)
    was = _keep(item, before, writing, GaveWay.RESTORED, by)
    _record(item, "copy_restored", {"copy_of": copy.saved_by, **was}, by)


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


def _record(item: Item, action: str, details: dict[str, Any], by: Person) -> None:
    audit.record(f"{item.kind.name}.{action}", item.slug, details, by=(by.id, by.name))


def _refuse_twice(item: Item, published: int) -> None:
    one_publishes()
    if _number_published(item) != published:
        raise AlreadyDoneError


def _number_published(item: Item) -> int:
    revision = item.kind.tables.revision
    is_published = revision.state == RevisionState.PUBLISHED
    number = sa.select(revision.number).where(item.kind.tables.of == item.row.id, is_published)
    return db.session.scalar(number) or 0


def _published(kind: Kind[Any], row_id: int) -> Any:  # noqa: ANN401 - a revision of the kind
    return db.session.scalar(
        sa.select(kind.tables.revision).where(
            kind.tables.of == row_id, kind.tables.revision.state == RevisionState.PUBLISHED
        )
    )


def _publish_place(item: Item, revision: Revision, note: str, by: Person) -> None:
    """Publish a text once more, at the place that its item has now."""
    place = {name: item.identity[name] for name in ("module", "position")}
    text = item.kind.parse(revision.text).model_copy(update=place)
    about = {"note": note, "published_by": by.name, "is_substantial": False}
    placed = item.kind.publish(item.row, text, **about)
    drafts.keep_up(item.key, was=revision.number, number=placed.number)
