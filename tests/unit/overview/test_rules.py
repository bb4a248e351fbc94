"""The arithmetic of the overview: medians, shares of a bar, months, and who is overdue where."""

from __future__ import annotations

import statistics
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.accounts.rules import FoundationRole
from elearning.overview.rules import (
    LENGTHS,
    MONTHS_SHOWN,
    Counted,
    Outcome,
    Overdue,
    OverdueByUnit,
    Tally,
    end_of_month,
    journeys,
    median,
    months_between,
)
from elearning.overview.words import LENGTHS as LENGTH_WORDS
from elearning.overview.words import OUTCOMES, SHORT_LENGTHS
from elearning.progress.deadlines import Status
from elearning.progress.units import UnitPlace, UnitTree

EMPLOYEE, LEADER = FoundationRole.EMPLOYEE, FoundationRole.LEADER
UNITS = (UnitPlace(1, "Kommunen", None), UnitPlace(2, "Skoler", 1), UnitPlace(3, "Øst", 2))


def counted(
    month: int, days: int | None = None, *, people: int = 1, role: FoundationRole = EMPLOYEE
) -> Counted:
    outcome = Outcome.NOT_YET if days is None else Outcome.IN_TIME
    return Counted(date(2020 + month // 12, month % 12 + 1, 1), role, outcome, days, people)


class TestTheMedian:
    def test_of_nobody_there_is_none(self) -> None:
        assert median({}) is None
        assert Tally().median is None

    @given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
    def test_is_the_one_in_the_middle(self, numbers: list[int]) -> None:
        assert median(Counter(numbers)) == statistics.median(numbers)

    def test_takes_who_completed_before_the_start_as_0_days(self) -> None:
        found = journeys([counted(0, -9), counted(0, 4), counted(0, 5)])
        assert found.all.days == {0: 1, 4: 1, 5: 1}
        assert found.all.median == 4


class TestAShare:
    def test_of_nobody_is_none(self) -> None:
        assert Tally().percent == 0
        assert Tally().shares == []

    @given(st.lists(st.integers(0, 9_999), min_size=4, max_size=4).filter(any))
    def test_begins_where_the_one_before_ended_and_all_are_100(self, numbers: list[int]) -> None:
        shares = Tally(Counter(dict(zip(Outcome, numbers, strict=True)))).shares
        assert [share.first for share in shares] == [0, *(share.last for share in shares[:-1])]
        assert shares[-1].last == 100
        assert [share.outcome for share in shares] == [
            outcome for outcome, number in zip(Outcome, numbers, strict=True) if number
        ]

    def test_that_has_completed_is_rounded_down(self) -> None:
        late = Counter({Outcome.IN_TIME: 1, Outcome.LATE: 1, Outcome.OVERDUE: 1})
        assert Tally(late).percent == 66


class TestJourneys:
    def test_are_together_by_month_and_by_role(self) -> None:
        found = journeys([counted(3, 5, people=2), counted(1), counted(3, role=LEADER)])
        assert [month.month for month in found.by_month] == [2, 4]
        assert [tally.people for tally in found.by_month.values()] == [1, 3]
        assert {role: tally.people for role, tally in found.by_role.items()} == {EMPLOYEE: 3, LEADER: 1}
        assert (found.all.people, found.all.completed) == (4, 2)

    def test_of_many_months_the_newest_are_each_for_itself(self) -> None:
        found = journeys([counted(month, people=month + 1) for month in range(MONTHS_SHOWN + 3)])
        assert len(found.months) == MONTHS_SHOWN
        assert found.earlier.people == 1 + 2 + 3
        assert found.all.people == found.earlier.people + sum(each.people for each in found.months.values())

    def test_of_nobody_are_empty(self) -> None:
        found = journeys([])
        assert (found.all.people, found.months, found.earlier.people, found.by_role) == (0, {}, 0, {})


class TestOverdue:
    def test_a_unit_counts_all_its_parts_and_the_longest_of_them(self) -> None:
        tree = UnitTree(UNITS, [(unit.id, Status.OVERDUE, 1) for unit in UNITS])
        rows = [(3, 0, 2, 7), (3, 3, 1, 99), (2, 1, 4, 30), (None, 0, 8, 3)]
        found = OverdueByUnit(tree, rows)
        assert found.of(3) == Overdue((2, 0, 0, 1), 99)
        assert found.of(2) == Overdue((2, 4, 0, 1), 99)
        assert found.own(2) == Overdue((0, 4, 0, 0), 30)
        assert found.of(0) == Overdue((8, 0, 0, 0), 3)
        assert found.of(None) == Overdue((10, 4, 0, 1), 99)
        assert found.of(None).people == 15

    def test_of_nobody_is_nothing(self) -> None:
        found = OverdueByUnit(UnitTree(UNITS, []), [])
        assert found.of(None) == found.of(1) == found.own(0) == Overdue()


class TestMonths:
    @pytest.mark.parametrize("day", [date(2028, 2, 1), date(2026, 12, 31), date(9999, 12, 1)])
    def test_end_on_their_last_day(self, day: date) -> None:
        assert end_of_month(day).month == day.month
        assert end_of_month(day).day in {29, 31}

    @given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 400))
    def test_between_two_days_are_all_in_order(self, first: date, days: int) -> None:
        last = first + timedelta(days=days)
        found = list(months_between(first, last))
        days_between = {first + timedelta(days=day) for day in range(days + 1)}
        assert found == sorted({day.replace(day=1) for day in days_between})


def test_every_outcome_and_length_has_its_word() -> None:
    assert list(OUTCOMES) == list(Outcome)
    assert len(LENGTH_WORDS) == len(SHORT_LENGTHS) == len(LENGTHS) + 1
