"""Which mails are to go on a day, to whom, with what in them, and which not, and why. It writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from elearning.clock import now
from elearning.reminders import queries, rules, team_queries, team_week
from elearning.reminders.queries import Asker, Learner, Recipient, Retry
from elearning.reminders.quiet_days import monday_of
from elearning.reminders.rules import Kind, Reason
from elearning.reminders.team_queries import LeaderOfTeams
from elearning.reminders.team_week import News


@dataclass(frozen=True)
class Planned:
    """A mail that is due: to go, or with a `reason` why it does not.

    `retry_of` is the log's row of one that failed before. Learners' mails have a `learner`, a leader's
    the news of `teams`; `by` is who asked for it.
    """

    recipient: Recipient | None
    kind: Kind
    due_on: date
    reason: Reason | None = None
    learner: Learner | None = None
    teams: Sequence[News] = ()
    retry_of: int | None = None
    by: Asker | None = None


def plan(today: date) -> Iterator[Planned]:
    """Give all that is due: what failed before first, then learners' mails, then leaders'."""
    yield from _again(today)
    ran_on = queries.days_of_runs()
    for learner in queries.learners(today, ran_on):
        for decision in rules.due(learner.facts, today):
            yield Planned(learner.recipient, decision.kind, decision.due_on, decision.reason, learner=learner)
    if team_week.is_due(today, ran_on):
        for leader in team_queries.leaders(today):
            if teams := team_week.news_of(leader.teams, today):
                yield _of_week(leader, teams, today)


def from_leader(learner: Learner, asker: Asker | None) -> Planned:
    """Plan the mail that a leader, or who stands in for them, asks for."""
    facts = learner.facts
    return Planned(learner.recipient, Kind.FROM_LEADER, facts.due_on, learner=learner, by=asker)


def _of_week(leader: LeaderOfTeams, teams: Sequence[News], today: date) -> Planned:
    reason = Reason.TOO_LATE if team_week.is_too_late(today) else None
    if leader.has_unsubscribed:
        reason = Reason.UNSUBSCRIBED
    return Planned(leader.recipient, Kind.TEAM_WEEK, monday_of(today), reason, teams=teams)


def _again(today: date) -> Iterator[Planned]:
    for page in queries.retries(now()):
        learners = queries.learners_by_id([each.person_id for each in page])
        for each in page:
            if each.kind is Kind.TEAM_WEEK:
                yield _team_again(each, today)
            else:
                yield _learner_again(each, learners.get(each.person_id), today)


def _learner_again(retry: Retry, learner: Learner | None, today: date) -> Planned:
    """Plan a mail again, unless what it was about is no longer so."""
    again = Planned(None, retry.kind, retry.due_on, Reason.LEFT, retry_of=retry.reminder_id)
    if learner is None:
        return again
    asker = queries.asker(retry.by_id, retry.person_id, today) if retry.by_id else None
    again = replace(again, recipient=learner.recipient, learner=learner, by=asker)
    if rules.day_of(retry.kind, learner.facts) != retry.due_on:
        return replace(again, reason=Reason.CHANGED)
    facts = replace(learner.facts, mailed_on=None)  # it may have been this very mail
    return replace(again, reason=rules.hindrance(retry.kind, facts, today))


def _team_again(retry: Retry, today: date) -> Planned:
    again = Planned(None, retry.kind, retry.due_on, Reason.LEFT, retry_of=retry.reminder_id)
    if monday_of(today) != retry.due_on:
        return replace(again, reason=Reason.TOO_LATE)
    leader = team_queries.leader_by_id(retry.person_id, today)
    if leader is None:
        return again
    teams = team_week.news_of(leader.teams, today)
    planned = _of_week(leader, teams, today)
    reason = planned.reason or (None if teams else Reason.CHANGED)
    return replace(planned, reason=reason, retry_of=retry.reminder_id)
