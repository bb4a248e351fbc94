"""How somebody stands against the day by which they are to be done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.progress.deadlines import Standing, Status, default_due, renewal_opens, status

DUE = date(2026, 12, 2)
DAY = timedelta(days=1)
START = DUE - 30 * DAY

days = st.dates(DUE - 400 * DAY, DUE + 800 * DAY)


def on(
    today: date,
    *,
    begun: bool = True,
    starts: date = START,
    completed: date | None = None,
    valid_until: date | None = None,
) -> Status:
    return status(Standing(begun, starts, DUE, completed, valid_until), today)


class TestBeforeOneIsDone:
    @pytest.mark.parametrize("today", [DUE - 30 * DAY, DUE - DAY, DUE])
    def test_one_is_in_time_up_to_and_on_the_due_day(self, today: date) -> None:
        assert on(today, begun=False) is Status.NOT_STARTED
        assert on(today) is Status.UNDER_WAY

    def test_until_the_first_day_one_starts_soon_unless_one_has_begun(self) -> None:
        assert on(START - DAY, begun=False) is Status.UPCOMING
        assert on(START - DAY) is Status.UNDER_WAY
        assert on(START, begun=False) is Status.NOT_STARTED

    @pytest.mark.parametrize("begun", [False, True])
    @pytest.mark.parametrize("today", [DUE + DAY, DUE + 400 * DAY])
    def test_one_is_overdue_from_the_day_after_begun_or_not(self, today: date, begun: bool) -> None:  # noqa: FBT001 - a case
        assert on(today, begun=begun) is Status.OVERDUE


class TestWhenOneIsDone:
    @pytest.mark.parametrize(
        ("completed", "expected"),
        [
            (DUE - 10 * DAY, Status.DONE),
            (DUE, Status.DONE),
            (DUE + DAY, Status.DONE_LATE),
            (DUE + 90 * DAY, Status.DONE_LATE),
        ],
    )
    @pytest.mark.parametrize("later", [0 * DAY, 500 * DAY])
    def test_the_day_one_got_there_decides_and_stays_so(
        self, completed: date, expected: Status, later: timedelta
    ) -> None:
        assert on(completed + later, completed=completed) is expected

    @pytest.mark.parametrize("completed", [DUE, DUE + DAY])
    def test_it_lasts_through_the_last_day_of_the_certificate_and_no_longer(self, completed: date) -> None:
        last = DUE + 365 * DAY
        before = on(last, completed=completed, valid_until=last)
        assert before in {Status.DONE, Status.DONE_LATE}
        assert before is on(completed, completed=completed, valid_until=last)
        assert on(last + DAY, completed=completed, valid_until=last) is Status.EXPIRED


@pytest.mark.parametrize("begun", [False, True])
def test_who_renews_a_certificate_that_is_valid_has_completed(begun: bool) -> None:  # noqa: FBT001 - a case
    last = DUE
    assert on(last, begun=begun, valid_until=last) is Status.DONE
    assert on(last + DAY, begun=begun, valid_until=last) is Status.OVERDUE


@given(st.booleans(), st.dates(DUE - 400 * DAY, DUE), st.none() | days, st.none() | days, days)
def test_exactly_one_status_is_right(
    begun: bool,  # noqa: FBT001 - drawn
    starts: date,
    completed: date | None,
    last: date | None,
    today: date,
) -> None:
    is_expired = completed is not None and last is not None and today > last
    renews = completed is None and last is not None and today <= last
    open_ = completed is None and not renews
    right = {
        Status.UPCOMING: open_ and today < starts and not begun,
        Status.NOT_STARTED: open_ and starts <= today <= DUE and not begun,
        Status.UNDER_WAY: open_ and today <= DUE and begun,
        Status.OVERDUE: open_ and today > DUE,
        Status.DONE: renews or (completed is not None and completed <= DUE and not is_expired),
        Status.DONE_LATE: completed is not None and completed > DUE and not is_expired,
        Status.EXPIRED: is_expired,
    }
    assert right.keys() == set(Status)
    given_status = on(today, begun=begun, starts=starts, completed=completed, valid_until=last)
    assert [each for each, holds in right.items() if holds] == [given_status]


@given(days, st.integers(1, 730))
def test_the_due_day_is_so_many_days_after_the_first(starts_on: date, length: int) -> None:
    assert (default_due(starts_on, length) - starts_on).days == length


def test_thirty_days_from_the_second_of_november_end_on_the_second_of_december() -> None:
    assert default_due(date(2026, 11, 2), 30) == DUE


@given(days, st.integers(1, 365))
def test_a_renewal_opens_so_many_days_before_the_end(last: date, before: int) -> None:
    assert (last - renewal_opens(last, before)).days == before
