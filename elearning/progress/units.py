"""How the people of units stand: which groups they are counted in, and the sums of a tree of units."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from operator import add
from typing import NamedTuple

from elearning.accounts.rules import sort_key
from elearning.progress.deadlines import Status
from elearning.progress.rules import percent

#: Of more units than these not all are listed to choose from: they would make a page heavy.
UNITS_LISTED = 60
#: Stands where else the id of a unit does, for people who have none.
NO_UNIT = 0


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

    `people` say how many of a unit (None: of those without one) have a status. The unit `kept` is there even
    if nobody is in it. There may be thousands of units, of which a few are shown: until then their numbers
    are plain lists.
    """

    def __init__(
        self,
        units: Iterable[UnitPlace],
        people: Iterable[tuple[int | None, str, int]],
        *,
        kept: int | None = None,
    ) -> None:
        self._own: dict[int, list[int]] = defaultdict(lambda: [0] * len(_PLACES))
        for unit_id, status, number in people:
            self._own[unit_id or NO_UNIT][_PLACE_OF[status]] += number
        downwards = _downwards(units)
        self._sums = {unit.id: list(self._own.get(unit.id, _ZEROS)) for unit in downwards}
        for unit in reversed(downwards):
            if unit.parent_id in self._sums:
                above = self._sums[unit.parent_id]
                above[:] = map(add, above, self._sums[unit.id])
        stays = _path_of(kept, {unit.id: unit.parent_id for unit in downwards})
        self._units = {unit.id: unit for unit in downwards if any(self._sums[unit.id]) or unit.id in stays}
        self._parts: dict[int | None, list[UnitPlace]] = defaultdict(list)
        for unit in self._units.values():
            self._parts[unit.parent_id if unit.parent_id in self._units else None].append(unit)
        self.top = self._find_top(kept)

    def choices(self, unit_id: int | None) -> list[tuple[int, UnitPlace]]:
        """List the units to choose from, each with how deep it stands, under what it is part of.

        Of many it lists those that lead to a unit, and its parts.
        """
        if len(self._units) <= UNITS_LISTED:
            return list(self.walk())
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

    def walk(self) -> Iterator[tuple[int, UnitPlace]]:
        """List all units from the top, each with how deep it stands, under what it is part of."""
        return self._walk(self.top, 0 if self.top else -1)

    def inside(self, unit_id: int) -> list[int]:
        """List the ids of a unit and all its parts that have people."""
        found = [unit_id]
        for each in found:  # which grows meanwhile
            found += (part.id for part in self._parts.get(each, ()))
        return found

    def path(self, unit_id: int | None) -> list[UnitPlace]:
        """List the units from the top down to one, both included. The whole team and NO_UNIT have none."""
        path: list[UnitPlace] = []
        while unit_id in self._units and unit_id is not None:
            path.insert(0, self._units[unit_id])
            unit_id = None if unit_id == self.top else self._units[unit_id].parent_id
        return path

    def _find_top(self, kept: int | None) -> int | None:
        """Find the lowest unit that everybody who has one is in; None if only the whole has them all."""
        top = None
        while len(self._parts[top]) == 1 and not self.own(top).people and (top is None or top != kept):
            top = self._parts[top][0].id
        return top

    def _walk(self, unit_id: int | None, depth: int) -> Iterator[tuple[int, UnitPlace]]:
        if unit_id is not None:
            yield depth, self._units[unit_id]
        for part in self.parts(unit_id):
            yield from self._walk(part.id, depth + 1)


def _path_of(unit_id: int | None, parents: Mapping[int, int | None]) -> set[int]:
    """Give a unit and those above it."""
    path: set[int] = set()
    while unit_id is not None and unit_id in parents:
        path.add(unit_id)
        unit_id = parents[unit_id]
    return path


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
