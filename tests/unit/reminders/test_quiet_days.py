"""The days on which nobody gets a mail."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from elearning.reminders import quiet_days


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 21), "weekend"),
        (date(2026, 11, 22), "weekend"),
        (date(2026, 4, 2), "Skærtorsdag"),
        (date(2026, 4, 3), "Langfredag"),
        (date(2026, 4, 6), "Anden påskedag"),
        (date(2026, 5, 14), "Kristi himmelfartsdag"),
        (date(2026, 5, 25), "Anden pinsedag"),
        (date(2026, 6, 5), "Grundlovsdag"),
        (date(2026, 12, 24), "Juleaftensdag"),
        (date(2026, 12, 25), "Juledag"),
        (date(2026, 12, 31), "Nytårsaftensdag"),
        (date(2027, 1, 1), "Nytårsdag"),
    ],
)
def test_a_day_off_is_quiet_and_has_a_name(day: date, name: str) -> None:
    assert quiet_days.name_of(day) == name


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 23),
        date(2026, 5, 1),  # off in some places only
        date(2026, 5, 8),  # Great Prayer Day was one until 2023
        date(2026, 12, 30),
    ],
)
def test_a_working_day_is_not(day: date) -> None:
    assert not quiet_days.is_quiet(day)


def test_over_christmas_the_next_working_day_is_the_28th() -> None:
    assert quiet_days.working_day_on_or_after(date(2026, 12, 24)) == date(2026, 12, 28)
    assert quiet_days.working_day_on_or_before(date(2026, 12, 27)) == date(2026, 12, 23)


def test_each_week_begins_once() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    begun = {quiet_days.first_of_week(day) for day in days}
    weeks = {quiet_days.monday_of(day) for day in begun}
    assert len(weeks) == len(begun)
    assert date(2026, 4, 7) in begun  # the Tuesday after Easter
