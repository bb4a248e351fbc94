"""Time is asked for in one place, in UTC, and days are those of the place where people work."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from elearning.clock import now, pretend, today

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def test_now_is_aware_and_in_utc() -> None:
    assert now().utcoffset() == timedelta(0)
    assert abs(now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_day_changes_at_midnight_in_denmark_and_not_in_greenwich() -> None:
    with pretend(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)):
        assert today(COPENHAGEN) == date(2026, 7, 2)
        assert today(ZoneInfo("UTC")) == date(2026, 7, 1)


def test_a_pretended_moment_ends_with_its_block_also_inside_another() -> None:
    outer, inner = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)
    with pretend(outer):
        with pretend(inner):
            assert now() == inner
        assert now() == outer
    assert now().year >= 2026
