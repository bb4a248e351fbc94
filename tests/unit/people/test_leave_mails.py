"""Mails of somebody on leave: they wait as long as there is time, and are not sent after it."""

from __future__ import annotations

from datetime import date

from elearning.reminders.rules import Facts, Kind, Reason, due, hindrance

FACTS = Facts(starts_on=date(2026, 11, 2), due_on=date(2026, 12, 2))
WEEK_BEFORE = date(2026, 11, 25)


def on_leave(facts: Facts) -> Facts:
    return Facts(starts_on=facts.starts_on, due_on=facts.due_on, has_begun=True, is_on_leave=True)


def test_a_mail_waits_while_there_is_time() -> None:
    assert any(each.kind is Kind.DUE_WEEK and each.reason is None for each in due(FACTS, WEEK_BEFORE))
    assert all(each.reason is not None for each in due(on_leave(FACTS), WEEK_BEFORE))
    assert Kind.DUE_WEEK not in {each.kind for each in due(on_leave(FACTS), WEEK_BEFORE)}


def test_a_mail_whose_time_passes_is_logged_with_the_reason() -> None:
    decisions = {each.kind: each.reason for each in due(on_leave(FACTS), date(2026, 12, 2))}
    assert decisions[Kind.DUE_WEEK] is Reason.ON_LEAVE


def test_a_leaders_own_mail_goes_all_the_same() -> None:
    assert hindrance(Kind.FROM_LEADER, on_leave(FACTS), WEEK_BEFORE) is None
