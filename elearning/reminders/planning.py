"""Which mails are to go on a day, to whom, with what in them, and which not, and why. It writes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from elearning.clock import now
from elearning.reminders import queries, rules
from elearning.reminders.queries import LeaderOfTeam, Learner, Recipient, Retry
from elearning.reminders.quiet_days import begins_the_week, monday_of
from elearning.reminders.rules import Kind, Reason
from elearning.reminders.team_week import Group, TeamMember, grouped


@dataclass(frozen=True)
class Planned:
    """A mail that is due: to go, or with a `reason` why it does not.

    `retry_of` is the log's row of one that failed before. Learners' mails have a `learner`, a leader's a
    `team`; `by` is the leader who asked for it.
    """

    recipient: Recipient | None
    kind: Kind
    due_on: date
    reason: Reason | None = None
    learner: Learner | None = None
    team: Mapping[Group, list[TeamMember]] | None = None
    retry_of: int | None = None
    by: str | None = None


def plan(today: date) -> Iterator[Planned]:
    """Give all that is due: what failed before first, then learners' mails, then leaders'."""
    yield from _again(today)
    for learner in queries.learners(today):
        for decision in rules.due(learner.facts, today):
            yield Planned(learner.recipient, decision.kind, decision.due_on, decision.reason, learner=learner)
    if begins_the_week(today):
        for leader in queries.leaders(today):
            if team := grouped(leader.members, today):
                yield _of_week(leader, team, today)


def from_leader(learner: Learner, leader_name: str) -> Planned:
    """Plan the mail that a leader asks for."""
    facts = learner.facts
    return Planned(learner.recipient, Kind.FROM_LEADER, facts.due_on, learner=learner, by=leader_name)


def _of_week(leader: LeaderOfTeam, team: Mapping[Group, list[TeamMember]], today: date) -> Planned:
    reason = Reason.UNSUBSCRIBED if leader.has_unsubscribed else None
    return Planned(leader.recipient, Kind.TEAM_WEEK, monday_of(today), reason, team=team)


def _again(today: date) -> Iterator[Planned]:
    failed = queries.retries(now())
    for start in range(0, len(failed), queries.PAGE):
        page = failed[start : start + queries.PAGE]
        learners = queries.learners_by_id([each.person_id for each in page])
        for each in page:
            if each.kind is Kind.TEAM_WEEK:
                yield _team_again(each, today)
            else:
                yield _learner_again(each, learners.get(each.person_id), today)


def _learner_again(retry: Retry, learner: Learner | None, today: date) -> Planned:
    """Plan a mail again, unless what it was about is no longer so."""
    again = Planned(None, retry.kind, retry.due_on, Reason.LEFT, retry_of=retry.reminder_id, by=retry.by)
    if learner is None:
        return again
    again = replace(again, recipient=learner.recipient, learner=learner)
    if rules.day_of(retry.kind, learner.facts) != retry.due_on:
        return replace(again, reason=Reason.CHANGED)
    facts = replace(learner.facts, mailed_on=None)  # it may have been this very mail
    return replace(again, reason=rules.hindrance(retry.kind, facts, today))


def _team_again(retry: Retry, today: date) -> Planned:
    again = Planned(None, retry.kind, retry.due_on, Reason.LEFT, retry_of=retry.reminder_id)
    if monday_of(today) != retry.due_on:
        return replace(again, reason=Reason.TOO_LATE)
    leader = queries.leader_by_id(retry.person_id, today)
    if leader is None:
        return again
    team = grouped(leader.members, today)
    planned = _of_week(leader, team, today)
    reason = planned.reason or (None if team else Reason.CHANGED)
    return replace(planned, reason=reason, retry_of=retry.reminder_id)
