"""All content as one file: kept while somebody looks at what it would do, then published as a whole.

Nothing here commits.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

import sqlalchemy as sa

from elearning import audit
from elearning.accounts.models import Person
from elearning.authoring import archive, content_plan
from elearning.authoring.content_plan import ContentPlan
from elearning.authoring.models import ContentUpload
from elearning.authoring.service import course_has_changed
from elearning.clock import now
from elearning.database import db, upsert
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


def export() -> bytes:
    """Give all that is published as a ZIP; the same content gives the same bytes."""
    return archive.pack(course.export_files())


def keep(file: IO[bytes], file_name: str, by: Person) -> None:
    """Keep a file that somebody sent, in place of what they sent before; others' are forgotten by time.

    Reading it takes seconds and asks the database nothing, so others can write meanwhile if whoever calls
    this has no transaction open.

    Raises archive.ArchiveError and ContentError with everything that is wrong in it, and keeps nothing.
    """
    files = archive.unpack(file)
    files |= {path: text.encode() for path, text in course.files_of(_read(files)).items()}  # canonical
    values = {"at": now(), "file_name": file_name[:200], "archive": archive.pack(files)}
    old = ContentUpload.at < now() - KEPT_FOR
    db.session.execute(sa.delete(ContentUpload).where(old).execution_options(synchronize_session=False))
    db.session.execute(upsert(ContentUpload, {"by_id": by.id, **values}, changes=values))


def waiting(by: Person) -> ContentUpload | None:
    """Give the file that somebody sent and has not published."""
    return db.session.scalar(
        sa.select(ContentUpload).where(ContentUpload.by_id == by.id, ContentUpload.at >= now() - KEPT_FOR)
    )


def plan(kept: ContentUpload) -> ContentPlan:
    """Say what publishing a file would do as things are now."""
    sent = archive.unpack_bytes(kept.archive)
    return content_plan.plan(_as_texts(course.export_files()), _as_texts(sent))


def publish(kept: ContentUpload, *, shown: str, note: str, is_substantial: bool, by: Person) -> ContentPlan:
    """Publish all of a file that is not published yet, and forget it.

    `shown` is the digest of the plan that somebody agreed to. Raises ContentChangedError and NotSmallError,
    and has then written nothing.
    """
    one_publishes()
    made = plan(kept)
    if made.digest != shown:
        raise ContentChangedError
    if made.reopened and not is_substantial:
        raise NotSmallError([each.path for each in made.reopened])
    try:
        with db.session.begin_nested():
            sent = _read(archive.unpack_bytes(kept.archive))
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


def _as_texts(files: Mapping[str, bytes]) -> dict[str, str]:
    """Give files as they are compared: texts as they are, and of a picture what tells it from others."""
    return {
        path: content_plan.picture(files[path]) if content_plan.is_picture(path) else files[path].decode()
        for path in sorted(files)
    }


def _read(files: Mapping[str, bytes]) -> course.Course:
    """Read files as the command reads a folder: they are in one for so long. Raises ContentError."""
    with TemporaryDirectory(prefix="content-") as name:
        folder = Path(name)
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content)
        return course.read_course(folder)
