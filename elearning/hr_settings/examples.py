"""Made-up certificates and mails, to see how what HR writes will look. Nothing of them is stored or real."""

from collections.abc import Mapping
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Final

from flask_babel import gettext as _

from elearning.accounts.mails import PASSWORD_LINK, password_link
from elearning.accounts.models import Person
from elearning.certificates.facts import CertificateFacts, ModuleTaken
from elearning.certificates.rules import valid_until
from elearning.choices import MailText, OnCertificate, course
from elearning.clock import today
from elearning.config import settings
from elearning.mail import link_to
from elearning.mail_texts import MailKind
from elearning.progress import queries as progress
from elearning.progress.rules import minutes
from elearning.reminders import letters
from elearning.reminders.due_file import DueDate
from elearning.reminders.planning import Planned
from elearning.reminders.queries import Asker, Learner, Recipient
from elearning.reminders.rules import Facts, Kind
from elearning.reminders.team_week import Group, News, TeamMember
from elearning.reminders.texts import MAIL_KINDS, STAND_IN

#: A real code has no 1 or 0, so nobody finds a certificate by this one.
CODE: Final = "0000" * 8
NUMBER: Final = "0000-00000"
DAYS_LEFT: Final = {Kind.DUE_WEEK: 7, Kind.DUE_TOMORROW: 1, Kind.OVERDUE: -1, Kind.CERTIFICATE_ENDS: 30}
KINDS: Final[Mapping[str, MailKind]] = {
    each.key: each for each in (*MAIL_KINDS.values(), STAND_IN, PASSWORD_LINK)
}


class CannotBeDrawnError(Exception):
    """What is to stand on certificates does not fit, or has signs that no certificate can show."""


def certificate(chosen: OnCertificate, logo: bytes | None, holder: Person) -> bytes:
    """Draw a certificate that says that it is an example, unsigned. Raises CannotBeDrawnError."""
    from elearning.certificates import lettering, pdf, tagging  # noqa: PLC0415 - they take a second to load

    day = _today()
    modules = [each.module for each in progress.course_of(holder).journey.modules]
    facts = CertificateFacts(
        number=NUMBER,
        code=CODE,
        name=_("Anna Example"),
        modules=tuple(ModuleTaken(each.title, minutes(each)) for each in modules),
        completed_on=day,
        edition=day,
        valid_until=valid_until(day, course().certificate_months),
        **chosen.model_dump(exclude={"logo_id"}),
    )
    try:
        return pdf.render(facts, verify_url=link_to("certificates.verify"), logo=logo, is_example=True)
    except (pdf.PdfError, tagging.TaggingError, lettering.LetteringError) as error:
        raise CannotBeDrawnError from error


def mail(key: str, text: MailText, to: Person) -> EmailMessage:
    """Write a mail of this text to `to`, with made-up values; its links lead to what is one's own."""
    name, leader = _("Anna Example"), _("Birgitte Example")
    if key == STAND_IN.key:
        people = (Person(id=to.id, name=leader, email=to.email), Person(id=to.id, name=name, email=to.email))
        return letters.to_stand_in(*people, _today() + timedelta(days=14), text)
    if key == PASSWORD_LINK.key:
        return password_link(name, to.email, link_to("accounts.request_reset"), text)
    recipient = Recipient(to.id, name, to.email, has_password=True)
    return letters.write(
        _planned(Kind(key.replace("-", "_")), recipient, Asker(leader, to.email, None)), text
    )


def _planned(kind: Kind, recipient: Recipient, asker: Asker) -> Planned:
    day = _today()
    if kind is Kind.TEAM_WEEK:
        return Planned(recipient, kind, day, teams=[_news(day)])
    due_on = day + timedelta(days=DAYS_LEFT.get(kind, 20))
    starts_on = due_on - timedelta(days=30)
    facts = Facts(starts_on, due_on, has_begun=True, valid_until=due_on)
    learner = Learner(recipient, facts, DueDate(1, starts_on, due_on), percent=40)
    by = asker if kind is Kind.FROM_LEADER else None
    return Planned(recipient, kind, due_on, learner=learner, by=by)


def _news(day: date) -> News:
    week = timedelta(days=7)
    groups = {
        Group.DUE_SOON: [TeamMember(_("Carl Example"), day - 3 * week, day + timedelta(days=5))],
        Group.COMPLETED: [
            TeamMember(_("Ditte Example"), day - 2 * week, day + week, day - timedelta(days=2))
        ],
    }
    return News(0, None, groups)


def _today() -> date:
    return today(settings().zone)
