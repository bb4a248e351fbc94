"""Pictures that HR added: found for texts, and moved between the database and files. Nothing here commits."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, cast

import sqlalchemy as sa
from flask import current_app, url_for
from markupsafe import Markup

from elearning import markdown
from elearning.content_text import ContentError, ContentProblem
from elearning.database import db
from elearning.image_reading import ImageError, ImageFault
from elearning.markdown import ILLUSTRATIONS, Illustrated
from elearning.modules.image_files import (
    LIMITS,
    TOGETHER_BYTES_MAX,
    TOGETHER_MAX,
    FolderImage,
    ImageFile,
    read_file,
)
from elearning.modules.models import Illustration

ENDING: Final = ".webp"
SLUG_MAX: Final = 64  # as long as the column
_AT_A_TIME: Final = 8  # pictures in memory, of some 600 kB at most

MESSAGES: Final[Mapping[str, str]] = {
    ImageFault.TOO_BIG.name: f"the file is larger than {LIMITS.bytes_max // 1024 // 1024} MB",
    ImageFault.TOO_MANY_PIXELS.name: "the picture has too many pixels",
    ImageFault.UNREADABLE.name: "the file is broken; export it again, or add the picture on the page of"
    " pictures",
    ImageFault.NOT_OURS.name: "the file is not as pictures are kept (WebP, small, nothing but pixels); add"
    " the picture on the page of pictures, and export it from there",
    "misnamed": "name the file as a picture, such as illustrations/solopgang.webp",
    "unused": "no text shows this picture; show it in one, or take the file away",
    "no_room": f"with those that are here the pictures would be more than {TOGETHER_MAX}, or"
    f" {TOGETHER_BYTES_MAX // 1024 // 1024} MB; delete some that are not in use",
}


def address_of(slug: str) -> str:
    """Give the address that texts name a picture by, which is also its path in a content folder."""
    return f"{ILLUSTRATIONS}{slug}{ENDING}"


def slug_of(address: str) -> str:
    """Give the slug of a picture that texts name by `address`."""
    return address.removeprefix(ILLUSTRATIONS).removesuffix(ENDING)


def addresses() -> set[str]:
    """Give the addresses of all pictures there are: one statement."""
    return {address_of(slug) for slug in db.session.scalars(sa.select(Illustration.slug))}


def digests() -> dict[str, str]:
    """Give what tells each picture from others, by its address: the SHA-256 of its bytes, in hexadecimal."""
    rows = db.session.execute(sa.select(Illustration.slug, Illustration.sha256))
    return {address_of(slug): digest for slug, digest in rows}


def has_room(sizes: Mapping[str, int]) -> bool:
    """Tell whether pictures of so many bytes can be kept, by their addresses: one statement.

    What is there already is counted too, so that all of it can be exported and imported again.
    """
    rows = db.session.execute(sa.select(Illustration.slug, Illustration.byte_count))
    together = {address_of(slug): size for slug, size in rows} | dict(sizes)
    return len(together) <= TOGETHER_MAX and sum(together.values()) <= TOGETHER_BYTES_MAX


def find(slug: str) -> Illustration | None:
    return db.session.scalar(sa.select(Illustration).filter_by(slug=slug))


def listed() -> Sequence[Illustration]:
    """List all pictures, without their bytes, the newest first."""
    return db.session.scalars(sa.select(Illustration).order_by(Illustration.id.desc())).all()


def data_of(digest: str) -> bytes | None:
    """Give the bytes of a picture by their SHA-256 in hexadecimal."""
    return db.session.scalar(sa.select(Illustration.data).filter_by(sha256=digest).limit(1))


def url_of(picture: Illustration) -> str:
    """Give where a picture is served. Other bytes have another address, so browsers may keep them."""
    return url_for("modules.image", digest=picture.sha256)


def picture_url() -> Callable[[str], str]:
    """Give what tells where a picture of the project's own is served, by its address."""
    return cast("Callable[[str], str]", current_app.jinja_env.globals["picture_url"])


