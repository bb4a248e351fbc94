from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.demo.working_days import moments, next_working_day, working_days

ZONE = ZoneInfo("Europe/Copenhagen")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 23)),
    ],
)
def test_a_first_day_at_the_weekend_moves_to_monday(day: date, expected: date) -> None:
    assert next_working_day(day) == expected


def test_working_days_end_the_day_before_and_leave_out_weekends() -> None:
    friday, tuesday = date(2026, 11, 20), date(2026, 11, 24)
    assert working_days(friday, tuesday) == [friday, date(2026, 11, 23)]
    assert working_days(tuesday, friday) == []


@given(
    first=st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    length=st.integers(8, 400),
    count=st.integers(0, 200),
    seed=st.integers(),
)
def test_people_learn_in_working_hours_from_their_first_day_until_yesterday(
    first: date, length: int, count: int, seed: int
) -> None:
    end = first + timedelta(days=length)
    found = moments(Random(seed), working_days(first, end), count, ZONE)  # noqa: S311 - a test's choice
    local = [moment.astimezone(ZONE) for moment in found]
    assert len(found) == count
    assert found == sorted(set(found))
    assert all(first <= moment.date() < end for moment in local)
    assert all(moment.weekday() < 5 and 8 <= moment.hour < 16 for moment in local)


def test_without_days_there_are_no_moments() -> None:
    assert moments(Random(1), [], 3, ZONE) == []  # noqa: S311 - a test's choice
