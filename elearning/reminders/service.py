"""Sending the mails that are due, at most once each (ADR 13).

Other services never commit. This one must: a mail cannot be taken back, so its row is in the log, committed,
before the mail is handed over, and no transaction waits for a mail server.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from email.message import EmailMessage
from itertools import takewhile
from typing import Final

import sqlalchemy as sa

from elearning.accounts import leading
from elearning.accounts.models import Person, StandIn
from elearning.background import after_response
from elearning.clock import day_of, now, today
from elearning.config import settings
from elearning.database import db, insert_or_ignore
from elearning.logs import log
from elearning.mail import MaybeSentError, NotSentError, Outgoing, ServerUnreachableError, outgoing, send
from elearning.reminders import letters, log_queries, planning, queries, quiet_days, rules
from elearning.reminders.log_queries import AskedByLeader
from elearning.reminders.models import NOTE_MAX, REASON_MAX, Reminder, ReminderRun, Unsubscribed
from elearning.reminders.planning import Planned
from elearning.reminders.rules import Kind, Reason, State

#: A row is in the state “sending” for as long as a mail server takes. After so long nobody is sending it.
INTERRUPTED_AFTER: Final = timedelta(minutes=30)
#: After so many mails in a row for which the server was away or broke a run ends; the next one goes on.
PATIENCE: Final = 3


class AlreadyRemindedError(Exception):
    """The person has been reminded about this due date: see `asked` for when, and by whom."""

    def __init__(self, asked: AskedByLeader) -> None:
        super().__init__(asked.at.isoformat())
        self.asked = asked


class NothingToRemindError(Exception):
    """There is nothing to remind of: no journey, not begun yet, completed, or it is one's own."""


def send_due(day: date) -> ReminderRun:
    """Send what is due on `day`, and log what is not sent and why. Several at once do no harm. It commits."""
    run = _begin(day)
    if not run.note:
        _give_up_interrupted()
        tally = _Tally()
        with outgoing() as post:
            for planned in takewhile(lambda _each: tally.goes_on, planning.plan(day)):
                tally.add(*_settle(planned, post))
        run.sent, run.failed, run.skipped = tally.sent, tally.failed, tally.skipped
        run.note = tally.note[:NOTE_MAX]
    run.ended_at = now()
    db.session.commit()
    log.info("reminders", extra={"sent": run.sent, "failed": run.failed, "skipped": run.skipped})
    return run


def remind(leader: Person, person: Person) -> None:
    """Send somebody their leader's friendly reminder, when this request is answered; also on a quiet day.

    Once for each due date, whoever of their leaders asks. Whether `leader` is one, or stands in for one, is
    for the caller to know. Raises NothingToRemindError and AlreadyRemindedError.
    """
    if leader.id == person.id:  # who stands in for their own leader
        raise NothingToRemindError
    learner = queries.learners_by_id([person.id]).get(person.id)
    this_day = today(settings().zone)
    if learner is None or learner.facts.completed_on or learner.facts.starts_on > this_day:
        raise NothingToRemindError
    planned = planning.from_leader(learner, queries.asker(leader.id, person.id, this_day))
    message = letters.write(planned)
    claimed = _claim(planned, message_id=message["Message-ID"], by_id=leader.id)
    if claimed is None:
        asked = log_queries.asked_by_leader(person.id, planned.due_on)
        raise AlreadyRemindedError(asked) if asked else NothingToRemindError
    after_response(lambda: _send_claimed(claimed, message))


def set_stand_in(leader: Person, person: Person, until: date) -> None:
    """Let `person` stand in for `leader`, and tell them by mail when this request is answered.

    Saved again as it was, it is not told again. Raises what `leading.set_stand_in` does.
    """
    present = sa.select(StandIn.person_id, StandIn.until).where(StandIn.leader_id == leader.id)
    was = db.session.execute(present).one_or_none()
    leading.set_stand_in(leader, person, until)
    if was is None or tuple(was) != (person.id, until):
        message = letters.to_stand_in(leader, person, until)
        after_response(lambda: send(message))


def unsubscribe(person_id: int, kind: Kind) -> None:
    """Let somebody do without a kind of mail."""
    values = {"person_id": person_id, "kind": kind.value, "since": now()}
    db.session.execute(insert_or_ignore(Unsubscribed, values))


def subscribe(person_id: int, kind: Kind) -> None:
    """Let somebody have a kind of mail again."""
    db.session.execute(sa.delete(Unsubscribed).filter_by(person_id=person_id, kind=kind.value))


def mark_bounced(message_id: str, why: str) -> State | None:
    """Keep that a mail that was sent came back: it is tried again later, or given up.

    Gives what it is now; None where no mail with that Message-ID was sent, or it is known already.
    """
    bounced = db.session.scalar(
        sa.select(Reminder).filter_by(message_id=message_id, state=State.SENT).with_for_update()
    )
    if bounced is None:
        return None
    bounced.sent_at = None
    for name, value in _failure(bounced.attempts, why).items():
        setattr(bounced, name, value)
    return bounced.state


def _begin(day: date) -> ReminderRun:
    """Give the row of a run that begins now: a quiet day has one for all of them."""
    note = quiet_days.name_of(day) or ""
    before = db.session.scalar(sa.select(ReminderRun).order_by(ReminderRun.id.desc()).limit(1))
    if before and note and day_of(before.started_at, settings().zone) == day:
        return before
    run = ReminderRun(note=note)
    db.session.add(run)
    db.session.commit()
    return run


