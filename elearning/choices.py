"""What HR has chosen: kept in the database, and until HR chooses, what the environment or the catalogue says.

Rooms read one part at a time (`course()`, `contacts()` …). All that is stored is read by one statement, the
first time in a request, in a command or in work in the background.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar, cast

import sqlalchemy as sa
from flask import g
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Mapped, mapped_column

from elearning.clock import now
from elearning.config import settings
from elearning.database import Base, db, insert_or_ignore

COURSE: Final = "course"
CERTIFICATE: Final = "certificate"
CONTACTS: Final = "contacts"
MAIL: Final = "mail."  # and then which


class Setting(Base):
    """One part of what HR has chosen, saved as a whole. Without a value it is as if nobody had chosen.

    `version` counts every saving. The row stays when a part goes back to the standard: were it deleted, the
    next would begin at version 1 again, and a tab that was left open could save over it unseen.
    """

    __tablename__ = "setting"
    __table_args__ = (sa.CheckConstraint("version > 0", name="version_positive"),)

    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    value: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    version: Mapped[int]
    changed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime] = mapped_column(default=now)


class _Part(BaseModel):
    # What an older version stored may have a field too many; one too few is the environment's.
    model_config = ConfigDict(frozen=True, extra="ignore")


class Course(_Part):
    """Days from the first working day to the due date, and months a certificate is valid, None for ever."""

    days_to_complete: int
    certificate_months: int | None


class OnCertificate(_Part):
    """What stands on certificates that are issued from now on, besides what the person did.

    Without a `logo_id` the operator's logo is drawn, if there is one.
    """

    organisation: str
    signatory: str = ""
    signatory_title: str = ""
    logo_id: int | None = None


class Contacts(_Part):
    """Whom to ask, on the pages about privacy and accessibility. What is empty has not been filled in."""

    contact: str
    dpo_contact: str
    accessibility_email: str
    accessibility_phone: str
    accessibility_statement_url: str
    accessibility_reviewed_on: date | None


class MailText(_Part):
    """A mail's subject, and its paragraphs with a blank line between them. Placeholders stand in braces."""

    subject: str
    body: str


PartT = TypeVar("PartT", bound=_Part)


@dataclass(frozen=True)
class Stored:
    """A part as it is stored; version 0 is one that nobody has saved yet."""

    value: Mapping[str, Any] | None = None
    version: int = 0
    changed_by_id: int | None = None
    changed_at: datetime | None = None


class ChangedMeanwhileError(Exception):
    """Somebody else has saved the part since it was read."""


def course() -> Course:
    """Say how long there is to complete the course, and how long a certificate is valid."""
    return _read(COURSE, Course, settings().model_dump(include=set(Course.model_fields)))


def on_certificate() -> OnCertificate:
    """Say what stands on certificates issued from now on."""
    return _read(CERTIFICATE, OnCertificate, {"organisation": settings().organisation})


def contacts() -> Contacts:
    """Say whom to ask, for the pages about privacy and accessibility."""
    return _read(CONTACTS, Contacts, settings().model_dump(include=set(Contacts.model_fields)))


def mail_text(key: str) -> MailText | None:
    """Give HR's own text of a kind of mail; None for the standard one."""
    value = stored(MAIL + key).value
    return MailText.model_validate(value) if value else None


def stored(name: str) -> Stored:
    """Give what is stored of a part."""
    return _all().get(name, Stored())


def keep(name: str, value: Mapping[str, Any] | None, *, version: int, by_id: int) -> None:
    """Store a part as a whole; None is the standard.

    Raises ChangedMeanwhileError unless `version` is the newest.
    """
    values = {
        "value": value and dict(value),
        "version": version + 1,
        "changed_by_id": by_id,
        "changed_at": now(),
    }
    change: sa.Insert | sa.Update = insert_or_ignore(Setting, {"name": name, **values})
    if version:
        change = sa.update(Setting).where(Setting.name == name, Setting.version == version).values(**values)
    saved = db.session.scalar(change.returning(Setting.name))
    g.pop("settings_of_hr", None)
    if saved is None:
        raise ChangedMeanwhileError


def _read(name: str, part: type[PartT], defaults: Mapping[str, Any]) -> PartT:
    return part.model_validate({**defaults, **(stored(name).value or {})})


def _all() -> Mapping[str, Stored]:
    if "settings_of_hr" not in g:
        columns = (Setting.name, Setting.value, Setting.version, Setting.changed_by_id, Setting.changed_at)
        rows = db.session.execute(sa.select(*columns))
        g.settings_of_hr = {name: Stored(*others) for name, *others in rows}
    return cast("Mapping[str, Stored]", g.settings_of_hr)
