"""The days on which nobody gets a mail: weekends, public holidays, and others that a municipality has off."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Final

import holidays

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
#: Free in a municipality, though no public holidays (ADR 13). In Danish, as the library's names are.
_ALSO_FREE: Final = {(6, 5): "Grundlovsdag", (12, 24): "Juleaftensdag", (12, 31): "Nytårsaftensdag"}


def name_of(day: date) -> str | None:
    """Say what makes a day quiet, in Danish: “weekend”, or the holiday's name; None for a working day."""
    named = _holidays(day.year).get(day) or _ALSO_FREE.get((day.month, day.day))
    return named or ("weekend" if day.weekday() >= _SATURDAY else None)


def is_quiet(day: date) -> bool:
    return name_of(day) is not None


def working_day_on_or_after(day: date) -> date:
    while is_quiet(day):
        day += _DAY
    return day


def working_day_on_or_before(day: date) -> date:
    while is_quiet(day):
        day -= _DAY
    return day


def monday_of(day: date) -> date:
    """Give the Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def first_of_week(day: date) -> date:
    """Give the first working day of the week that a day is in."""
    return working_day_on_or_after(monday_of(day))


@cache
def _holidays(year: int) -> Mapping[date, str]:
    return dict(holidays.country_holidays("DK", years=year, language="da"))