def shown_in(text: str) -> tuple[Illustrated, ...]:
    """Find the pictures that a text shows: one statement if it shows any, else none."""
    slugs = [slug_of(address) for address in markdown.illustrations(text)]
    if not slugs:
        return ()
    found = db.session.scalars(
        sa.select(Illustration).where(Illustration.slug.in_(slugs)).order_by(Illustration.slug)
    )
    return tuple(Illustrated(address_of(each.slug), url_of(each), each.width, each.height) for each in found)


def rendered(text: str, first_heading_level: int = 3) -> Markup:
    """Render a text in Markdown for a page, with its pictures: the filter `markdown` of templates."""
    return markdown.render(
        text,
        first_heading_level=first_heading_level,
        picture_address=picture_url(),
        illustrations=shown_in(text),
    )


def keep(slug: str, file: ImageFile, alt: str, *, by: str = "") -> Illustration:
    """Add a picture, or put another in the place of the one with that slug."""
    row = find(slug) or Illustration(slug=slug, alt=alt, uploaded_by=by)
    row.sha256 = sha256(file.data).hexdigest()
    row.data, row.byte_count = file.data, len(file.data)
    row.width, row.height = file.width, file.height
    db.session.add(row)
    db.session.flush()
    return row


def read_folder(folder: Path) -> Mapping[str, FolderImage]:
    """Read and check the pictures of a content folder, by their addresses.

    Raises ContentError with every problem of every file.
    """
    problems: list[ContentProblem] = []
    found: dict[str, FolderImage] = {}
    for file in sorted((folder / ILLUSTRATIONS).glob("*")):
        path = file.relative_to(folder).as_posix()
        if not (file.is_file() and markdown.is_illustration(path) and len(slug_of(path)) <= SLUG_MAX):
            problems.append(_problem(path, MESSAGES["misnamed"]))
            continue
        try:
            found[path] = read_file(file)
        except ImageError as error:
            problems.append(
                _problem(path, MESSAGES.get(error.fault.name, MESSAGES[ImageFault.UNREADABLE.name]))
            )
    if problems:
        raise ContentError(problems)
    return found


def unused(found: Collection[str], alternatives: Collection[str]) -> list[ContentProblem]:
    """Find pictures of a folder that none of its texts shows; `alternatives` are the addresses that are."""
    return [_problem(path, MESSAGES["unused"]) for path in sorted(set(found) - set(alternatives))]


def import_illustrations(found: Mapping[str, FolderImage], alternatives: Mapping[str, str]) -> dict[str, str]:
    """Make the database have these pictures, and say of each whether it was added, revised or unchanged.

    Of one that is the same nothing is read. Raises ContentError where there is no room for them.
    """
    ensure_room(found)
    before = digests()
    done = {}
    for address, file in found.items():
        if before.get(address) == file.sha256:
            done[address] = "unchanged"
            continue
        slug = slug_of(address)
        keep(slug, file.read(), alternatives.get(address) or slug.replace("-", " "))
        done[address] = "revised" if address in before else "added"
    return done


def ensure_room(found: Mapping[str, FolderImage]) -> None:
    """Raise ContentError where there is no room for the pictures of a folder."""
    if not has_room({address: file.byte_count for address, file in found.items()}):
        raise ContentError([_problem(ILLUSTRATIONS, MESSAGES["no_room"])])


def export_illustrations(named: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Give the files of the pictures that are named, by their paths in the folder: a few at a time."""
    rows = db.session.execute(
        sa.select(Illustration.slug, Illustration.data)
        .where(Illustration.slug.in_([slug_of(address) for address in named]))
        .order_by(Illustration.slug),
        execution_options={"yield_per": _AT_A_TIME},
    )
    for slug, data in rows:
        yield address_of(slug), data


def _problem(path: str, message: str) -> ContentProblem:
    return ContentProblem(path=path, line=None, field="", message=message)
