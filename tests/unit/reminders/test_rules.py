"""Which mails are due on which day, and why one is not sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.reminders import rules
from elearning.reminders.quiet_days import is_quiet, working_day_on_or_after
from elearning.reminders.rules import Decision, Facts, Kind, Reason, due

MONDAY = date(2026, 11, 2)
DUE = date(2026, 12, 2)  # a Wednesday
NEW = Facts(starts_on=MONDAY, due_on=DUE)
BEGUN = replace(NEW, has_begun=True, last_active_on=MONDAY, logged={(Kind.WELCOME, MONDAY)})
DONE = replace(BEGUN, completed_on=date(2026, 11, 20))


def sent(facts: Facts, today: date) -> list[Kind]:
    return [each.kind for each in due(facts, today) if each.reason is None]


def skipped(facts: Facts, today: date) -> list[tuple[Kind, Reason | None]]:
    return [(each.kind, each.reason) for each in due(facts, today) if each.reason]


def logged(*kinds: Kind, facts: Facts = NEW) -> Facts:
    days = {kind: rules.day_of(kind, facts) for kind in kinds}
    return replace(facts, logged={(kind, day) for kind, day in days.items() if day})


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2026, 11, 1), []),
        (date(2026, 11, 2), [Kind.WELCOME]),
        (date(2026, 11, 6), [Kind.WELCOME]),  # nothing ran in between
        (date(2026, 11, 7), []),  # a Saturday
        (date(2026, 11, 9), [Kind.NUDGE]),  # too late to welcome somebody
        (date(2026, 11, 24), [Kind.NUDGE]),
        (date(2026, 11, 25), [Kind.DUE_WEEK]),
        (date(2026, 11, 30), [Kind.DUE_WEEK]),
        (date(2026, 12, 1), [Kind.DUE_TOMORROW]),
        (date(2026, 12, 2), [Kind.DUE_TOMORROW]),
        (date(2026, 12, 3), [Kind.OVERDUE]),
        (date(2026, 12, 9), [Kind.OVERDUE]),
        (date(2026, 12, 10), []),
    ],
)
def test_somebody_who_has_had_no_mail_gets_what_the_day_is_for(day: date, kinds: list[Kind]) -> None:
    assert sent(NEW, day) == kinds


class TestWeekends:
    def test_who_starts_on_a_saturday_is_welcomed_on_monday(self) -> None:
        facts = replace(NEW, starts_on=date(2026, 11, 7))
        assert [day for day in range(7, 12) if sent(facts, date(2026, 11, day))] == [9, 10, 11]

    @pytest.mark.parametrize(
        ("due_on", "friday"),
        [
            (date(2026, 11, 30), date(2026, 11, 27)),  # due on Monday
            (date(2026, 11, 29), date(2026, 11, 27)),  # on Sunday
            (date(2026, 4, 7), date(2026, 4, 1)),  # on the Tuesday after Easter
            (date(2026, 12, 28), date(2026, 12, 23)),  # after Christmas
        ],
    )
    def test_the_day_before_is_the_last_working_day_before(self, due_on: date, friday: date) -> None:
        facts = replace(NEW, starts_on=due_on - timedelta(days=40), due_on=due_on)
        assert sent(facts, friday - timedelta(days=1)) == [Kind.DUE_WEEK]
        assert sent(facts, friday) == [Kind.DUE_TOMORROW]

    def test_a_week_before_is_moved_to_the_working_day_before(self) -> None:
        facts = logged(Kind.WELCOME, Kind.NUDGE, facts=replace(NEW, due_on=date(2026, 12, 5)))
        assert sent(facts, date(2026, 11, 26)) == []
        assert sent(facts, date(2026, 11, 27)) == [Kind.DUE_WEEK]

    def test_the_day_after_is_the_first_working_day_after(self) -> None:
        facts = replace(NEW, due_on=date(2026, 12, 4))
        assert [sent(facts, date(2026, 12, day)) for day in (5, 6, 7)] == [[], [], [Kind.OVERDUE]]


class TestNudge:
    def test_comes_when_somebody_has_been_away_for_seven_days(self) -> None:
        facts = replace(BEGUN, last_active_on=date(2026, 11, 10))
        assert sent(facts, date(2026, 11, 16)) == []
        assert sent(facts, date(2026, 11, 17)) == [Kind.NUDGE]

    def test_does_not_come_within_seven_days_of_another_mail(self) -> None:
        facts = replace(BEGUN, mailed_on=date(2026, 11, 12))
        assert sent(facts, date(2026, 11, 18)) == []
        assert sent(facts, date(2026, 11, 19)) == [Kind.NUDGE]

    @pytest.mark.parametrize("due_on", [DUE, DUE + timedelta(days=14)])
    def test_comes_once_for_each_journey_however_its_due_date_is_moved(self, due_on: date) -> None:
        facts = replace(logged(Kind.WELCOME, Kind.NUDGE), due_on=due_on)
        assert sent(facts, date(2026, 11, 20)) == []

    def test_comes_again_for_a_renewal(self) -> None:
        renewal = replace(
            logged(Kind.NUDGE),
            starts_on=date(2028, 9, 21),
            due_on=date(2028, 11, 20),
            is_renewal=True,
        )
        assert sent(renewal, date(2028, 9, 28)) == [Kind.NUDGE]

    def test_is_logged_once_for_who_does_without(self) -> None:
        facts = replace(BEGUN, unsubscribed={Kind.NUDGE})
        assert skipped(facts, date(2026, 11, 20)) == [(Kind.NUDGE, Reason.UNSUBSCRIBED)]

    def test_that_nobody_ran_is_not_logged_as_too_late(self) -> None:
        facts = logged(Kind.WELCOME, Kind.DUE_WEEK)
        assert list(due(facts, date(2026, 11, 27))) == []


class TestWelcome:
    def test_is_not_sent_to_who_has_begun_and_the_log_says_so(self) -> None:
        assert list(due(replace(NEW, has_begun=True), MONDAY)) == [
            Decision(Kind.WELCOME, MONDAY, Reason.ALREADY_BEGUN)
        ]

    def test_is_not_for_a_renewal(self) -> None:
        assert sent(replace(NEW, is_renewal=True), MONDAY) == []

    def test_a_journey_of_few_days_has_no_mail_a_week_before(self) -> None:
        short = replace(NEW, due_on=MONDAY + timedelta(days=7))
        days = [MONDAY + timedelta(days=number) for number in range(8)]
        assert Kind.DUE_WEEK not in {kind for day in days for kind in sent(short, day)}
        assert sent(short, MONDAY) == [Kind.WELCOME]

    def test_does_not_come_again_when_the_due_date_is_moved(self) -> None:
        facts = replace(logged(Kind.WELCOME), due_on=DUE + timedelta(days=14))
        assert list(due(facts, MONDAY + timedelta(days=1))) == []


class TestFewDaysOverAWeekend:
    @pytest.mark.parametrize(
        ("starts_on", "due_on", "welcome"),
        [
            (date(2026, 11, 7), date(2026, 11, 9), Reason.NO_WORKING_DAY),  # Saturday to Monday
            (date(2026, 11, 7), date(2026, 11, 10), Reason.NO_WORKING_DAY),
            (date(2026, 11, 2), date(2026, 11, 3), None),  # the mail the day before takes its place
        ],
    )
    def test_only_the_mails_about_the_due_date_come_and_the_log_says_why(
        self, starts_on: date, due_on: date, welcome: Reason | None
    ) -> None:
        facts = replace(NEW, starts_on=starts_on, due_on=due_on)
        monday = working_day_on_or_after(starts_on)
        assert sent(facts, monday) == [Kind.DUE_TOMORROW]
        assert skipped(facts, monday) == ([(Kind.WELCOME, welcome)] if welcome else [])

    def test_a_journey_within_a_weekend_has_only_the_mail_after_it(self) -> None:
        facts = replace(NEW, starts_on=date(2026, 11, 7), due_on=date(2026, 11, 8))
        monday = date(2026, 11, 9)
        assert sent(facts, monday) == [Kind.OVERDUE]
        assert skipped(facts, monday) == [
            (Kind.DUE_TOMORROW, Reason.NO_WORKING_DAY),
            (Kind.WELCOME, Reason.NO_WORKING_DAY),
        ]


class TestTooLate:
    def test_a_window_that_passed_without_a_run_is_logged(self) -> None:
        assert skipped(NEW, date(2026, 12, 3)) == [
            (Kind.DUE_TOMORROW, Reason.TOO_LATE),
            (Kind.DUE_WEEK, Reason.TOO_LATE),
            (Kind.WELCOME, Reason.TOO_LATE),
        ]

    def test_but_not_as_too_late_when_a_run_in_it_found_nothing_due(self) -> None:
        moved = replace(logged(Kind.WELCOME), due_on=date(2026, 11, 26), ran_on={date(2026, 11, 20)})
        assert skipped(moved, date(2026, 11, 25)) == [(Kind.DUE_WEEK, Reason.CHANGED)]

    def test_a_run_outside_it_does_not_count(self) -> None:
        moved = replace(logged(Kind.WELCOME), due_on=date(2026, 11, 26), ran_on={date(2026, 11, 18)})
        assert skipped(moved, date(2026, 11, 25)) == [(Kind.DUE_WEEK, Reason.TOO_LATE)]

    def test_but_not_for_ever(self) -> None:
        assert list(due(NEW, DUE + timedelta(days=60))) == []


class TestCompleted:
    @pytest.mark.parametrize("day", range(60))
    def test_somebody_who_is_done_hears_no_more(self, day: int) -> None:
        assert list(due(DONE, MONDAY + timedelta(days=day))) == []


class TestCertificate:
    end = date(2028, 11, 20)
    holder = replace(DONE, valid_until=end)

    def test_is_told_of_from_the_day_it_can_be_renewed(self) -> None:
        opens = self.end - timedelta(days=60)  # a Thursday
        assert sent(self.holder, opens - timedelta(days=1)) == []
        assert list(due(self.holder, opens)) == [Decision(Kind.CERTIFICATE_ENDS, self.end)]

    def test_the_mail_about_the_due_date_of_its_renewal_comes_first(self) -> None:
        renewal = replace(
            self.holder,
            starts_on=date(2028, 9, 21),
            due_on=self.end,
            is_renewal=True,
            completed_on=None,
            has_begun=False,
        )
        assert sent(renewal, date(2028, 11, 13)) == [Kind.DUE_WEEK]
        assert sent(renewal, date(2028, 9, 21)) == [Kind.CERTIFICATE_ENDS]


def test_nobody_gets_two_mails_on_one_day_however_often_it_runs() -> None:
    assert sent(replace(NEW, mailed_on=DUE + timedelta(days=1)), DUE + timedelta(days=1)) == []


class TestHindrance:
    """What is asked again before a failed mail is tried once more."""

    @pytest.mark.parametrize(
        ("kind", "facts", "day", "reason"),
        [
            (Kind.DUE_TOMORROW, NEW, date(2026, 12, 2), None),
            (Kind.DUE_TOMORROW, NEW, date(2026, 12, 3), Reason.TOO_LATE),
            (Kind.DUE_WEEK, DONE, date(2026, 11, 26), Reason.COMPLETED),
            (Kind.WELCOME, BEGUN, date(2026, 11, 3), Reason.ALREADY_BEGUN),
            (
                Kind.NUDGE,
                replace(BEGUN, last_active_on=date(2026, 11, 16)),
                date(2026, 11, 17),
                Reason.CHANGED,
            ),
            (Kind.NUDGE, replace(BEGUN, unsubscribed={Kind.NUDGE}), date(2026, 11, 17), Reason.UNSUBSCRIBED),
            (Kind.FROM_LEADER, NEW, date(2026, 12, 24), None),
            (Kind.FROM_LEADER, DONE, date(2026, 11, 26), Reason.COMPLETED),
        ],
    )
    def test_a_mail_that_no_longer_holds_is_not_sent(
        self, kind: Kind, facts: Facts, day: date, reason: Reason | None
    ) -> None:
        assert rules.hindrance(kind, facts, day) == reason


def test_a_mail_is_tried_five_times() -> None:
    waits = [rules.next_try(attempts) for attempts in range(1, 6)]
    assert waits == [
        timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=24), None,
    ]  # fmt: skip


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(
    starts_on=days,
    length=st.integers(0, 45),
    active=st.sets(st.integers(0, 59)),
    ran=st.sets(st.integers(0, 59)),
)
def test_over_sixty_days_every_mail_comes_at_most_once_and_none_on_a_quiet_day(
    starts_on: date, length: int, active: set[int], ran: set[int]
) -> None:
    facts = Facts(starts_on=starts_on, due_on=starts_on + timedelta(days=length))
    mails: list[tuple[date, Decision]] = []
    for number in range(60):
        today = starts_on + timedelta(days=number)
        if number in active:
            facts = replace(facts, has_begun=True, last_active_on=today)
        for decision in list(due(facts, today)) if number in ran else []:
            facts = replace(facts, logged={*facts.logged, (decision.kind, decision.due_on)})
            if decision.reason is None:
                facts = replace(facts, mailed_on=today)
                mails.append((today, decision))
            else:
                assert decision.reason in {Reason.TOO_LATE, Reason.ALREADY_BEGUN, Reason.NO_WORKING_DAY}
    assert not any(is_quiet(day) for day, _decision in mails)
    assert max(Counter(day for day, _decision in mails).values(), default=1) == 1
    assert max(Counter(decision.kind for _day, decision in mails).values(), default=1) == 1


@given(starts_on=days, length=st.integers(14, 45))
def test_who_does_nothing_and_is_asked_daily_gets_all_five(starts_on: date, length: int) -> None:
    facts = Facts(starts_on=starts_on, due_on=starts_on + timedelta(days=length))
    kinds = []
    for number in range(70):
        today = starts_on + timedelta(days=number)
        for decision in list(due(facts, today)):
            assert decision.reason is None
            facts = replace(facts, logged={*facts.logged, (decision.kind, decision.due_on)}, mailed_on=today)
            kinds.append(decision.kind)
    order = [Kind.WELCOME, Kind.NUDGE, Kind.DUE_WEEK, Kind.DUE_TOMORROW, Kind.OVERDUE]
    assert kinds in (order, [kind for kind in order if kind is not Kind.NUDGE])
