"""The tree of units: paths of names, and where a path leads. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from elearning.accounts.rules import sort_key

BETWEEN: Final = " / "
Path = tuple[str, ...]


class SeveralUnitsError(Exception):
    """More than one unit can be meant; the whole path says which."""


class Units:
    """The units there are, and those that paths ask for beside them.

    Those that are to be made have negative ids, in the order in which they can be made.
    """

    def __init__(self, units: Iterable[tuple[int, str, int | None]]) -> None:
        """Take units as id, name and the id of the one above."""
        self._names: dict[int, str] = {}
        self._above: dict[int, int | None] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._found: dict[Path, int | None] = {}
        for unit_id, name, above in units:
            self._add(unit_id, name, above)

    @property
    def new(self) -> Mapping[int, tuple[str, int | None]]:
        """Give what is to be made: the name and the unit above, by the negative id."""
        return {each: (name, self._above[each]) for each, name in self._names.items() if each < 0}

    def path(self, unit_id: int | None) -> str:
        """Write the way to a unit from the top; empty for none."""
        return BETWEEN.join(self._way(unit_id))

    def depth(self, unit_id: int) -> int:
        """Count the units above one."""
        return len(self._way(unit_id)) - 1

    def _way(self, unit_id: int | None) -> list[str]:
        names: list[str] = []
        walked: set[int] = set()
        while unit_id is not None and unit_id in self._names and unit_id not in walked:
            walked.add(unit_id)
            names.append(self._names[unit_id])
            unit_id = self._above[unit_id]
        return names[::-1]

    def paths(self) -> list[tuple[int, str]]:
        """List every unit with its path in the order of the tree, parts by name."""

        def key(unit_id: int) -> list[str]:
            return [sort_key(name) for name in self._way(unit_id)]

        return [(each, self.path(each)) for each in sorted(self._names, key=key)]

    def has(self, unit_id: int) -> bool:
        return unit_id in self._names

    def name(self, unit_id: int) -> str:
        return self._names[unit_id]

    def above(self, unit_id: int) -> int | None:
        return self._above[unit_id]

    def is_within(self, unit_id: int | None, top: int) -> bool:
        """Say whether a unit is `top` or part of it."""
        walked: set[int] = set()
        while unit_id is not None and unit_id not in walked:
            if unit_id == top:
                return True
            walked.add(unit_id)
            unit_id = self._above.get(unit_id)
        return False

    def place(self, path: Path) -> int | None:
        """Give the unit that a path ends at, made where it is not there; None for no path.

        The path may leave out what is above. Raises SeveralUnitsError.
        """
        key = tuple(name.casefold() for name in path)
        if key not in self._found:
            self._found[key] = self._place(path) if path else None
        return self._found[key]

    def _place(self, path: Path) -> int:
        at, known = self._top(), 0
        for length in range(len(path), 0, -1):
            found = self._ending_in(path[:length])
            if found is not None:
                at, known = found, length
                break
        for name in path[known:]:
            made = -1 - len(self.new)
            self._add(made, name, at)
            at = made
        if at is None:
            raise ValueError("a path has a name")
        return at

    def _ending_in(self, path: Path) -> int | None:
        """Find the one unit whose way from the top ends in this one, or is it."""
        ends = [each for each in self._by_name[path[-1].casefold()] if self._fits(each, path)]
        whole = [each for each in ends if self.depth(each) == len(path) - 1]
        if len(ends) > 1 and len(whole) != 1:
            raise SeveralUnitsError(BETWEEN.join(path))
        found = whole if len(ends) > 1 else ends
        return found[0] if found else None

    def _fits(self, unit_id: int | None, path: Path) -> bool:
        for name in reversed(path):
            if unit_id is None or self._names[unit_id].casefold() != name.casefold():
                return False
            unit_id = self._above[unit_id]
        return True

    def _top(self) -> int | None:
        tops = [each for each, above in self._above.items() if above is None and each > 0]
        return tops[0] if len(tops) == 1 else None

    def _add(self, unit_id: int, name: str, above: int | None) -> None:
        self._names[unit_id], self._above[unit_id] = name, above
        self._by_name[name.casefold()].append(unit_id)
