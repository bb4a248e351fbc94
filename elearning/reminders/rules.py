"""Which mails are due on a day, and why one is not sent: pure arithmetic with dates.

A mail has a window of days in which it may go, and goes on the first working day of it. That a window passed
is logged with the reason, and the mail is not sent late.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from elearning.reminders.quiet_days import is_quiet, working_day_on_or_after, working_day_on_or_before


class Kind(StrEnum):
    """What a mail is about."""

    WELCOME = "welcome"
    NUDGE = "nudge"
    DUE_WEEK = "due_week"
    DUE_TOMORROW = "due_tomorrow"
    OVERDUE = "overdue"
    CERTIFICATE_ENDS = "certificate_ends"
    TEAM_WEEK = "team_week"
    FROM_LEADER = "from_leader"


class State(StrEnum):
    """What has become of a mail. A failed one is tried again."""

    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given_up"
    SKIPPED = "skipped"


class Reason(StrEnum):
    """Why a mail was not sent, or is not tried again."""

    ALREADY_BEGUN = "already_begun"
    UNSUBSCRIBED = "unsubscribed"
    TOO_LATE = "too_late"
    COMPLETED = "completed"
    CHANGED = "changed"
    LEFT = "left"
    INTERRUPTED = "interrupted"
    ON_LEAVE = "on_leave"
    NO_WORKING_DAY = "no_working_day"


#: Mails that one can do without. The others are about days that everybody has to know.
OPTIONAL: Final = (Kind.NUDGE, Kind.TEAM_WEEK)
#: Mails that say of themselves that they come once.
ONCE_A_JOURNEY: Final = (Kind.WELCOME, Kind.NUDGE)
#: Nobody gets two of these on one day; the first of them goes, the others wait.
ORDER: Final = (
    Kind.OVERDUE,
    Kind.DUE_TOMORROW,
    Kind.DUE_WEEK,
    Kind.CERTIFICATE_ENDS,
    Kind.WELCOME,
    Kind.NUDGE,
)
QUIET_FOR: Final = timedelta(days=7)  # without a step and without a mail, before a nudge
WEEK_BEFORE: Final = timedelta(days=7)
LATEST: Final = timedelta(days=6)  # after the first day of a welcome or of an overdue mail
#: So long after its window it is still logged that a mail was too late: else years would be logged at once.
LOGGED_FOR: Final = timedelta(days=30)
#: After so long a failed mail is tried again: at the fifth failure it is given up.
BACKOFF: Final = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=24))
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Facts:
    """What decides which mails somebody gets.

    `starts_on`, `due_on` and `completed_on` are those of the newest assignment, `valid_until` of the newest
    certificate. `logged` are the mails that are settled: by kind, and the day they are about. `mailed_on` is
    the day of the newest mail about the journey. `ran_on` are the days on which everybody was looked at.
    """

    starts_on: date
    due_on: date
    is_renewal: bool = False
    has_begun: bool = False
    last_active_on: date | None = None
    completed_on: date | None = None
    valid_until: date | None = None
    renewal_days: int = 60
    logged: Collection[tuple[Kind, date]] = frozenset()
    mailed_on: date | None = None
    ran_on: Collection[date] = frozenset()
    unsubscribed: Collection[Kind] = frozenset()
    is_on_leave: bool = False


@dataclass(frozen=True)
class Window:
    """The days on which a mail may go, from the first to the last."""

    first: date
    last: date


@dataclass(frozen=True)
class Decision:
    """A mail that is to go, or, with a reason, is not."""

    kind: Kind
    due_on: date
    reason: Reason | None = None


def due(facts: Facts, today: date) -> Iterator[Decision]:
    """Decide about the mails to one person whose time has come: at most one is sent, others are logged."""
    may_send = not is_quiet(today) and facts.mailed_on != today
    for kind in ORDER:
        decision = _decide(kind, facts, today)
        if decision is None:
            continue
        if decision.reason is None:
            if not may_send:
                continue
            may_send = False
        yield decision


def _decide(kind: Kind, facts: Facts, today: date) -> Decision | None:
    about, window = day_of(kind, facts), window_of(kind, facts)
    if about is None or window is None or (kind, about) in facts.logged:
        return None
    if facts.completed_on is not None and kind is not Kind.CERTIFICATE_ENDS:
        return None
    logged_until = window.last + (LOGGED_FOR if kind is not Kind.NUDGE else timedelta())
    if not window.first <= today <= logged_until:
        return None
    if facts.is_on_leave and today <= window.last:
        return None  # it waits, as long as there is time
    reason = hindrance(kind, facts, today)
    return Decision(kind, about, _why_missed(window, facts) if reason is Reason.TOO_LATE else reason)


def _why_missed(window: Window, facts: Facts) -> Reason:
    """Say why nothing was sent in a window that has passed."""
    if working_day_on_or_after(window.first) > window.last:
        return Reason.NO_WORKING_DAY
    # A run looked then, and this was not due: the window has been moved into the past since.
    was_looked_at = any(window.first <= day <= window.last for day in facts.ran_on)
    return Reason.CHANGED if was_looked_at else Reason.TOO_LATE


def hindrance(kind: Kind, facts: Facts, today: date) -> Reason | None:
    """Say what keeps a mail that was due from being sent now; also asked before it is tried again."""
    reason = _of_person(kind, facts)
    if reason or kind is Kind.FROM_LEADER:
        return reason
    window = window_of(kind, facts)
    if window is None or today < window.first:
        return Reason.CHANGED
    return Reason.TOO_LATE if today > window.last else None


def _of_person(kind: Kind, facts: Facts) -> Reason | None:
    if kind in facts.unsubscribed:
        return Reason.UNSUBSCRIBED
    if facts.completed_on is not None and kind is not Kind.CERTIFICATE_ENDS:
        return Reason.COMPLETED
    if kind is Kind.WELCOME and facts.has_begun:
        return Reason.ALREADY_BEGUN
    return Reason.ON_LEAVE if facts.is_on_leave and kind is not Kind.FROM_LEADER else None


def day_of(kind: Kind, facts: Facts) -> date | None:
    """Give the day that a mail to a learner is about.

    That of what comes once for each journey, however often its due date is moved, is the day it starts.
    """
    if kind in ONCE_A_JOURNEY:
        return facts.starts_on
    return facts.valid_until if kind is Kind.CERTIFICATE_ENDS else facts.due_on


def window_of(kind: Kind, facts: Facts) -> Window | None:
    """Give the days on which a mail to a learner may go; None where there is no such mail."""
    found = _WINDOWS[kind](facts)
    if found is None:
        return None
    first = max(found.first, facts.starts_on) if kind is not Kind.CERTIFICATE_ENDS else found.first
    return Window(first, found.last) if first <= found.last else None


def _welcome(facts: Facts) -> Window | None:
    if facts.is_renewal:
        return None
    latest = working_day_on_or_after(facts.starts_on) + LATEST
    return Window(facts.starts_on, min(latest, _due_mails_begin(facts) - _DAY))


def _nudge(facts: Facts) -> Window:
    quiet_since = max(
        day for day in (facts.starts_on, facts.last_active_on, facts.mailed_on) if day is not None
    )
    return Window(quiet_since + QUIET_FOR, _due_mails_begin(facts) - _DAY)


def _due_week(facts: Facts) -> Window | None:
    first = working_day_on_or_before(facts.due_on - WEEK_BEFORE)
    if first <= working_day_on_or_after(facts.starts_on):
        return None  # it would say what the welcome says
    return Window(first, _due_tomorrow(facts).first - _DAY)


def _due_tomorrow(facts: Facts) -> Window:
    return Window(working_day_on_or_before(facts.due_on - _DAY), facts.due_on)


def _overdue(facts: Facts) -> Window:
    first = working_day_on_or_after(facts.due_on + _DAY)
    return Window(first, first + LATEST)


def _certificate_ends(facts: Facts) -> Window | None:
    end = facts.valid_until
    return Window(end - timedelta(days=facts.renewal_days), end) if end else None


def _due_mails_begin(facts: Facts) -> date:
    """Give the day from which mails about the due date take the place of those that only invite."""
    first = (_due_week(facts) or _due_tomorrow(facts)).first
    return working_day_on_or_after(max(first, facts.starts_on))


_WINDOWS: Final = {
    Kind.WELCOME: _welcome,
    Kind.NUDGE: _nudge,
    Kind.DUE_WEEK: _due_week,
    Kind.DUE_TOMORROW: _due_tomorrow,
    Kind.OVERDUE: _overdue,
    Kind.CERTIFICATE_ENDS: _certificate_ends,
}


def next_try(attempts: int) -> timedelta | None:
    """Say how long to wait after so many failures; None when it is given up."""
    return BACKOFF[attempts - 1] if attempts <= len(BACKOFF) else None
