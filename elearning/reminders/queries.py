"""Reads of who may be due a mail, in pages of people: memory stays flat, none is open while a mail goes."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from elearning.accounts.models import Person, StandIn
from elearning.clock import day_of
from elearning.config import settings
from elearning.database import db
from elearning.progress.models import Assignment, ProgressSummary
from elearning.progress.service import FIRST
from elearning.reminders import rules
from elearning.reminders.due_file import DueDate
from elearning.reminders.models import Reminder, Unsubscribed
from elearning.reminders.quiet_days import monday_of
from elearning.reminders.rules import Facts, Kind, State
from elearning.reminders.team_week import WEEK, TeamMember

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
    """A mail that failed and whose time has come again; `by` is the leader who asked for it."""

    reminder_id: int
    person_id: int
    kind: Kind
    due_on: date
    by: str | None


@dataclass(frozen=True)
class AskedByLeader:
    """When a leader had somebody reminded, and who it was (None when they have been deleted since)."""

    when: datetime
    by: str | None


@dataclass(frozen=True)
class LeaderOfTeam:
    """Somebody who leads, or stands in today, and those of their people whom a weekly mail may mention."""

    recipient: Recipient
    has_unsubscribed: bool
    members: list[TeamMember]


def learners(today: date) -> Iterator[Learner]:
    """Give everybody whom a mail could be due to, in the order of their ids: three statements a page."""
    last = 0
    while rows := db.session.execute(_due_learners(today, last)).all():
        last = rows[-1].id
        page = list(_as_learners(rows))
        db.session.rollback()  # nobody has to wait for SQLite's one writer while these are looked at
        yield from page


def learners_by_id(person_ids: Collection[int]) -> dict[int, Learner]:
    """Give some people, as long as they are active and have a journey: three statements."""
    rows = db.session.execute(_learners().where(Person.id.in_(person_ids))).all()
    return {each.recipient.person_id: each for each in _as_learners(rows)}


def leaders(today: date) -> Iterator[LeaderOfTeam]:
    """Give who leads, or stands in today, and has not had this week's mail: two statements a page."""
    teams = _teams(today)
    everybody = sorted(teams)
    for start in range(0, len(everybody), PAGE):
        page = list(_with_members(everybody[start : start + PAGE], teams, today, _not_mailed(today)))
        db.session.rollback()  # as above
        yield from page


def leader_by_id(person_id: int, today: date) -> LeaderOfTeam | None:
    """Give one of those, also when this week's mail is in the log."""
    return next(_with_members([person_id], _teams(today), today, sa.true()), None)


def unsubscribed(person_id: int) -> set[Kind]:
    """Give the kinds of mail that somebody does without: one statement."""
    return _unsubscribed([person_id])[person_id]


def asked_by_leader(person_id: int, due_on: date) -> AskedByLeader | None:
    """Say whether a leader has had somebody reminded about a due date: one statement."""
    leader = sa.orm.aliased(Person)
    row = db.session.execute(
        sa.select(Reminder.created_at, leader.name)
        .outerjoin(leader, leader.id == Reminder.by_id)
        .where(
            Reminder.person_id == person_id,
            Reminder.kind == Kind.FROM_LEADER,
            Reminder.due_on == due_on,
        )
    ).one_or_none()
    return AskedByLeader(*row) if row else None


def retries(moment: datetime) -> list[Retry]:
    """List the failed mails that are to be tried again at `moment`."""
    asked_by = sa.orm.aliased(Person)
    rows = db.session.execute(
        sa.select(Reminder, asked_by.name)
        .outerjoin(asked_by, asked_by.id == Reminder.by_id)
        .where(Reminder.state == State.FAILED, Reminder.next_try_at <= moment)
        .order_by(Reminder.next_try_at, Reminder.id)
    )
    return [Retry(row.id, row.person_id, row.kind, row.due_on, by) for row, by in rows]


