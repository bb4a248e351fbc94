"""The standard texts of the mails, and what may be put in them; letters.py says with what."""

from collections.abc import Mapping
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning.choices import MailText
from elearning.mail_texts import MailKind, Placeholder
from elearning.reminders.rules import Kind
from elearning.reminders.words import KINDS

DUE_DATE: Final = Placeholder("due_date", _l("due-date"), _l("the due date, with its weekday"))
DAYS_LEFT: Final = Placeholder("days_left", _l("days-left"), _l("how many days there are until it"))
WHEN: Final = Placeholder("when", _l("by-when"), _l("“today”, “tomorrow”, or the due date"))
WHAT: Final = Placeholder(
    "what", _l("of-what"), _l("“your journey in Grundlaget” or “the renewal of your certificate”")
)
PROGRESS: Final = Placeholder("progress", _l("how-far"), _l("a sentence on how far the person is"))
OPENING: Final = Placeholder(
    "opening", _l("opening-line"), _l("a kind sentence, one for who has begun and one for who has not")
)
DUE: Final = Placeholder(
    "due", _l("about-the-due-date"), _l("a sentence that says when the due date is, or was")
)
VALID_UNTIL: Final = Placeholder("valid_until", _l("valid-until"), _l("the certificate's last day"))
LEADER: Final = Placeholder(
    "leader", _l("the-leader"), _l("the leader's name, or that of who stands in for them")
)
ASKED: Final = Placeholder("asked", _l("who-asks"), _l("a sentence that says who has asked us to write"))
WEEK: Final = Placeholder("week", _l("the-week"), _l("the number of the week"))
UNTIL: Final = Placeholder("until", _l("last-day"), _l("the last day of standing in"))


def _text(subject: str, *paragraphs: str) -> MailText:
    return MailText(subject=subject, body="\n\n".join(paragraphs))


def _welcome() -> MailText:
    return _text(
        _("Welcome to Grundlaget at %(organisation)s", organisation="{organisation}"),
        _("Welcome! Grundlaget is about how we lead and work together here, and about you in it. "
          "You meet the foundation, three balances and three roles, and weigh everyday dilemmas."),
        _("Take it one step at a time and stop whenever you like. We remember where you were."),
        _("It is to be completed by %(day)s. The day is attached, ready for your calendar.",
          day="{due_date}"),
    )  # fmt: skip


def _nudge() -> MailText:
    return _text(
        _("Your next step in Grundlaget is waiting"),
        "{opening}",
        "{progress} " + _("You have until %(day)s.", day="{due_date}"),
        _("Perhaps there is room for one step today? The link leads straight to it."),
    )


def _due_week() -> MailText:
    return _text(
        _("The due date of %(what)s is %(when)s", what="{what}", when="{due_date}"),
        _(
            "There are %(days)s until %(what)s is due, on %(day)s.",
            days="{days_left}",
            what="{what}",
            day="{due_date}",
        ),
        "{progress}",
        _("If you cannot make it, tell your leader in good time, and find a solution together."),
    )


def _due_tomorrow() -> MailText:
    return _text(
        _("The due date of %(what)s is %(when)s", what="{what}", when="{when}"),
        _("The due date of %(what)s is %(when)s", what="{what}", when="{due_date}") + ".",
        "{progress}",
        _("The link leads straight to your next step. You need not do everything in one go."),
    )


def _overdue() -> MailText:
    was_due = _("The due date of %(what)s was %(day)s", what="{what}", day="{due_date}")
    return _text(
        was_due,
        was_due + ". {progress}",
        _("It is not too late. All that you have done is kept, and the rest still counts."),
        _("Is something in the way? Then talk with your leader about it."),
    )


def _certificate_ends() -> MailText:
    day = "{valid_until}"
    return _text(
        _("Your certificate is valid until %(day)s", day=day),
        _("Your certificate in Grundlaget is valid until %(day)s, and now you can renew it.", day=day),
        _("A renewal is short: look at what has changed, and weigh up to three new dilemmas."),
    )


def _team_week() -> MailText:
    return _text(
        _("Your team in Grundlaget, week %(week)s", week="{week}"),
        _("This is what is worth knowing about your team this week."),
    )


def _from_leader() -> MailText:
    return _text(
        _("A reminder about Grundlaget from %(leader)s", leader="{leader}"),
        "{asked}",
        "{due} {progress}",
        _("Is something in the way? Then tell %(name)s, and find time for it together.", name="{leader}"),
    )


def _stand_in() -> MailText:
    return _text(
        _("You stand in for %(name)s in Grundlaget", name="{leader}"),
        _("%(name)s has chosen you to stand in for them in Grundlaget until and including %(day)s.",
          name="{leader}", day="{until}"),
        _("Until then you see the team's pages: dates, how far each person is, the day they were last "
          "active, and certificates. You can send friendly reminders, and get the team's weekly mail."),
        _("You see no answers, weightings or notes. It ends by itself; you need do nothing."),
    )  # fmt: skip


_DUE = (DUE_DATE,)
_OF: Final = {
    Kind.WELCOME: (_welcome, _DUE, _DUE),
    Kind.NUDGE: (_nudge, (OPENING, PROGRESS, DUE_DATE), _DUE),
    Kind.DUE_WEEK: (_due_week, (WHAT, DUE_DATE, DAYS_LEFT, PROGRESS), _DUE),
    Kind.DUE_TOMORROW: (_due_tomorrow, (WHAT, DUE_DATE, WHEN, PROGRESS), _DUE),
    Kind.OVERDUE: (_overdue, (WHAT, DUE_DATE, PROGRESS), _DUE),
    Kind.CERTIFICATE_ENDS: (_certificate_ends, (VALID_UNTIL,), (VALID_UNTIL,)),
    Kind.TEAM_WEEK: (_team_week, (WEEK,), ()),
    Kind.FROM_LEADER: (_from_leader, (LEADER, ASKED, DUE, PROGRESS), (LEADER,)),
}
MAIL_KINDS: Final[Mapping[Kind, MailKind]] = {
    kind: MailKind(kind.value.replace("_", "-"), KINDS[kind], standard, own, required)
    for kind, (standard, own, required) in _OF.items()
}
STAND_IN: Final = MailKind(
    "stand-in", _l("To who stands in for a leader"), _stand_in, (LEADER, UNTIL), (LEADER, UNTIL)
)
