"""Saving what HR has chosen, each change with its line in the log. Nothing here commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from elearning import audit, choices
from elearning.certificates.models import CertificateLogo
from elearning.choices import MAIL, MailText
from elearning.database import db
from elearning.mail_texts import MailKind, as_typed, text_of

By = tuple[int, str]


@dataclass(frozen=True)
class Change:
    """What a part was and is to be, as JSON has it. `title` is what the log calls it, `version` was read."""

    name: str
    title: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    version: int

    @property
    def details(self) -> dict[str, Any]:
        """Give what is changed, for the log."""
        names = [name for name in self.after if self.before.get(name) != self.after[name]]
        return {
            "before": {name: self.before.get(name) for name in names},
            "after": {name: self.after[name] for name in names},
        }


def save(change: Change, by: By) -> None:
    """Save a part of what HR has chosen; nothing where nothing is changed. Raises ChangedMeanwhileError."""
    _keep(change, change.after, "settings.changed", by)


def save_mail(kind: MailKind, text: MailText, *, version: int, by: By) -> None:
    """Let a kind of mail have this text; one that is the standard's is not stored, so that it follows it.

    Raises ChangedMeanwhileError.
    """
    before, after = (as_typed(each, kind).model_dump() for each in (text_of(kind), text))
    own = None if text == kind.standard() else text.model_dump()
    _keep(Change(MAIL + kind.key, str(kind.title), before, after, version), own, "mail.changed", by)


def add_logo(png: bytes) -> int:
    """Keep a logo, and give its number."""
    logo = CertificateLogo(png=png)
    db.session.add(logo)
    db.session.flush()
    return logo.id


def _keep(change: Change, value: Mapping[str, Any] | None, action: str, by: By) -> None:
    is_same = change.before == change.after
    if is_same and change.version == choices.stored(change.name).version:
        return
    choices.keep(change.name, value, version=change.version, by_id=by[0])
    audit.record(action, change.title, change.details, by=by)
