"""All content as one file: kept while somebody looks at what it would do, then published as a whole.

Nothing here commits.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any, Final

import sqlalchemy as sa

from elearning import audit
from elearning.accounts.models import Person
from elearning.authoring import archive, content_parcel, content_plan
from elearning.authoring.content_parcel import Parcel
from elearning.authoring.content_plan import ContentPlan
from elearning.authoring.models import ContentUpload
from elearning.authoring.service import course_has_changed
from elearning.clock import now
from elearning.database import db, upsert
from elearning.modules import illustrations
from elearning.modules.revisions import one_publishes
from elearning.quizzes import course

KEPT_FOR: Final = timedelta(days=1)


class ContentChangedError(Exception):
    """Something was published since it was shown what the file would do."""


class NotSmallError(Exception):
    """New steps open lessons again for those who are through; `paths` are those lessons' files."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__("a change with new steps is not small")
        self.paths = tuple(paths)


class PictureGoneError(Exception):
    """A picture that the file was sent with is not here any more, and was not kept with it."""


def export(to: IO[bytes]) -> None:
    """Write all that is published as a ZIP; the same content gives the same bytes."""
    archive.pack(course.export_files(), to)


def keep(file: IO[bytes], file_name: str, by: Person, here: Mapping[str, str]) -> None:
    """Keep a file that somebody sent, in place of what they sent before; others' are forgotten by time.

    Reading it takes seconds and asks the database nothing, so others can write meanwhile if whoever calls
    this has no transaction open. `here` is what tells the pictures that are here from others, by address.

    Raises archive.ArchiveError and ContentError with everything that is wrong in it, and keeps nothing.
    """
    with TemporaryDirectory(prefix="content-") as name, TemporaryFile() as packed:
        folder = Path(name)
        archive.unpack(file, folder)
        sent = course.read_course(folder)
        content_parcel.pack(sent, here, packed)
        packed.seek(0)
        illustrations.ensure_room(sent.illustrations)
        _store(file_name, packed.read(), by)


def _store(file_name: str, packed: bytes, by: Person) -> None:
    values = {"at": now(), "file_name": file_name[:200], "archive": packed}
    old = ContentUpload.at < now() - KEPT_FOR
    db.session.execute(sa.delete(ContentUpload).where(old).execution_options(synchronize_session=False))
    # The value that is there already: sent twice, a file of 200 MB would be in memory twice as often.
    changes: dict[str, Any] = {name: sa.literal_column(f"excluded.{name}") for name in values}
    db.session.execute(upsert(ContentUpload, {"by_id": by.id, **values}, changes=changes))


def waiting(by: Person) -> ContentUpload | None:
    """Give the file that somebody sent and has not published."""
    return db.session.scalar(
        sa.select(ContentUpload).where(ContentUpload.by_id == by.id, ContentUpload.at >= now() - KEPT_FOR)
    )


def plan(kept: ContentUpload) -> ContentPlan:
    """Say what publishing a file would do as things are now. Raises PictureGoneError."""
    return _plan(Parcel(kept.archive))


def _plan(parcel: Parcel) -> ContentPlan:
    here = illustrations.digests()
    if parcel.lacks(here):
        raise PictureGoneError
    sent = parcel.texts()
    # A picture that no published text shows can be in a draft, so that another in its place is a change too.
    in_its_place = {address: digest for address, digest in here.items() if address in sent}
    return content_plan.plan(course.export_digests() | in_its_place, sent)


def publish(kept: ContentUpload, *, shown: str, note: str, is_substantial: bool, by: Person) -> ContentPlan:
    """Publish all of a file that is not published yet, and forget it.

    `shown` is the digest of the plan that somebody agreed to. Raises ContentChangedError, NotSmallError,
    PictureGoneError and ContentError, and has then written nothing.
    """
    one_publishes()
    parcel = Parcel(kept.archive)
    made = _plan(parcel)
    if made.digest != shown:
        raise ContentChangedError
    if made.reopened and not is_substantial:
        raise NotSmallError([each.path for each in made.reopened])
    try:
        with db.session.begin_nested(), parcel.course() as sent:
            course.import_course(sent, note=note, published_by=by.name, is_substantial=is_substantial)
    except sa.exc.IntegrityError as error:  # somebody published one of the lessons at the same moment
        raise ContentChangedError from error
    details = {
        "note": note,
        "is_substantial": is_substantial,
        "changed": [each.path for each in made.changed],
        "created": [each.path for each in made.added],
    }
    audit.record("content.published", kept.file_name, details, by=(by.id, by.name))
    remove(kept)
    course_has_changed()
    return made


def remove(kept: ContentUpload) -> None:
    """Forget a file."""
    db.session.delete(kept)
    db.session.flush()