def _learners() -> sa.Select[Any]:
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
        _learners()
        .where(
            row.person_id > after,
            sa.or_(is_open, row.valid_until.between(today - LOOK_BACK, opens)),
            Assignment.starts_on <= today,
        )
        .order_by(row.person_id)
        .limit(PAGE)
    )


def _as_learners(rows: Collection[Any]) -> Iterator[Learner]:
    ids = [row.id for row in rows]
    logged, unsubscribed = _logged(ids), _unsubscribed(ids)
    for row in rows:
        mails = logged[row.id]
        tried = [each.tried_at for each in mails if each.tried_at]
        facts = Facts(
            starts_on=row.starts_on,
            due_on=row.due_on,
            is_renewal=row.number != FIRST,
            has_begun=row.steps_done > 0,
            last_active_on=row.last_active_on,
            completed_on=row.completed_on,
            valid_until=row.valid_until,
            renewal_days=settings().renewal_days,
            logged=frozenset((each.kind, each.due_on) for each in mails),
            mailed_on=day_of(max(tried), settings().zone) if tried else None,
            unsubscribed=unsubscribed[row.id],
        )
        percent = 100 * row.steps_done // row.steps_total if row.steps_total else 0
        yield Learner(
            Recipient(row.id, row.name, row.email, row.has_password),
            facts,
            DueDate(row.number, row.starts_on, row.due_on),
            percent,
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


def _teams(today: date) -> Mapping[int, list[int]]:
    """Give for everybody with a team whose teams these are: their own id, and whom they stand in for."""
    leaders = sa.select(ProgressSummary.leader_id).where(ProgressSummary.leader_id.is_not(None)).distinct()
    teams = {leader: [leader] for leader in db.session.scalars(leaders) if leader is not None}
    stand_ins = sa.select(StandIn.leader_id, StandIn.person_id).where(StandIn.until >= today)
    led = set(teams)
    for leader_id, person_id in db.session.execute(stand_ins.order_by(StandIn.leader_id)):
        if leader_id in led:
            teams.setdefault(person_id, []).append(leader_id)
    return teams


def _not_mailed(today: date) -> sa.ColumnElement[bool]:
    settled = sa.exists().where(
        Reminder.person_id == Person.id,
        Reminder.kind == Kind.TEAM_WEEK,
        Reminder.due_on == monday_of(today),
    )
    return ~settled


def _with_members(
    ids: Collection[int], teams: Mapping[int, Collection[int]], today: date, who: sa.ColumnElement[bool]
) -> Iterator[LeaderOfTeam]:
    is_off = sa.exists().where(Unsubscribed.person_id == Person.id, Unsubscribed.kind == Kind.TEAM_WEEK)
    rows = db.session.execute(
        sa.select(Person.id, Person.name, Person.email, is_off.label("is_off"))
        .where(Person.id.in_(ids), Person.is_active, who)
        .order_by(Person.id)
    ).all()
    members = _members({team for row in rows for team in teams.get(row.id, ())}, today)
    for row in rows:
        mine = [member for team in teams.get(row.id, ()) for member in members[team]]
        yield LeaderOfTeam(Recipient(row.id, row.name, row.email, has_password=True), row.is_off, mine)


def _members(leader_ids: Collection[int], today: date) -> Mapping[int, list[TeamMember]]:
    row = ProgressSummary
    is_news = sa.or_(
        sa.and_(row.completed_on.is_(None), row.due_on <= today + WEEK),
        sa.and_(row.completed_on.is_(None), row.starts_on.between(today, today + WEEK)),
        sa.and_(row.completed_on >= today - WEEK, row.completed_on < today),
    )
    found: dict[int, list[TeamMember]] = defaultdict(list)
    for each in db.session.execute(
        sa.select(row.leader_id, row.name, row.starts_on, row.due_on, row.completed_on)
        .where(row.leader_id.in_(leader_ids), row.due_on.is_not(None), is_news)
        .order_by(row.name_key, row.person_id)
    ):
        found[each.leader_id].append(TeamMember(each.name, each.starts_on, each.due_on, each.completed_on))
    return found
