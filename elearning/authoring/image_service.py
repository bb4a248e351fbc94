"""Pictures are added and deleted by HR. All is logged; nothing here commits."""

from hashlib import sha256

import sqlalchemy as sa

from elearning import audit
from elearning.accounts.models import Person
from elearning.authoring import image_queries
from elearning.authoring.image_queries import Uses
from elearning.authoring.rules import slug_of
from elearning.database import db, one_at_a_time
from elearning.modules import illustrations
from elearning.modules.image_files import ImageFile
from elearning.modules.models import Illustration

#: What an address under /hr/images/ already means.
_RESERVED = {"shown"}


class NoRoomError(Exception):
    """There are as many pictures as there can be, or as many bytes of them."""


class ImageInUseError(Exception):
    """A picture that learners see, or that somebody is writing about, cannot be deleted."""


def add(file: ImageFile, alt: str, *, by: Person) -> Illustration:
    """Add a picture that shows what `alt` says; sent once more, it is the one that is there.

    Raises NoRoomError.
    """
    one_at_a_time("illustrations")
    same = db.session.scalar(sa.select(Illustration).filter_by(sha256=sha256(file.data).hexdigest()).limit(1))
    if same:
        return same
    if not illustrations.has_room({"": len(file.data)}):
        raise NoRoomError
    taken = set(db.session.scalars(sa.select(Illustration.slug))) | _RESERVED
    picture = illustrations.keep(slug_of(alt, taken, "billede"), file, alt, by=by.name)
    audit.record("image.added", picture.slug, {"alt": alt}, by=(by.id, by.name))
    return picture


def delete(picture: Illustration, *, by: Person) -> None:
    """Delete a picture for ever. Earlier texts then say in words what it showed.

    Raises ImageInUseError.
    """
    if image_queries.uses().get(illustrations.address_of(picture.slug), Uses()).now:
        raise ImageInUseError
    audit.record("image.deleted", picture.slug, {"alt": picture.alt}, by=(by.id, by.name))
    db.session.delete(picture)