class _Tally:
    """What a run has done so far."""

    def __init__(self) -> None:
        self._states: Counter[State] = Counter()
        self._broken = 0
        self.note = ""

    @property
    def goes_on(self) -> bool:
        return self._broken < PATIENCE

    @property
    def sent(self) -> int:
        return self._states[State.SENT]

    @property
    def failed(self) -> int:
        return self._states[State.FAILED] + self._states[State.GIVEN_UP]

    @property
    def skipped(self) -> int:
        return self._states[State.SKIPPED]

    def add(self, state: State | None, error: Exception | None = None) -> None:
        if state is None:  # another run has it
            return
        self._states[state] += 1
        is_broken = isinstance(error, ServerUnreachableError | MaybeSentError)
        self._broken = self._broken + 1 if is_broken else 0
        if not self.goes_on:
            self.note = str(error)


def _settle(planned: Planned, post: Outgoing) -> tuple[State | None, Exception | None]:
    """Send one mail or log why not; gives what became of it, None where another run was first."""
    if planned.reason is not None or planned.recipient is None:
        return _skip(planned), None
    try:
        message = letters.write(planned)
    except Exception as error:  # noqa: BLE001 - one mail that cannot be written is not to keep all others
        return _fail(planned, error)
    claimed = _claim(planned, message_id=message["Message-ID"])
    db.session.commit()
    if claimed is None:
        return None, None
    return _hand_over(claimed, message, post)


def _fail(planned: Planned, error: Exception) -> tuple[State | None, Exception]:
    db.session.rollback()
    claimed = _claim(planned, message_id=None)
    db.session.commit()
    return (_keep_failure(claimed, type(error).__name__) if claimed else None), error


def _skip(planned: Planned) -> State | None:
    skipped = {"state": State.SKIPPED, "reason": planned.reason}
    settled: sa.Insert | sa.Update
    if planned.retry_of is None:
        settled = insert_or_ignore(Reminder, {**_row_of(planned), **skipped})
    else:
        settled = _of_failed(planned.retry_of).values(**skipped, next_try_at=None)
    found = db.session.scalar(settled.returning(Reminder.id))
    db.session.commit()
    return State.SKIPPED if found else None


def _claim(planned: Planned, *, message_id: str | None, by_id: int | None = None) -> int | None:
    """Take a mail for oneself, so that nobody else sends it: its row's id, or None when somebody has it.

    The unique constraint decides, or for one that failed its state.
    """
    claim = {"state": State.SENDING, "reason": None, "tried_at": now(), "message_id": message_id}
    if planned.retry_of is not None:
        again = _of_failed(planned.retry_of).values(**claim, next_try_at=None, attempts=Reminder.attempts + 1)
        return db.session.scalar(again.returning(Reminder.id))
    values = {**_row_of(planned), **claim, "attempts": 1, "by_id": by_id}
    return db.session.scalar(insert_or_ignore(Reminder, values).returning(Reminder.id))


def _of_failed(reminder_id: int) -> sa.Update:
    still = (Reminder.state == State.FAILED, Reminder.next_try_at <= now())
    return sa.update(Reminder).where(Reminder.id == reminder_id, *still)


def _row_of(planned: Planned) -> dict[str, object]:
    if planned.recipient is None:
        raise ValueError("only a mail that was tried before can be without somebody to get it")
    return {
        "person_id": planned.recipient.person_id,
        "kind": planned.kind,
        "due_on": planned.due_on,
        "attempts": 0,
        "created_at": now(),
    }


def _send_claimed(claimed: int, message: EmailMessage) -> None:
    with outgoing() as post:
        _hand_over(claimed, message, post)


def _hand_over(claimed: int, message: EmailMessage, post: Outgoing) -> tuple[State, Exception | None]:
    """Hand a mail over that is ours to send, and keep what became of it."""
    try:
        post.send(message)
    except NotSentError as error:
        return _keep_failure(claimed, str(error)), error
    except MaybeSentError as error:
        given_up = {"state": State.GIVEN_UP, "reason": Reason.INTERRUPTED}
        _keep(claimed, given_up)
        log.warning("a mail may have been sent", extra={"reason": "the connection broke"})
        return State.GIVEN_UP, error
    _keep(claimed, {"state": State.SENT, "sent_at": now()})
    return State.SENT, None


def _keep_failure(claimed: int, why: str) -> State:
    attempts = db.session.scalars(sa.select(Reminder.attempts).where(Reminder.id == claimed)).one()
    failure = _failure(attempts, why)
    _keep(claimed, failure)
    log.warning("a mail was not sent", extra={"code": why[:3] if why[:3].isdecimal() else None})
    return State.FAILED if failure["next_try_at"] else State.GIVEN_UP


def _failure(attempts: int, why: str) -> dict[str, object]:
    wait = rules.next_try(attempts)
    return {
        "state": State.FAILED if wait else State.GIVEN_UP,
        "reason": why[:REASON_MAX],
        "next_try_at": now() + wait if wait else None,
    }


def _keep(claimed: int, values: Mapping[str, object]) -> None:
    # Only while it is ours: one that took so long that another run gave it up stays given up.
    ours = sa.update(Reminder).where(Reminder.id == claimed, Reminder.state == State.SENDING)
    db.session.execute(ours.values(**values))
    db.session.commit()


def _give_up_interrupted() -> None:
    """Settle what a run that was killed had begun: it may have been sent, so it is not sent again."""
    db.session.execute(
        sa.update(Reminder)
        .where(Reminder.state == State.SENDING, Reminder.tried_at < now() - INTERRUPTED_AFTER)
        .values(state=State.GIVEN_UP, reason=Reason.INTERRUPTED)
    )
    db.session.commit()
