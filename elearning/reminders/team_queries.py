"""Reads of whose teams there are and what is to be said of them, in pages of leaders."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from elearning.accounts.models import Person, StandIn
from elearning.database import db
from elearning.progress.models import ProgressSummary
from elearning.reminders.models import Reminder, Unsubscribed
from elearning.reminders.queries import PAGE, Recipient
from elearning.reminders.quiet_days import monday_of
from elearning.reminders.rules import Kind
from elearning.reminders.team_week import WEEK, Team, TeamMember, days_of_completion


@dataclass(frozen=True)
class LeaderOfTeams:
    """Somebody who leads, or stands in today, and their teams with those whom a weekly mail may mention."""

    recipient: Recipient
    has_unsubscribed: bool
    teams: list[Team]


def leaders(today: date) -> Iterator[LeaderOfTeams]:
    """Give who leads, or stands in today, and has not had this week's mail: two statements a page."""
    teams = _teams(today)
    everybody = sorted(teams)
    for start in range(0, len(everybody), PAGE):
        page = list(_with_members(everybody[start : start + PAGE], teams, today, _not_mailed(today)))
        db.session.rollback()  # nobody has to wait for SQLite's one writer while these are looked at
        yield from page


def leader_by_id(person_id: int, today: date) -> LeaderOfTeams | None:
    """Give one of those, also when this week's mail is in the log."""
    return next(_with_members([person_id], _teams(today), today, sa.true()), None)


def _teams(today: date) -> Mapping[int, list[Any]]:
    """Give for everybody with a team whose teams these are: their own, and those of whom they stand in for.

    Each with the leader's id and, where it is not their own, name.
    """
    leader = ProgressSummary.leader_id
    led = set(db.session.scalars(sa.select(leader).where(leader.is_not(None)).distinct()))
    teams: dict[int, list[Any]] = {each: [(each, None)] for each in led if each is not None}
    stand_ins = (
        sa.select(StandIn.person_id, StandIn.leader_id, Person.name)
        .join(Person, Person.id == StandIn.leader_id)
        .where(StandIn.until >= today)
        .order_by(Person.name, StandIn.leader_id)
    )
    for person_id, leader_id, name in db.session.execute(stand_ins):
        if leader_id in led:
            teams.setdefault(person_id, []).append((leader_id, name))
    return teams


def _not_mailed(today: date) -> sa.ColumnElement[bool]:
    settled = sa.exists().where(
        Reminder.person_id == Person.id,
        Reminder.kind == Kind.TEAM_WEEK,
        Reminder.due_on == monday_of(today),
    )
    return ~settled


def _with_members(
    ids: Collection[int], teams: Mapping[int, Collection[Any]], today: date, who: sa.ColumnElement[bool]
) -> Iterator[LeaderOfTeams]:
    is_off = sa.exists().where(Unsubscribed.person_id == Person.id, Unsubscribed.kind == Kind.TEAM_WEEK)
    rows = db.session.execute(
        sa.select(Person.id, Person.name, Person.email, is_off.label("is_off"))
        .where(Person.id.in_(ids), Person.is_active, who)
        .order_by(Person.id)
    ).all()
    members = _members({leader for row in rows for leader, _name in teams.get(row.id, ())}, today)
    for row in rows:
        theirs = [Team(leader, name, members[leader]) for leader, name in teams.get(row.id, ())]
        yield LeaderOfTeams(Recipient(row.id, row.name, row.email, has_password=True), row.is_off, theirs)


def _members(leader_ids: Collection[int], today: date) -> Mapping[int, list[TeamMember]]:
    row = ProgressSummary
    first, last = days_of_completion(today)
    is_news = sa.or_(
        sa.and_(row.completed_on.is_(None), row.due_on <= today + WEEK),
        sa.and_(row.completed_on.is_(None), row.starts_on.between(today, today + WEEK)),
        row.completed_on.between(first, last),
    )
    found: dict[int, list[TeamMember]] = defaultdict(list)
    for each in db.session.execute(
        sa.select(row.leader_id, row.name, row.starts_on, row.due_on, row.completed_on)
        .where(row.leader_id.in_(leader_ids), row.due_on.is_not(None), is_news)
        .order_by(row.name_key, row.person_id)
    ):
        found[each.leader_id].append(TeamMember(each.name, each.starts_on, each.due_on, each.completed_on))
    return found
