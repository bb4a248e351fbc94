"""Reads of who may be due a mail, in pages of people: memory stays flat, none is open while a mail goes."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from elearning.accounts.models import Person, StandIn
from elearning.clock import day_of, now
from elearning.clock import today as this_day
from elearning.config import settings
from elearning.database import db
from elearning.progress.models import Assignment, LeaveOfAbsence, ProgressSummary
from elearning.progress.rules import percent
from elearning.progress.service import FIRST
from elearning.reminders import rules
from elearning.reminders.due_file import DueDate
from elearning.reminders.models import Reminder, ReminderRun, Unsubscribed
from elearning.reminders.rules import Facts, Kind, State

PAGE: Final = 500  # people read at a time
#: Longer than any window with what is logged after it, holidays included: nothing is due from before that.
LOOK_BACK: Final = rules.LOGGED_FOR + timedelta(days=21)


@dataclass(frozen=True)
class Recipient:
    """Who gets a mail."""

    person_id: int
    name: str
    email: str
    has_password: bool


@dataclass(frozen=True)
class Learner:
    """A recipient, what decides about their mails, and how far they are in percent."""

    recipient: Recipient
    facts: Facts
    assignment: DueDate
    percent: int


@dataclass(frozen=True)
class Retry:
    """A mail that failed and whose time has come again; `by_id` is who asked for it."""

    reminder_id: int
    person_id: int
    kind: Kind
    due_on: date
    by_id: int | None


@dataclass(frozen=True)
class Asker:
    """Who asks that somebody be reminded; `stands_in_for` names the leader in whose place they do."""

    name: str
    email: str
    stands_in_for: str | None


def learners(today: date, ran_on: Collection[date] = frozenset()) -> Iterator[Learner]:
    """Give everybody whom a mail could be due to, in the order of their ids: three statements a page.

    `ran_on` is what `days_of_runs` gives.
    """
    last = 0
    while rows := db.session.execute(_due_learners(today, last)).all():
        last = rows[-1].id
        page = list(_as_learners(rows, ran_on))
        db.session.rollback()  # nobody has to wait for SQLite's one writer while these are looked at
        yield from page


def learners_by_id(person_ids: Collection[int]) -> dict[int, Learner]:
    """Give some people, as long as they are active and have a journey: three statements."""
    query = _learners(this_day(settings().zone))
    rows = db.session.execute(query.where(Person.id.in_(person_ids))).all()
    return {each.recipient.person_id: each for each in _as_learners(rows)}


def unsubscribed(person_id: int) -> set[Kind]:
    """Give the kinds of mail that somebody does without: one statement."""
    return _unsubscribed([person_id])[person_id]


def asker(asker_id: int, person_id: int, today: date) -> Asker | None:
    """Give who asks that somebody be reminded; None when they have been deleted since: three statements."""
    who = db.session.execute(sa.select(Person.name, Person.email).where(Person.id == asker_id)).one_or_none()
    if who is None:
        return None
    line = db.session.scalar(sa.select(ProgressSummary.line).where(ProgressSummary.person_id == person_id))
    above = [int(each) for each in (line or "").strip("/").split("/")[:-1]]
    names = {} if asker_id in above else _stood_in_for(asker_id, today)
    nearest = next((names[each] for each in reversed(above) if each in names), None)
    return Asker(who.name, who.email, nearest)


def retries(moment: datetime) -> Iterator[list[Retry]]:
    """Give the failed mails that are to be tried again at `moment`, page by page: one statement a page."""
    columns = (Reminder.id, Reminder.person_id, Reminder.kind, Reminder.due_on, Reminder.by_id)
    due = sa.select(*columns).where(Reminder.state == State.FAILED, Reminder.next_try_at <= moment)
    last = 0
    while rows := db.session.execute(due.where(Reminder.id > last).order_by(Reminder.id).limit(PAGE)).all():
        last = rows[-1].id
        yield [Retry(*row) for row in rows]


def days_of_runs() -> frozenset[date]:
    """Give the days of late on which a run looked at everybody, to its end: one statement."""
    since = now() - timedelta(days=settings().renewal_days) - LOOK_BACK
    runs = sa.select(ReminderRun.started_at).where(
        ReminderRun.started_at >= since, ReminderRun.ended_at.is_not(None), ReminderRun.note == ""
    )
    return frozenset(day_of(moment, settings().zone) for moment in db.session.scalars(runs))


def _stood_in_for(person_id: int, today: date) -> Mapping[int, str]:
    """Give the leaders whom somebody stands in for, by id."""
    leaders = sa.select(Person.id, Person.name).join(StandIn, StandIn.leader_id == Person.id)
    found = db.session.execute(leaders.where(StandIn.person_id == person_id, StandIn.until >= today))
    return {row.id: row.name for row in found}


def _learners(day: date) -> sa.Select[Any]:
    """Select what `_as_learners` needs. That a person has a summary means that they are active."""
    newest = sa.and_(
        Assignment.person_id == ProgressSummary.person_id, Assignment.number == ProgressSummary.number
    )
    row = ProgressSummary
    columns: list[Any] = [
        Person.id,
        Person.name,
        Person.email,
        Person.password_hash.is_not(None).label("has_password"),
        Assignment.starts_on,
        Assignment.number,
        row.due_on,
        row.completed_on,
        row.valid_until,
        row.last_active_on,
        row.steps_done,
        row.steps_total,
        row.is_reopened,
        sa.exists()
        .where(
            LeaveOfAbsence.person_id == Person.id, LeaveOfAbsence.first <= day, LeaveOfAbsence.until >= day
        )
        .label("is_on_leave"),
    ]
    return (
        sa.select(*columns)
        .join(row, row.person_id == Person.id)
        .join(Assignment, newest)
        .where(row.due_on.is_not(None))
    )


def _due_learners(today: date, after: int) -> sa.Select[Any]:
    row = ProgressSummary
    is_open = sa.and_(row.completed_on.is_(None), row.due_on >= today - LOOK_BACK)
    opens = today + timedelta(days=settings().renewal_days)
    return (
        _learners(today)
        .where(
            row.person_id > after,
            sa.or_(is_open, row.valid_until.between(today - LOOK_BACK, opens)),
            Assignment.starts_on <= today,
        )
        .order_by(row.person_id)
        .limit(PAGE)
    )


def _as_learners(rows: Collection[Any], ran_on: Collection[date] = frozenset()) -> Iterator[Learner]:
    ids = [row.id for row in rows]
    logged, unsubscribed = _logged(ids), _unsubscribed(ids)
    for row in rows:
        mails = logged[row.id]
        tried = [each.tried_at for each in mails if each.tried_at]
        facts = Facts(
            starts_on=row.starts_on,
            due_on=row.due_on,
            is_renewal=row.number != FIRST,
            has_begun=row.steps_done > 0 or row.is_reopened,
            last_active_on=row.last_active_on,
            completed_on=row.completed_on,
            valid_until=row.valid_until,
            renewal_days=settings().renewal_days,
            logged=frozenset((each.kind, each.due_on) for each in mails),
            mailed_on=day_of(max(tried), settings().zone) if tried else None,
            ran_on=ran_on,
            unsubscribed=unsubscribed[row.id],
            is_on_leave=row.is_on_leave,
        )
        yield Learner(
            Recipient(row.id, row.name, row.email, row.has_password),
            facts,
            DueDate(row.number, row.starts_on, row.due_on),
            percent(row.steps_done, row.steps_total),
        )


def _logged(ids: Collection[int]) -> Mapping[int, list[Any]]:
    """Give the mails about their journeys that people have in the log."""
    found: dict[int, list[Any]] = defaultdict(list)
    mails = sa.select(Reminder.person_id, Reminder.kind, Reminder.due_on, Reminder.tried_at).where(
        Reminder.person_id.in_(ids), Reminder.kind != Kind.TEAM_WEEK
    )
    for row in db.session.execute(mails):
        found[row.person_id].append(row)
    return found


def _unsubscribed(ids: Collection[int]) -> Mapping[int, set[Kind]]:
    found: dict[int, set[Kind]] = defaultdict(set)
    for row in db.session.execute(
        sa.select(Unsubscribed.person_id, Unsubscribed.kind).where(Unsubscribed.person_id.in_(ids))
    ):
        found[row.person_id].add(Kind(row.kind))
    return found
