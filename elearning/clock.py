"""What time it is: the one place that asks, so that it can be another time for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """Give the present moment, aware and in UTC: the only form that is stored."""
    return _pretended.get() or datetime.now(UTC)


def today(zone: ZoneInfo) -> date:
    """Give the calendar day in `zone`: at midnight in Billund, not at midnight in Greenwich."""
    return day_of(now(), zone)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """Give the calendar day that a moment falls on in `zone`."""
    return moment.astimezone(zone).date()


@contextmanager
def pretend(moment: datetime) -> Iterator[None]:
    """Let it be `moment` inside the block: how the demo municipality gets a past, and tests a future."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
