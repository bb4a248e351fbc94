"""Mails about signing in: the link for a new password, and that the address has changed."""

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


def address_changed(name: str, to: str) -> EmailMessage:
    """Write to the address that somebody had, so that nobody takes over an account by a form without a word.

    Not for a file with people, which may change thousands as when a domain gets another name.
    """
    told = _("HR has changed the e-mail that you sign in to Grundlaget with. It is not this one any more.")
    ask = _("Is that as it should be? Then you need do nothing. If not, ask %(who)s.", who=settings().contact)
    subject = _("Your e-mail in Grundlaget is changed")
    why = _("You get this mail because you signed in with this address until now.")
    about = {"name": name.strip().partition(" ")[0], "paragraphs": [told, ask], "notes": [why]}
    return compose("letter", to=to, subject=subject, **about, groups=[], links=[], turn_off="")
