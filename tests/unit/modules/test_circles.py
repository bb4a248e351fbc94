from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.modules.circles import Dot, Drawing, Placed, draw

TITLES = ("Inderst", "Midt", "Yderst")

placings = st.lists(
    st.builds(Placed, st.integers(0, len(TITLES) - 1), st.booleans(), st.booleans()), max_size=40
)


def placed(*circles: int) -> list[Placed]:
    return [Placed(circle, works_well=False, comes_first=False) for circle in circles]


def distance(dot: Dot) -> float:
    return hypot(dot.x, dot.y)


def nearest_two(drawing: Drawing) -> float:
    dots = drawing.dots
    return min(hypot(a.x - b.x, a.y - b.y) for a in dots for b in dots if a is not b)


def test_an_empty_drawing_has_its_rings() -> None:
    drawing = draw(TITLES, [])
    assert [ring.title for ring in drawing.rings] == list(TITLES)
    assert drawing.dots == ()


def test_rings_grow_from_the_inside_out_within_the_picture() -> None:
    drawing = draw(TITLES, [])
    radii = [ring.radius for ring in drawing.rings]
    assert radii == sorted(set(radii))
    assert drawing.extent > radii[-1]


@given(placings)
def test_each_relation_has_one_dot_on_its_own_ring(relations: list[Placed]) -> None:
    drawing = draw(TITLES, relations)
    assert [dot.number for dot in drawing.dots] == list(range(1, len(relations) + 1))
    for dot, relation in zip(drawing.dots, relations, strict=True):
        assert distance(dot) == pytest.approx(drawing.rings[relation.circle].radius, abs=0.2)
        assert (dot.works_well, dot.comes_first) == (relation.works_well, relation.comes_first)


@given(placings)
def test_every_dot_is_within_the_picture(relations: list[Placed]) -> None:
    drawing = draw(TITLES, relations)
    assert all(abs(dot.x) < drawing.extent > abs(dot.y) for dot in drawing.dots)


@given(placings.filter(lambda relations: len(relations) > 1))
def test_no_two_dots_stand_in_the_same_place(relations: list[Placed]) -> None:
    assert nearest_two(draw(TITLES, relations)) > 1


def test_the_dots_of_a_ring_are_spread_evenly() -> None:
    drawing = draw(TITLES, placed(1, 1, 1, 1))
    assert sum(dot.x for dot in drawing.dots) == pytest.approx(0, abs=0.5)
    assert sum(dot.y for dot in drawing.dots) == pytest.approx(0, abs=0.5)
    assert nearest_two(drawing) == pytest.approx(drawing.rings[1].radius * 2**0.5, abs=0.3)


def test_a_relation_in_between_keeps_the_numbers_of_the_list() -> None:
    drawing = draw(TITLES, placed(2, 0, 2))
    on_the_outer_ring = [dot.number for dot in drawing.dots if distance(dot) > drawing.rings[1].radius + 1]
    assert on_the_outer_ring == [1, 3]
