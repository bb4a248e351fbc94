"""The mail with a link for a new password."""

from email.message import EmailMessage
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning.choices import MailText
from elearning.config import settings
from elearning.mail import compose
from elearning.mail_texts import MailKind, filled, text_of


def _password_link() -> MailText:
    return MailText(
        subject=_("Choose a new password for Grundlaget"),
        body=_(
            "Somebody, we hope you, has asked for a new password for Grundlaget at %(organisation)s. "
            "Choose it here:",
            organisation="{organisation}",
        ),
    )


PASSWORD_LINK: Final = MailKind("password-link", _l("Link for a new password"), _password_link)


def password_link(name: str, to: str, link: str, text: MailText | None = None) -> EmailMessage:
    """Write the mail; the link, how long it works, and what if it was not you are in it whatever the text."""
    first_name = name.strip().partition(" ")[0]
    values = {"name": first_name, "organisation": settings().organisation}
    subject, paragraphs = filled(text or text_of(PASSWORD_LINK), values)
    return compose("password_reset", to=to, subject=subject, name=name, paragraphs=paragraphs, link=link)
