"""What mails and what became of them are called in the interface."""

from flask_babel import lazy_gettext as _l

from elearning.reminders.rules import Kind, Reason, State

KINDS = {
    Kind.WELCOME: _l("Welcome"),
    Kind.NUDGE: _l("A week without a step"),
    Kind.DUE_WEEK: _l("A week before the due date"),
    Kind.DUE_TOMORROW: _l("The day before the due date"),
    Kind.OVERDUE: _l("The due date has passed"),
    Kind.CERTIFICATE_ENDS: _l("The certificate is about to end"),
    Kind.TEAM_WEEK: _l("Weekly overview for a leader"),
    Kind.FROM_LEADER: _l("Reminder from a leader"),
}
STATES = {
    State.SENDING: _l("Being sent"),
    State.SENT: _l("Sent"),
    State.FAILED: _l("Failed, will be tried again"),
    State.GIVEN_UP: _l("Given up"),
    State.SKIPPED: _l("Not sent"),
}
REASONS = {
    Reason.ALREADY_BEGUN: _l("has begun already"),
    Reason.UNSUBSCRIBED: _l("has turned these mails off"),
    Reason.TOO_LATE: _l("nothing ran while there was time"),
    Reason.COMPLETED: _l("has completed it since"),
    Reason.CHANGED: _l("what it was about has changed"),
    Reason.LEFT: _l("has left, or leads nobody any more"),
    Reason.ON_LEAVE: _l("on leave"),
    Reason.INTERRUPTED: _l("interrupted; it may have been sent"),
    Reason.NO_WORKING_DAY: _l("there was no working day to send it on"),
}


def kind_name(kind: Kind) -> str:
    return str(KINDS[kind])


def state_name(state: State) -> str:
    return str(STATES[state])


def reason_words(reason: str | None) -> str:
    """Say why: one of ours in words, else what the mail server answered."""
    known = next((REASONS[each] for each in Reason if each == reason), None)
    return str(known or reason or "")
