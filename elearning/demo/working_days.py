"""When people learn: on weekdays, in working hours, a few steps at a sitting."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from random import Random
from zoneinfo import ZoneInfo

OPENS = time(8)
LATEST_BEGINNING_MINUTES = 5 * 60  # after opening: a sitting is over before 16
MOMENTS_A_SITTING = 10
SECONDS_BETWEEN = (50, 240)
# Most learn within the month they have, the others within about three; in working days.
IN_TIME, LATE = 20, 60
PERCENT_IN_TIME = 80
_SATURDAY = 5


def next_working_day(day: date) -> date:
    """Give `day`, or the Monday after it."""
    return day if day.weekday() < _SATURDAY else day + timedelta(days=7 - day.weekday())


def working_days(first: date, end: date) -> list[date]:
    """List the weekdays from `first` until the day before `end`."""
    days = (first + timedelta(days=number) for number in range((end - first).days))
    return [day for day in days if day.weekday() < _SATURDAY]


def moments(rng: Random, days: Sequence[date], count: int, zone: ZoneInfo) -> list[datetime]:
    """Draw `count` moments in UTC, in their order, on some of `days`; none where there are no days."""
    early = days[: IN_TIME if rng.randrange(100) < PERCENT_IN_TIME else LATE]
    sittings = min(len(early), ceil(count / MOMENTS_A_SITTING))
    found = []
    for number, day in enumerate(sorted(rng.sample(early, sittings))):
        size = count * (number + 1) // sittings - count * number // sittings
        moment = datetime.combine(day, OPENS, zone) + timedelta(
            minutes=rng.randrange(LATEST_BEGINNING_MINUTES)
        )
        for _moment in range(size):
            moment += timedelta(seconds=rng.randint(*SECONDS_BETWEEN))
            found.append(moment.astimezone(UTC))
    return found
