"""Pictures that HR added: found for texts, and moved between the database and files. Nothing here commits."""

from collections.abc import Callable, Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, cast

import sqlalchemy as sa
from flask import current_app, url_for
from markupsafe import Markup

from elearning import markdown
from elearning.content_text import ContentError, ContentProblem
from elearning.database import db
from elearning.markdown import ILLUSTRATIONS, Illustrated
from elearning.modules.image_files import BYTES_MAX, ImageError, ImageFault, ImageFile, read_kept
from elearning.modules.models import Illustration

ENDING: Final = ".webp"
SLUG_MAX: Final = 64  # as long as the column

MESSAGES: Final[Mapping[ImageFault, str]] = {
    ImageFault.TOO_BIG: f"the file is larger than {BYTES_MAX // 1024 // 1024} MB",
    ImageFault.TOO_MANY_PIXELS: "the picture has too many pixels",
    ImageFault.UNREADABLE: "the file is broken; export it again, or add the picture on the page of pictures",
    ImageFault.NOT_OURS: "the file is not as pictures are kept (WebP, small, nothing but pixels); add the"
    " picture on the page of pictures, and export it from there",
}
_MISNAMED: Final = "name the file as a picture, such as illustrations/solopgang.webp"
_UNUSED: Final = "no text shows this picture; show it in one, or take the file away"


def address_of(slug: str) -> str:
    """Give the address that texts name a picture by, which is also its path in a content folder."""
    return f"{ILLUSTRATIONS}{slug}{ENDING}"


def slug_of(address: str) -> str:
    """Give the slug of a picture that texts name by `address`."""
    return address.removeprefix(ILLUSTRATIONS).removesuffix(ENDING)


def addresses() -> set[str]:
    """Give the addresses of all pictures there are: one statement."""
    return {address_of(slug) for slug in db.session.scalars(sa.select(Illustration.slug))}


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


def read_folder(folder: Path) -> Mapping[str, ImageFile]:
    """Read and check the pictures of a content folder, by their addresses.

    Raises ContentError with every problem of every file.
    """
    problems: list[ContentProblem] = []
    found: dict[str, ImageFile] = {}
    for file in sorted((folder / ILLUSTRATIONS).glob("*")):
        path = file.relative_to(folder).as_posix()
        if not (file.is_file() and markdown.is_illustration(path) and len(slug_of(path)) <= SLUG_MAX):
            problems.append(_problem(path, _MISNAMED))
            continue
        try:
            found[path] = _read(file)
        except ImageError as error:
            problems.append(_problem(path, MESSAGES[error.fault]))
    if problems:
        raise ContentError(problems)
    return found


def unused(found: Collection[str], alternatives: Collection[str]) -> list[ContentProblem]:
    """Find pictures of a folder that none of its texts shows; `alternatives` are the addresses that are."""
    return [_problem(path, _UNUSED) for path in sorted(set(found) - set(alternatives))]


def import_illustrations(found: Mapping[str, ImageFile], alternatives: Mapping[str, str]) -> dict[str, str]:
    """Make the database have these pictures, and say of each whether it was added, revised or unchanged."""
    before = {each.slug: each.sha256 for each in listed()}
    done = {}
    for address, file in found.items():
        slug = slug_of(address)
        if before.get(slug) == sha256(file.data).hexdigest():
            done[address] = "unchanged"
            continue
        keep(slug, file, alternatives.get(address) or slug.replace("-", " "))
        done[address] = "revised" if slug in before else "added"
    return done


def export_illustrations(named: Collection[str]) -> dict[str, bytes]:
    """Give the files of the pictures that are named: path in the folder → bytes."""
    slugs = [slug_of(address) for address in named]
    rows = db.session.execute(
        sa.select(Illustration.slug, Illustration.data)
        .where(Illustration.slug.in_(slugs))
        .order_by(Illustration.slug)
    )
    return {address_of(slug): data for slug, data in rows}


def _read(file: Path) -> ImageFile:
    if file.stat().st_size > BYTES_MAX:
        raise ImageError(ImageFault.TOO_BIG)
    return read_kept(file.read_bytes())


def _problem(path: str, message: str) -> ContentProblem:
    return ContentProblem(path=path, line=None, field="", message=message)
