"""What a leader chooses to see of a team, and the arithmetic of its sums, months and pages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from operator import add
from typing import NamedTuple

from elearning.accounts.rules import sort_key
from elearning.progress.deadlines import Status
from elearning.progress.rules import percent

PAGE_SIZE = 25
MONTHS = 12
PAGES_AROUND = 1
#: Of more units than these not all are listed to choose from: they would make the page heavy.
UNITS_LISTED = 60
#: Stands where else the id of a unit does, for people who have none.
NO_UNIT = 0


class Scope(StrEnum):
    """Whom of a team one looks at."""

    DIRECT = "direct"
    ALL = "all"


class Order(StrEnum):
    """Which end of a list comes first."""

    ASC = "asc"
    DESC = "desc"


class Sort(StrEnum):
    """What a list is sorted by."""

    NAME = "name"
    UNIT = "unit"
    START = "start"
    DUE = "due"
    STATUS = "status"
    PROGRESS = "progress"
    ACTIVE = "active"


class Group(StrEnum):
    """The people a list can be narrowed to. Whoever completed late has completed too."""

    COMPLETED = "completed"
    UNDER_WAY = "under_way"
    OVERDUE = "overdue"
    NOT_STARTED = "not_started"
    UPCOMING = "upcoming"
    EXPIRED = "expired"
    DONE_LATE = "done_late"

    @property
    def statuses(self) -> tuple[Status, ...]:
        if self is Group.COMPLETED:
            return (Status.DONE, Status.DONE_LATE)
        return (Status(self.value),)


#: From what a leader should look at first to what needs nothing.
URGENCY = (
    Status.OVERDUE,
    Status.NOT_STARTED,
    Status.UNDER_WAY,
    Status.UPCOMING,
    Status.EXPIRED,
    Status.DONE_LATE,
    Status.DONE,
)


@dataclass(frozen=True)
class Sums:
    """How many people, and how they stand. Every one of them is in one of the groups."""

    completed: int = 0
    under_way: int = 0
    overdue: int = 0
    not_started: int = 0
    upcoming: int = 0
    expired: int = 0

    @property
    def people(self) -> int:
        return sum(getattr(self, field.name) for field in fields(self))

    @property
    def percent(self) -> int:
        """The share that has completed, rounded down: 100 means everybody."""
        return percent(self.completed, self.people)


_PLACES = [field.name for field in fields(Sums)]
_PLACE_OF: Mapping[str, int] = {
    status: place for place, name in enumerate(_PLACES) for status in Group(name).statuses
}
_ZEROS = [0] * len(_PLACES)


def sums_of(numbers: Mapping[str, int]) -> Sums:
    """Put together how many there are of each status."""
    found = list(_ZEROS)
    for status, number in numbers.items():
        found[_PLACE_OF[status]] += number
    return Sums(*found)


class UnitPlace(NamedTuple):
    """A unit, and the id of the one it is part of."""

    id: int
    name: str
    parent_id: int | None


class UnitTree:
    """The units that people of a team are in and those above them, with the sums of each.

    `people` say how many of a unit (None: of those without one) have a status. There may be thousands of
    units, of which a few are shown: until then their numbers are plain lists.
    """

    def __init__(self, units: Iterable[UnitPlace], people: Iterable[tuple[int | None, str, int]]) -> None:
        self._own: dict[int, list[int]] = defaultdict(lambda: [0] * len(_PLACES))
        for unit_id, status, number in people:
            self._own[unit_id or NO_UNIT][_PLACE_OF[status]] += number
        downwards = _downwards(units)
        self._sums = {unit.id: list(self._own.get(unit.id, _ZEROS)) for unit in downwards}
        for unit in reversed(downwards):
            if unit.parent_id in self._sums:
                above = self._sums[unit.parent_id]
                above[:] = map(add, above, self._sums[unit.id])
        self._units = {unit.id: unit for unit in downwards if any(self._sums[unit.id])}
        self._parts: dict[int | None, list[UnitPlace]] = defaultdict(list)
        for unit in self._units.values():
            self._parts[unit.parent_id if unit.parent_id in self._units else None].append(unit)
        self.top = self._find_top()

    def choices(self, unit_id: int | None) -> list[tuple[int, UnitPlace]]:
        """List the units to choose from, each with how deep it stands, under what it is part of.

        Of many it lists those that lead to a unit, and its parts.
        """
        if len(self._units) <= UNITS_LISTED:
            return list(self._walk(self.top, 0 if self.top else -1))
        path = self.path(unit_id)
        return [*enumerate(path), *((len(path), part) for part in self.parts(unit_id))]

    def sums(self, unit_id: int | None) -> Sums:
        """Give the sums of a unit with all its parts; of None, those of the team."""
        if unit_id is None:
            return Sums(*map(sum, zip(_ZEROS, *self._own.values(), strict=True)))
        return Sums(*self._sums[unit_id]) if unit_id in self._sums else self.own(unit_id)

    def own(self, unit_id: int | None) -> Sums:
        """Give the sums of those who are in the unit and in none of its parts."""
        return Sums(*self._own.get(unit_id, _ZEROS)) if unit_id is not None else Sums()

    def parts(self, unit_id: int | None) -> list[UnitPlace]:
        """List the units right below one by name; below None, those right below the top."""
        parts = self._parts.get(self.top if unit_id is None else unit_id, [])
        return sorted(parts, key=lambda unit: (sort_key(unit.name), unit.id))

    def path(self, unit_id: int | None) -> list[UnitPlace]:
        """List the units from the top down to one, both included. The whole team and NO_UNIT have none."""
        path: list[UnitPlace] = []
        while unit_id in self._units and unit_id is not None:
            path.insert(0, self._units[unit_id])
            unit_id = None if unit_id == self.top else self._units[unit_id].parent_id
        return path

    def _find_top(self) -> int | None:
        """Find the lowest unit that everybody who has one is in; None if only the whole has them all."""
        top = None
        while len(self._parts[top]) == 1 and not self.own(top).people:
            top = self._parts[top][0].id
        return top

    def _walk(self, unit_id: int | None, depth: int) -> Iterator[tuple[int, UnitPlace]]:
        if unit_id is not None:
            yield depth, self._units[unit_id]
        for part in self.parts(unit_id):
            yield from self._walk(part.id, depth + 1)


def _downwards(units: Iterable[UnitPlace]) -> list[UnitPlace]:
    """List each unit after the one it is part of. Those that are part of each other are left out."""
    by_id = {unit.id: unit for unit in units}
    parts: dict[int | None, list[UnitPlace]] = defaultdict(list)
    for unit in by_id.values():
        parts[unit.parent_id if unit.parent_id in by_id else None].append(unit)
    found = list(parts[None])
    for unit in found:  # which grows meanwhile
        found += parts.get(unit.id, ())
    return found


def line_between(line: str, leaders: Iterable[str]) -> list[int]:
    """Give the ids of those above a person, from the lowest of some leaders on; empty if none is above.

    All are lines as summaries have them: /1/16/231/.
    """
    above = [leader for leader in leaders if line.startswith(leader) and line != leader]
    if not above:
        return []
    ids = [int(each) for each in line.strip("/").split("/")]
    lowest = max(above, key=len).strip("/").split("/")
    return ids[len(lowest) - 1 : -1]


@dataclass(frozen=True)
class Month:
    """How many had completed by the end of a month; `day` is its last, or today."""

    day: date
    completed: int


def months(completed: Mapping[date, int], today: date) -> list[Month]:
    """Say for the last twelve months, this one included, how many had completed by the end of each.

    `completed` are how many completed on each day.
    """
    ends = [today]
    while len(ends) < MONTHS:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    days = sorted(completed)
    return [Month(end, sum(completed[day] for day in days if day <= end)) for end in reversed(ends)]


@dataclass(frozen=True)
class Pages:
    """A list in pages: `number` is the one that is shown, of `found` people."""

    number: int
    found: int

    @property
    def count(self) -> int:
        return max(1, -(-self.found // PAGE_SIZE))

    @property
    def first(self) -> int:
        """Which of the people found stands first on the page, counted from 1."""
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        return min(self.number * PAGE_SIZE, self.found)

    @property
    def links(self) -> list[int | None]:
        """The pages to lead to: the first, the last, those around this one; None stands for a gap."""
        around = range(self.number - PAGES_AROUND, self.number + PAGES_AROUND + 1)
        wanted = sorted({1, self.count, *(page for page in around if 1 <= page <= self.count)})
        links: list[int | None] = []
        for page in wanted:
            if links and page - wanted[wanted.index(page) - 1] > 1:
                links.append(None)
            links.append(page)
        return links


def pages(wanted: int, found: int) -> Pages:
    """Give the wanted page of a list of `found` people, or the nearest that there is."""
    last = Pages(1, found).count
    return Pages(min(max(wanted, 1), last), found)
