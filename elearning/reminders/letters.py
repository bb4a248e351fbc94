"""What the mails say. Each is a text and an HTML part made from the same sentences (emails/letter.*).

Subject and paragraphs are the standard text or HR's own (texts.py, mail_texts.py). What is put in them, where
the buttons lead and the small print are said here, and stay as they are whatever HR writes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from typing import Final

from flask_babel import format_date, format_percent, ngettext
from flask_babel import gettext as _

from elearning.accounts.models import Person
from elearning.choices import MailText
from elearning.clock import today
from elearning.config import settings
from elearning.mail import compose, link_to
from elearning.mail_texts import filled, text_of
from elearning.reminders import due_file, team_lines
from elearning.reminders.planning import Planned
from elearning.reminders.queries import Asker, Learner
from elearning.reminders.rules import OPTIONAL, Kind
from elearning.reminders.team_week import News
from elearning.reminders.texts import MAIL_KINDS, STAND_IN
from elearning.reminders.tokens import token_for


@dataclass(frozen=True)
class Frame:
    """What a mail has besides its text. `values` are put in for the text's placeholders.

    `links` are texts with addresses, the first a button; `notes` are small print. Several links are steps,
    and numbered, but below groups one for each team.
    """

    values: Mapping[str, str]
    links: Sequence[tuple[str, str]]
    notes: Sequence[str]
    groups: Sequence[tuple[str, Sequence[str]]] = ()


def write(planned: Planned, text: MailText | None = None) -> EmailMessage:
    """Write the mail that is planned, with its headers and what is attached; of `text`, if one is given."""
    if planned.recipient is None:
        raise ValueError("a mail to nobody")
    to = planned.recipient
    is_optional = planned.kind in OPTIONAL
    off = link_to("reminders.switch", token=token_for(to.person_id, planned.kind)) if is_optional else None
    text = text or text_of(MAIL_KINDS[planned.kind])
    message = _compose(text, _frame(planned), to.email, to.name, off)
    if planned.by:
        message["Reply-To"] = planned.by.email
    if off:
        message["List-Unsubscribe"] = f"<{off}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if planned.kind is Kind.WELCOME and planned.learner:
        message.add_attachment(
            due_file.due_date_file(to.person_id, planned.learner.assignment),
            maintype="text",
            subtype="calendar",
            filename=due_file.NAME,
            params={"charset": "utf-8", "method": "PUBLISH"},
        )
    return message


def to_stand_in(leader: Person, person: Person, until: date, text: MailText | None = None) -> EmailMessage:
    """Write to who stands in for a leader from now on; an answer goes to the leader."""
    frame = Frame(
        values={"leader": leader.name, "until": _full(until)},
        links=[(_("See the team"), link_to("teams.team", team=leader.id))],
        notes=[_("Does it not suit you? Then tell %(name)s.", name=leader.name)],
    )
    message = _compose(text or text_of(STAND_IN), frame, person.email, person.name)
    message["Reply-To"] = leader.email
    return message


def _compose(text: MailText, frame: Frame, to: str, name: str, turn_off: str | None = None) -> EmailMessage:
    first_name = name.strip().partition(" ")[0]
    values = {**frame.values, "name": first_name, "organisation": settings().organisation}
    subject, paragraphs = filled(text, values)
    return compose(
        "letter",
        to=to,
        subject=subject,
        name=first_name,
        paragraphs=paragraphs,
        links=frame.links,
        notes=frame.notes,
        groups=frame.groups,
        turn_off=turn_off,
    )


def _frame(planned: Planned) -> Frame:
    if planned.kind is Kind.TEAM_WEEK:
        return _team_week(planned.due_on, planned.teams)
    if planned.learner is None:
        raise ValueError("a mail about no journey")
    if planned.kind is Kind.FROM_LEADER:
        return _from_leader(planned.learner, planned.by)
    return _FRAMES[planned.kind](planned.learner)


def _welcome(learner: Learner) -> Frame:
    begin = (_("Take the first step"), link_to("progress.go_on"))
    choose = (_("Choose your password"), link_to("accounts.request_reset"))
    return Frame(
        values={"due_date": _full(learner.facts.due_on)},
        links=[begin] if learner.recipient.has_password else [choose, begin],
        notes=[_what_a_leader_sees(), _not_to_be_turned_off()],
    )


def _nudge(learner: Learner) -> Frame:
    opening = (
        _("It is a while since you were in Grundlaget, and that is quite all right.")
        if learner.facts.has_begun
        else _("Grundlaget is ready for you when you are.")
    )
    return Frame(
        values={**_about_due(learner), "opening": opening},
        links=[_go_on()],
        notes=[_("You get this mail because you have not been here for a week. There is only one of it.")],
    )


def _due(learner: Learner) -> Frame:
    return Frame(values=_about_due(learner), links=[_go_on()], notes=[_about_the_due_date()])


def _certificate_ends(learner: Learner) -> Frame:
    return Frame(
        values={"valid_until": _full(learner.facts.valid_until or learner.facts.due_on)},
        links=[(_("Renew your certificate"), link_to("certificates.mine"))],
        notes=[_("You get this mail because your certificate is about to end. It cannot be turned off.")],
    )


def _from_leader(learner: Learner, asker: Asker | None) -> Frame:
    leader = asker.name if asker else _("your leader")  # who has been deleted since
    asked = (
        _("%(name)s, who stands in for %(leader)s, has asked us to remind you of Grundlaget.",
          name=leader, leader=asker.stands_in_for)
        if asker and asker.stands_in_for
        else _("%(leader)s has asked us to remind you of Grundlaget.", leader=leader[:1].upper() + leader[1:])
    )  # fmt: skip
    return Frame(
        values={**_about_due(learner), "leader": leader, "asked": asked},
        links=[_go_on()],
        notes=[_what_a_leader_sees()],
    )


def _team_week(monday: date, teams: Sequence[News]) -> Frame:
    return Frame(
        values={"week": str(monday.isocalendar().week)},
        groups=[lines for team in teams for lines in team_lines.groups_of(team)],
        links=[team_lines.link_to_page_of(team) for team in teams],
        notes=[_("You see who has completed what. Answers, weightings and notes are people's own.")],
    )


def _about_due(learner: Learner) -> dict[str, str]:
    """Say what can be said of a due date and of how far somebody is, as values for placeholders."""
    due_on = learner.facts.due_on
    days, day = (due_on - _today()).days, _full(due_on)
    what = (
        _("the renewal of your certificate") if learner.facts.is_renewal else _("your journey in Grundlaget")
    )
    is_past = _("The due date of %(what)s was %(day)s", what=what, day=day)
    is_ahead = _("The due date of %(what)s is %(when)s", what=what, when=day)
    return {
        "due_date": day,
        "days_left": ngettext("1 day", "%(num)d days", max(days, 0)),
        "when": {0: _("today"), 1: _("tomorrow")}.get(days, day),
        "what": what,
        "due": f"{is_past if days < 0 else is_ahead}.",
        "progress": _how_far(learner),
    }


def _go_on() -> tuple[str, str]:
    return _("Go to your next step"), link_to("progress.go_on")


def _how_far(learner: Learner) -> str:
    if not learner.facts.has_begun:
        return _("You have not begun yet, and the first step is a short one.")
    if not learner.percent:
        return _("You have begun.")
    return _(
        "You have come %(percent)s of the way.",
        percent=format_percent(learner.percent / 100, "#,##0\N{NO-BREAK SPACE}%"),
    )


def _what_a_leader_sees() -> str:
    return _(
        "Your leader, whoever stands in for them and the leaders above can see how far you are, "
        "but never your answers, weightings or notes."
    )


def _about_the_due_date() -> str:
    return _("You get this mail because of your due date. Mails about that cannot be turned off.")


def _not_to_be_turned_off() -> str:
    return _("You get this mail because you have begun here. It comes once and cannot be turned off.")


def _full(day: date) -> str:
    """Write a day with its weekday: mandag den 30. november 2026."""
    return str(format_date(day, "full"))


def _today() -> date:
    return today(settings().zone)


_FRAMES: Final[Mapping[Kind, Callable[[Learner], Frame]]] = {
    Kind.WELCOME: _welcome,
    Kind.NUDGE: _nudge,
    Kind.DUE_WEEK: _due,
    Kind.DUE_TOMORROW: _due,
    Kind.OVERDUE: _due,
    Kind.CERTIFICATE_ENDS: _certificate_ends,
}
