"""What the mails say. Each is a text and an HTML part made from the same sentences (emails/letter.*)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from typing import Final

from flask_babel import format_date, format_percent, ngettext
from flask_babel import gettext as _

from elearning.accounts.models import Person
from elearning.clock import today
from elearning.config import settings
from elearning.mail import compose, link_to
from elearning.reminders import due_file, team_lines
from elearning.reminders.planning import Planned
from elearning.reminders.queries import Asker, Learner
from elearning.reminders.rules import OPTIONAL, Kind
from elearning.reminders.team_week import News
from elearning.reminders.tokens import token_for


@dataclass(frozen=True)
class Letter:
    """A mail's sentences. `links` are texts with addresses, the first a button; `notes` are small print.

    Several links are steps, and numbered, but below groups one for each team.
    """

    subject: str
    paragraphs: Sequence[str]
    links: Sequence[tuple[str, str]]
    notes: Sequence[str]
    groups: Sequence[tuple[str, Sequence[str]]] = ()


def write(planned: Planned) -> EmailMessage:
    """Write the mail that is planned, with its headers and what is attached."""
    if planned.recipient is None:
        raise ValueError("a mail to nobody")
    to = planned.recipient
    is_optional = planned.kind in OPTIONAL
    off = link_to("reminders.switch", token=token_for(to.person_id, planned.kind)) if is_optional else None
    message = _compose(_letter(planned), to.email, to.name, off)
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


def to_stand_in(leader: Person, person: Person, until: date) -> EmailMessage:
    """Write to who stands in for a leader from now on; an answer goes to the leader."""
    letter = Letter(
        subject=_("You stand in for %(name)s in Grundlaget", name=leader.name),
        paragraphs=[
            _("%(name)s has chosen you to stand in for them in Grundlaget until and including %(day)s.",
              name=leader.name, day=_full(until)),
            _("Until then you see the team's pages: dates, how far each person is, the day they were last "
              "active, and certificates. You can send friendly reminders, and get the team's weekly mail."),
            _("You see no answers, weightings or notes. It ends by itself; you need do nothing."),
        ],
        links=[(_("See the team"), link_to("teams.team", team=leader.id))],
        notes=[_("Does it not suit you? Then tell %(name)s.", name=leader.name)],
    )  # fmt: skip
    message = _compose(letter, person.email, person.name)
    message["Reply-To"] = leader.email
    return message


def _compose(letter: Letter, to: str, name: str, turn_off: str | None = None) -> EmailMessage:
    first_name = name.strip().partition(" ")[0]
    return compose("letter", to=to, name=first_name, turn_off=turn_off, **vars(letter))


def _letter(planned: Planned) -> Letter:
    if planned.kind is Kind.TEAM_WEEK:
        return _team_week(planned.due_on, planned.teams)
    if planned.learner is None:
        raise ValueError("a mail about no journey")
    if planned.kind is Kind.FROM_LEADER:
        return _from_leader(planned.learner, planned.by)
    return _LETTERS[planned.kind](planned.learner)


def _welcome(learner: Learner) -> Letter:
    begin = (_("Take the first step"), link_to("progress.go_on"))
    choose = (_("Choose your password"), link_to("accounts.request_reset"))
    return Letter(
        subject=_("Welcome to Grundlaget at %(organisation)s", organisation=settings().organisation),
        paragraphs=[
            _("Welcome! Grundlaget is about how we lead and work together here, and about you in it. "
              "You meet the foundation, three balances and three roles, and weigh everyday dilemmas."),
            _("Take it one step at a time and stop whenever you like. We remember where you were."),
            _("It is to be completed by %(day)s. The day is attached, ready for your calendar.",
              day=_full(learner.facts.due_on)),
        ],
        links=[begin] if learner.recipient.has_password else [choose, begin],
        notes=[_what_a_leader_sees(), _not_to_be_turned_off()],
    )  # fmt: skip


def _nudge(learner: Learner) -> Letter:
    until = _("You have until %(day)s.", day=_full(learner.facts.due_on))
    return Letter(
        subject=_("Your next step in Grundlaget is waiting"),
        paragraphs=[
            _("It is a while since you were in Grundlaget, and that is quite all right.")
            if learner.facts.has_begun
            else _("Grundlaget is ready for you when you are."),
            f"{_how_far(learner)} {until}",
            _("Perhaps there is room for one step today? The link leads straight to it."),
        ],
        links=[_go_on()],
        notes=[_("You get this mail because you have not been here for a week. There is only one of it.")],
    )


def _due_week(learner: Learner) -> Letter:
    due_on = learner.facts.due_on
    return Letter(
        subject=_when_due(learner, _full(due_on)),
        paragraphs=[
            ngettext(
                "There is %(num)d day until %(what)s is due, on %(day)s.",
                "There are %(num)d days until %(what)s is due, on %(day)s.",
                (due_on - _today()).days,
                what=_what(learner),
                day=_full(due_on),
            ),
            _how_far(learner),
            _("If you cannot make it, tell your leader in good time, and find a solution together."),
        ],
        links=[_go_on()],
        notes=[_about_the_due_date()],
    )


def _due_tomorrow(learner: Learner) -> Letter:
    due_on = learner.facts.due_on
    names = {0: _("today"), 1: _("tomorrow")}
    return Letter(
        subject=_when_due(learner, names.get((due_on - _today()).days) or _full(due_on)),
        paragraphs=[
            f"{_when_due(learner, _full(due_on))}.",
            _how_far(learner),
            _("The link leads straight to your next step. You need not do everything in one go."),
        ],
        links=[_go_on()],
        notes=[_about_the_due_date()],
    )


def _overdue(learner: Learner) -> Letter:
    return Letter(
        subject=_was_due(learner),
        paragraphs=[
            f"{_was_due(learner)}. {_how_far(learner)}",
            _("It is not too late. All that you have done is kept, and the rest still counts."),
            _talk_with_your_leader(),
        ],
        links=[_go_on()],
        notes=[_about_the_due_date()],
    )


def _certificate_ends(learner: Learner) -> Letter:
    day = _full(learner.facts.valid_until or learner.facts.due_on)
    return Letter(
        subject=_("Your certificate is valid until %(day)s", day=day),
        paragraphs=[
            _("Your certificate in Grundlaget is valid until %(day)s, and now you can renew it.", day=day),
            _("A renewal is short: look at what has changed, and weigh up to three new dilemmas."),
        ],
        links=[(_("Renew your certificate"), link_to("certificates.mine"))],
        notes=[_("You get this mail because your certificate is about to end. It cannot be turned off.")],
    )


def _from_leader(learner: Learner, asker: Asker | None) -> Letter:
    name = asker.name if asker else _("Your leader")  # who has been deleted since
    due_on = learner.facts.due_on
    when = _when_due(learner, _full(due_on)) if due_on >= _today() else _was_due(learner)
    return Letter(
        subject=_("A reminder about Grundlaget from %(leader)s", leader=name),
        paragraphs=[
            _("%(name)s, who stands in for %(leader)s, has asked us to remind you of Grundlaget.",
              name=name, leader=asker.stands_in_for)
            if asker and asker.stands_in_for
            else _("%(leader)s has asked us to remind you of Grundlaget.", leader=name),
            f"{when}. {_how_far(learner)}",
            _("Is something in the way? Then tell %(name)s, and find time for it together.", name=name)
            if asker
            else _talk_with_your_leader(),
        ],
        links=[_go_on()],
        notes=[_what_a_leader_sees()],
    )  # fmt: skip


def _team_week(monday: date, teams: Sequence[News]) -> Letter:
    return Letter(
        subject=_("Your team in Grundlaget, week %(week)d", week=monday.isocalendar().week),
        paragraphs=[_("This is what is worth knowing about your team this week.")],
        groups=[lines for team in teams for lines in team_lines.groups_of(team)],
        links=[team_lines.link_to_page_of(team) for team in teams],
        notes=[_("You see who has completed what. Answers, weightings and notes are people's own.")],
    )


def _go_on() -> tuple[str, str]:
    return _("Go to your next step"), link_to("progress.go_on")


def _what(learner: Learner) -> str:
    return (
        _("the renewal of your certificate") if learner.facts.is_renewal else _("your journey in Grundlaget")
    )


def _when_due(learner: Learner, when: str) -> str:
    return _("The due date of %(what)s is %(when)s", what=_what(learner), when=when)


def _was_due(learner: Learner) -> str:
    day = _full(learner.facts.due_on)
    return _("The due date of %(what)s was %(day)s", what=_what(learner), day=day)


def _how_far(learner: Learner) -> str:
    if not learner.facts.has_begun:
        return _("You have not begun yet, and the first step is a short one.")
    if not learner.percent:
        return _("You have begun.")
    return _(
        "You have come %(percent)s of the way.",
        percent=format_percent(learner.percent / 100, "#,##0\N{NO-BREAK SPACE}%"),
    )


def _talk_with_your_leader() -> str:
    return _("Is something in the way? Then talk with your leader about it.")


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


_LETTERS: Final = {
    Kind.WELCOME: _welcome,
    Kind.NUDGE: _nudge,
    Kind.DUE_WEEK: _due_week,
    Kind.DUE_TOMORROW: _due_tomorrow,
    Kind.OVERDUE: _overdue,
    Kind.CERTIFICATE_ENDS: _certificate_ends,
}
