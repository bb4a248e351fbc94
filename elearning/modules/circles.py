"""Where things stand in the drawing of the circles: the learner in the middle, relations around them.

Our own illustration of the foundation's idea (source p. 15); the original figure is not known.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

INNERMOST = 70.0
GAP = 45.0
MARGIN = 24.0


@dataclass(frozen=True)
class Ring:
    """A circle to draw; lengths are in the drawing's own units."""

    title: str
    radius: float


@dataclass(frozen=True)
class Dot:
    """A relation to draw: its number in the list beside the drawing, and where it stands."""

    number: int
    x: float
    y: float
    works_well: bool
    comes_first: bool


@dataclass(frozen=True)
class Drawing:
    """The whole picture, centred on (0, 0) and `extent` to each side."""

    rings: tuple[Ring, ...]
    dots: tuple[Dot, ...]
    extent: float


@dataclass(frozen=True)
class Placed:
    """A relation to be drawn."""

    circle: int
    works_well: bool
    comes_first: bool


def draw(titles: Sequence[str], placed: Sequence[Placed]) -> Drawing:
    """Lay out `titles` as rings from the inside out, and each relation evenly on its ring."""
    rings = tuple(Ring(title, INNERMOST + GAP * index) for index, title in enumerate(titles))
    numbered = sorted(enumerate(placed, start=1), key=lambda pair: pair[1].circle)
    dots = [
        dot
        for circle, members in groupby(numbered, key=lambda pair: pair[1].circle)
        for dot in _around(rings[circle].radius, circle, list(members))
    ]
    return Drawing(rings, tuple(sorted(dots, key=lambda dot: dot.number)), rings[-1].radius + MARGIN)


def _around(radius: float, circle: int, members: list[tuple[int, Placed]]) -> list[Dot]:
    # Each ring starts a little further round, so that lone dots do not all stand in one line.
    start = -math.pi / 2 + circle * 0.7
    step = 2 * math.pi / len(members)
    return [
        Dot(
            number=number,
            x=round(radius * math.cos(start + index * step), 1),
            y=round(radius * math.sin(start + index * step), 1),
            works_well=relation.works_well,
            comes_first=relation.comes_first,
        )
        for index, (number, relation) in enumerate(members)
    ]
