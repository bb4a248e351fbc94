"""Mails in every state they can be met in: one's own choices, the link in a mail, and HR's log."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from playwright.sync_api import expect

from elearning.accounts.models import Person
from elearning.database import db
from elearning.reminders import log_queries
from elearning.reminders.models import Reminder, ReminderRun
from elearning.reminders.rules import Kind, Reason, State
from elearning.reminders.tokens import token_for
from tests.e2e.quizzes.certifying import Certifier
from tests.e2e.teams.team_states import team_of_one

if TYPE_CHECKING:
    from tests.e2e.quizzes.pages import Weigher

LONG_NAME = "Åse-Marie Kjærgård Ømosegaard-Østergaard"
UNKNOWN_ADDRESS = (
    "550 5.1.1 <aase-marie.kjaergaard.oemosegaard-oestergaard@aadalbaelt-kommune.example>: Recipient address "
    "rejected: User unknown in virtual mailbox table"
)
BUSY = "451 4.7.1 Greylisted, please try again later"
MORNING = datetime(2026, 11, 20, 7, 15, tzinfo=UTC)  # a Friday
DUE = date(2026, 12, 2)
#: What became of a mail: its kind, state, reason and attempts.
EVERYTHING = (
    (Kind.WELCOME, State.SENT, None, 1),
    (Kind.NUDGE, State.SKIPPED, Reason.UNSUBSCRIBED, 0),
    (Kind.DUE_WEEK, State.FAILED, BUSY, 2),
    (Kind.DUE_TOMORROW, State.GIVEN_UP, UNKNOWN_ADDRESS, 5),
    (Kind.OVERDUE, State.GIVEN_UP, Reason.INTERRUPTED, 1),
    (Kind.CERTIFICATE_ENDS, State.SKIPPED, Reason.TOO_LATE, 0),
    (Kind.TEAM_WEEK, State.SENDING, None, 1),
    (Kind.FROM_LEADER, State.SENT, None, 1),
)


# One's own


def mails(visitor: Weigher) -> None:
    visitor.sign_in()
    visitor.page.goto("/mails")


def mails_of_a_leader(visitor: Weigher) -> None:
    team_of_one(visitor)
    visitor.page.goto("/mails")


def mails_saved(visitor: Weigher) -> None:
    mails_of_a_leader(visitor)
    visitor.page.get_by_label("Et overblik over mit team").uncheck()
    visitor.press("Gem")


def mails_by_a_link(visitor: Weigher) -> None:
    """Where the link in a mail leads; nobody is signed in."""

    def token() -> str:
        return token_for(visitor.person.id, Kind.NUDGE)

    visitor.page.goto(f"/mails/{visitor.learners.in_app(token)}")


def mails_off_by_a_link(visitor: Weigher) -> None:
    mails_by_a_link(visitor)
    visitor.press("Slå dem fra")


def mails_by_a_wrong_link(visitor: Weigher) -> None:
    visitor.faults.expect(404)
    visitor.page.goto("/mails/WzcsIm51ZGdlIl0xxxxxxxxxxxxx")


def journey_with_a_calendar_link(visitor: Weigher) -> None:
    visitor.sign_in()
    visitor.page.goto("/")
    expect(visitor.page.get_by_role("link", name="Læg den i din kalender")).to_be_visible()


# HR's log


def mail_log_empty(visitor: Weigher) -> None:
    _look_at_the_log(visitor)


def mail_log(visitor: Weigher) -> None:
    _look_at_the_log(visitor, *_everything(visitor), *_runs())


def mail_log_narrowed(visitor: Weigher) -> None:
    mail_log(visitor)
    visitor.page.get_by_label("Status").select_option(label="Opgivet")
    visitor.press("Vis")


def mail_log_without_a_match(visitor: Weigher) -> None:
    mail_log(visitor)
    visitor.page.get_by_label("Søg på navn").fill("findes ikke")
    visitor.press("Vis")


def mail_log_paged(visitor: Weigher) -> None:
    person = visitor.learners.add(LONG_NAME)
    many = (_mail(person, number=number) for number in range(2 * log_queries.PAGE + 1))
    _look_at_the_log(visitor, *many)
    visitor.page.goto("/hr/reminders?kind=welcome&page=2")


def mail_log_not_for_everybody(visitor: Weigher) -> None:
    visitor.faults.expect(403)
    visitor.sign_in()
    visitor.page.goto("/hr/reminders")


def _look_at_the_log(visitor: Weigher, *rows: Reminder | ReminderRun) -> None:
    """Let the log say this and nothing else, and open it as somebody of HR."""

    def work() -> None:
        db.session.execute(sa.delete(Reminder))
        db.session.execute(sa.delete(ReminderRun))
        db.session.add_all(rows)

    visitor.learners.in_app(work)
    Certifier(visitor.learners, visitor.person).join_hr()
    visitor.sign_in()
    visitor.page.goto("/hr/reminders")


def _everything(visitor: Weigher) -> list[Reminder]:
    anna, long = visitor.learners.add(), visitor.learners.add(LONG_NAME)
    leader = visitor.learners.add("Birgitte Kjærsgaard")
    made = [
        _mail(person, kind, state, reason, attempts, number=number)
        for number, (kind, state, reason, attempts) in enumerate(EVERYTHING)
        for person in (anna, long)
    ]
    for each in made:
        if each.kind is Kind.FROM_LEADER:
            each.by_id = leader.id
    return made


def _mail(
    person: Person,
    kind: Kind = Kind.WELCOME,
    state: State = State.SENT,
    reason: str | None = None,
    attempts: int = 1,
    *,
    number: int = 0,
) -> Reminder:
    at = MORNING + timedelta(minutes=number)
    return Reminder(
        person_id=person.id,
        kind=kind,
        due_on=DUE + timedelta(days=number),
        state=state,
        reason=reason,
        attempts=attempts,
        created_at=at,
        tried_at=at if attempts else None,
        sent_at=at if state is State.SENT else None,
        next_try_at=at + timedelta(hours=1) if state is State.FAILED else None,
    )


def _runs() -> list[ReminderRun]:
    """Give one run that did much, one of a quiet day, and one that is under way."""
    saturday, sunday = (MORNING + timedelta(days=number) for number in (1, 2))
    return [
        ReminderRun(started_at=MORNING, ended_at=MORNING, sent=1204, failed=3, skipped=17),
        ReminderRun(started_at=saturday, ended_at=saturday, note="weekend"),
        ReminderRun(started_at=sunday),
    ]


MAILS = (
    mails,
    mails_of_a_leader,
    mails_saved,
    mails_by_a_link,
    mails_off_by_a_link,
    mails_by_a_wrong_link,
    journey_with_a_calendar_link,
    mail_log_empty,
    mail_log,
    mail_log_narrowed,
    mail_log_without_a_match,
    mail_log_paged,
    mail_log_not_for_everybody,
)
