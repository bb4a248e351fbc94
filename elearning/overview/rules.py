"""The arithmetic of HR's overview: outcomes, medians, how long what is overdue has been, and months."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from elearning.accounts.rules import FoundationRole
from elearning.progress.rules import percent
from elearning.progress.units import NO_UNIT, UnitTree

#: Months of start that the page has each for itself; those before are together.
MONTHS_SHOWN: Final = 12
#: The most days that each length of being overdue has; the last length has no end.
LENGTHS: Final = (7, 30, 90)


class Outcome(StrEnum):
    """How a first journey went, or goes."""

    IN_TIME = "in_time"
    LATE = "late"
    OVERDUE = "overdue"
    NOT_YET = "not_yet"


class Counted(NamedTuple):
    """How many people who start in a month, with one role and outcome, took so many days; None: not done.

    The month is its first day.
    """

    month: date
    role: FoundationRole
    outcome: Outcome
    days: int | None
    people: int


class Share(NamedTuple):
    """Where a part of a bar of 100 begins and ends."""

    outcome: Outcome
    first: int
    last: int


@dataclass
class Tally:
    """How the journeys of some people went, and how many of them took how many days."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        self.outcomes.update(other.outcomes)
        self.days.update(other.days)

    @property
    def people(self) -> int:
        return self.outcomes.total()

    @property
    def completed(self) -> int:
        return self.outcomes[Outcome.IN_TIME] + self.outcomes[Outcome.LATE]

    @property
    def percent(self) -> int:
        """The share that has completed, rounded down: 100 means everybody."""
        return percent(self.completed, self.people)

    @property
    def median(self) -> float | None:
        """The days that half of those who completed needed at most; None if nobody has."""
        return median(self.days)

    @property
    def shares(self) -> list[Share]:
        """The outcomes that occur as parts of a bar; there is no gap between them."""
        found, before = [], 0
        for outcome in Outcome:
            upto = before + self.outcomes[outcome]
            if upto > before:
                found.append(Share(outcome, *(round(100 * each / self.people) for each in (before, upto))))
            before = upto
        return found


def median(numbers: Mapping[int, int]) -> float | None:
    """Give the median of numbers that each occur so many times; of two in the middle, their mean."""
    count = sum(numbers.values())
    if not count:
        return None
    middles = ((count - 1) // 2, count // 2)
    found: list[int] = []
    passed = 0
    for number in sorted(numbers):
        passed += numbers[number]
        while len(found) < len(middles) and passed > middles[len(found)]:
            found.append(number)
    return sum(found) / len(found)


@dataclass
class Journeys:
    """First journeys: all together, by month of start in its order, and by role in the roles' order."""

    all: Tally
    by_month: dict[date, Tally]
    by_role: dict[FoundationRole, Tally]

    @property
    def months(self) -> dict[date, Tally]:
        """The newest months of start, in their order."""
        return {month: self.by_month[month] for month in list(self.by_month)[-MONTHS_SHOWN:]}

    @property
    def earlier(self) -> Tally:
        """All months before those."""
        return _together(self.by_month[month] for month in list(self.by_month)[:-MONTHS_SHOWN])


def journeys(rows: Iterable[Counted]) -> Journeys:
    """Put counted people together."""
    months: dict[date, Tally] = defaultdict(Tally)
    roles: dict[FoundationRole, Tally] = defaultdict(Tally)
    for row in rows:
        for tally in (months[row.month], roles[row.role]):
            tally.outcomes[row.outcome] += row.people
            if row.days is not None:
                tally.days[max(row.days, 0)] += row.people
    return Journeys(
        _together(months.values()),
        {month: months[month] for month in sorted(months)},
        {role: roles[role] for role in FoundationRole if role in roles},
    )


def _together(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    return whole


class Overdue(NamedTuple):
    """How many people have been overdue for each of the lengths, and the most days anybody has been."""

    lengths: tuple[int, ...] = (0,) * (len(LENGTHS) + 1)
    longest: int = 0

    @property
    def people(self) -> int:
        return sum(self.lengths)


class OverdueByUnit:
    """Who is overdue in each unit of a tree, with all its parts.

    `rows` are a unit's id (None for those without one), a place in `LENGTHS`, how many people, and the most
    days.
    """

    def __init__(self, tree: UnitTree, rows: Iterable[tuple[int | None, int, int, int]]) -> None:
        self._tree = tree
        found: dict[int, list[int]] = defaultdict(lambda: [0] * (len(LENGTHS) + 1))
        most: dict[int, int] = defaultdict(int)
        for unit_id, length, people, longest in rows:
            place = unit_id or NO_UNIT
            found[place][length] += people
            most[place] = max(most[place], longest)
        self._own = {place: Overdue(tuple(lengths), most[place]) for place, lengths in found.items()}

    def own(self, unit_id: int) -> Overdue:
        """Give those who are in the unit and in none of its parts."""
        return self._own.get(unit_id, Overdue())

    def of(self, unit_id: int | None) -> Overdue:
        """Give those of a unit with all its parts; of None, everybody."""
        if unit_id is None:
            return _sum(self._own.values())
        return _sum(self.own(each) for each in self._tree.inside(unit_id))


def _sum(parts: Iterable[Overdue]) -> Overdue:
    listed = [Overdue(), *parts]
    lengths = tuple(map(sum, zip(*(each.lengths for each in listed), strict=True)))
    return Overdue(lengths, max(each.longest for each in listed))


def months_between(first: date, last: date) -> Iterator[date]:
    """List the first days of the months from one day to another, both included."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = end_of_month(month) + timedelta(days=1)


def end_of_month(day: date) -> date:
    """Give the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
