"""Chance that comes out the same each time: for made-up people, never for secrets."""

from collections.abc import Sequence
from random import Random


class Chance(Random):
    """A source of chance with a seed of its own, so that nobody's choices change with somebody else's."""

    def happens(self, percent: int) -> bool:
        """Say yes so many times of a hundred."""
        return self.randrange(100) < percent

    def drawn(self, table: Sequence[tuple[float, float, int]]) -> float:
        """Draw a row (least, greatest, weight) by its weight, and from it a number."""
        least, greatest, _weight = self.choices(table, weights=[row[2] for row in table])[0]
        return self.uniform(least, greatest)
