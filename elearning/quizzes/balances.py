"""The foundation's three balances, their six poles, and where a weight can lie (source p. 6 to 9).

The middle of a balance has the balance's own code. So a position on a board always has exactly one direction.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

#: Where the weight can lie on a board: negative towards the first pole, positive towards the second.
POSITIONS: Final = (-3, -2, -1, 0, 1, 2, 3)

#: One position for each board of a situation, in their order.
Positions = tuple[int, ...]


class Balance(StrEnum):
    """A pair of demands that pull apart and are both right."""

    UNIFORMITY_DIFFERENTIATION = "uniformity-differentiation"
    OPERATIONS_RENEWAL = "operations-renewal"
    FIELD_COHERENCE = "field-coherence"


class Side(StrEnum):
    """Where on a board the weight lies, whichever balance it is."""

    FIRST = "first"
    MIDDLE = "middle"
    SECOND = "second"


class Direction(StrEnum):
    """What a weighting gives most attention to: one of the six poles, or the middle of a balance."""

    UNIFORMITY = "uniformity"
    UNIFORMITY_DIFFERENTIATION = "uniformity-differentiation"
    DIFFERENTIATION = "differentiation"
    OPERATIONS = "operations"
    OPERATIONS_RENEWAL = "operations-renewal"
    RENEWAL = "renewal"
    FIELD = "field"
    FIELD_COHERENCE = "field-coherence"
    COHERENCE = "coherence"


#: The directions of each balance from its first pole to its second.
DIRECTIONS: Final[Mapping[Balance, tuple[Direction, Direction, Direction]]] = MappingProxyType(
    {
        Balance.UNIFORMITY_DIFFERENTIATION: (
            Direction.UNIFORMITY,
            Direction.UNIFORMITY_DIFFERENTIATION,
            Direction.DIFFERENTIATION,
        ),
        Balance.OPERATIONS_RENEWAL: (
            Direction.OPERATIONS,
            Direction.OPERATIONS_RENEWAL,
            Direction.RENEWAL,
        ),
        Balance.FIELD_COHERENCE: (
            Direction.FIELD,
            Direction.FIELD_COHERENCE,
            Direction.COHERENCE,
        ),
    }
)


#: The fact of the foundation that says what each balance is; a lesson that teaches it is about the balance.
FACTS: Final[Mapping[Balance, str]] = MappingProxyType(
    {
        Balance.UNIFORMITY_DIFFERENTIATION: "F-22",
        Balance.OPERATIONS_RENEWAL: "F-29",
        Balance.FIELD_COHERENCE: "F-35",
    }
)


def side(position: int) -> Side:
    """Return on which side of its board a position lies."""
    if position == 0:
        return Side.MIDDLE
    return Side.FIRST if position < 0 else Side.SECOND


def direction_on(balance: Balance, where: Side) -> Direction:
    """Return the direction that a side of a balance's board is."""
    return DIRECTIONS[balance][tuple(Side).index(where)]


def direction(balance: Balance, position: int) -> Direction:
    """Return the one direction of a position on a balance's board."""
    return direction_on(balance, side(position))
