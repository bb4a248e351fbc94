"""The arithmetic of a team: sums of units, months, pages, and who is above whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.progress.deadlines import Status
from elearning.teams.rules import (
    PAGE_SIZE,
    URGENCY,
    line_between,
    months,
    pages,
)

TODAY = date(2026, 11, 23)


def test_urgency_has_every_status() -> None:
    assert set(URGENCY) == set(Status)


class TestMonths:
    def test_are_the_last_twelve_and_this_one_ends_today(self) -> None:
        found = months({}, TODAY)
        assert [each.day for each in found[:2]] == [date(2025, 12, 31), date(2026, 1, 31)]
        assert [each.day for each in found[-2:]] == [date(2026, 10, 31), TODAY]
        assert len(found) == 12

    def test_count_everybody_who_had_completed_by_their_end(self) -> None:
        days = {date(2019, 1, 1): 5, date(2026, 10, 31): 2, date(2026, 11, 1): 1, TODAY: 1}
        assert [each.completed for each in months(days, TODAY)] == [5] * 10 + [7, 9]

    @given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
    def test_each_ends_on_the_last_day_of_another_month(self, today: date) -> None:
        ends = [each.day for each in months({}, today)]
        assert all((day + timedelta(1)).day == 1 for day in ends[:-1])
        assert len({(day.year, day.month) for day in ends}) == 12
        assert ends == sorted(ends)


class TestPages:
    def test_say_which_people_they_have(self) -> None:
        found = pages(2, 812)
        assert (found.first, found.last, found.count) == (26, 50, 33)
        assert pages(33, 812).last == 812
        assert pages(1, PAGE_SIZE).count == 1

    @pytest.mark.parametrize(("wanted", "number"), [(0, 1), (-4, 1), (34, 33), (10**9, 33), (33, 33)])
    def test_end_where_the_list_does(self, wanted: int, number: int) -> None:
        assert pages(wanted, 812).number == number

    def test_of_an_empty_list_there_is_one(self) -> None:
        assert pages(3, 0).number == 1

    def test_lead_to_both_ends_and_to_those_around(self) -> None:
        assert pages(5, 812).links == [1, None, 4, 5, 6, None, 33]
        assert pages(1, 812).links == [1, 2, None, 33]
        assert pages(2, 75).links == [1, 2, 3]


class TestTheLine:
    def test_is_from_the_leader_down_to_the_persons_own(self) -> None:
        assert line_between("/1/16/231/7/", ["/1/"]) == [1, 16, 231]
        assert line_between("/1/16/231/7/", ["/1/16/231/"]) == [231]

    def test_begins_with_the_lowest_of_several(self) -> None:
        assert line_between("/1/16/231/7/", ["/1/", "/1/16/", "/2/"]) == [16, 231]

    @pytest.mark.parametrize("line", ["/1/", "/2/16/", "/11/5/", ""])
    def test_of_who_is_not_below_there_is_none(self, line: str) -> None:
        assert line_between(line, ["/1/", "/16/"]) == []
