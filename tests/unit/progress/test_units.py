"""The sums of units: everybody is counted once, with all the parts, and the tree begins where people are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from elearning.progress.deadlines import Status
from elearning.progress.units import (
    NO_UNIT,
    UNITS_LISTED,
    Group,
    Sums,
    UnitPlace,
    UnitTree,
    sums_of,
)

KOMMUNE, SKOLER, OEST, VEST, KULTUR, ZOO = (
    UnitPlace(1, "Kommunen", None), UnitPlace(2, "Skoler", 1), UnitPlace(3, "Øst", 2),
    UnitPlace(4, "Vest", 2), UnitPlace(5, "Kultur", 1), UnitPlace(6, "Zoo", 5),
)  # fmt: skip
UNITS = (KOMMUNE, KULTUR, SKOLER, VEST, ZOO, OEST)


def tree(**people: int) -> UnitTree:
    """Put so many who have completed in each unit."""
    ids = {"none": NO_UNIT} | {unit.name: unit.id for unit in UNITS}
    return UnitTree(UNITS, [(ids[name], Status.DONE, number) for name, number in people.items()])


class TestSums:
    def test_everybody_is_in_one_group(self) -> None:
        assert sums_of(dict.fromkeys(Status, 1)).people == len(Status)
        assert {each for group in Group for each in group.statuses} == set(Status)

    def test_the_share_is_rounded_down_and_nobody_is_none(self) -> None:
        assert Sums(completed=2, overdue=1).percent == 66
        assert Sums(completed=999, overdue=1).percent == 99
        assert Sums(completed=5).percent == 100
        assert Sums().percent == 0


class TestTheTree:
    def test_a_unit_counts_all_its_parts(self) -> None:
        found = tree(Skoler=1, Øst=2, Vest=4, Zoo=8, none=16)
        assert [found.sums(unit.id).people for unit in (KOMMUNE, SKOLER, OEST, KULTUR)] == [15, 7, 2, 8]
        assert found.sums(None).people == 31
        assert found.sums(NO_UNIT).people == 16
        assert found.own(SKOLER.id).people == 1

    def test_it_begins_at_the_lowest_unit_that_holds_everybody(self) -> None:
        assert tree(Øst=1, Vest=1).top == SKOLER.id
        assert tree(Øst=1).top == OEST.id
        assert tree(Skoler=1, Øst=1).top == SKOLER.id
        assert tree(Øst=1, Zoo=1).top == KOMMUNE.id
        assert tree(none=1).top is None

    def test_the_path_is_from_there_down(self) -> None:
        found = tree(Øst=1, Zoo=1)
        assert found.path(OEST.id) == [KOMMUNE, SKOLER, OEST]
        assert tree(Øst=1, Vest=1).path(VEST.id) == [SKOLER, VEST]
        assert found.path(None) == found.path(NO_UNIT) == found.path(99) == []

    def test_only_units_with_people_are_there(self) -> None:
        found = tree(Øst=1, Zoo=1)
        assert found.parts(None) == [KULTUR, SKOLER]
        assert found.parts(SKOLER.id) == [OEST]
        assert found.parts(OEST.id) == []
        assert found.choices(None) == [(0, KOMMUNE), (1, KULTUR), (2, ZOO), (1, SKOLER), (2, OEST)]

    def test_of_very_many_units_only_those_around_are_to_choose_from(self) -> None:
        many = [UnitPlace(10 + number, f"Hold {number}", 3) for number in range(UNITS_LISTED)]
        found = UnitTree((*UNITS, *many), [(each.id, Status.DONE, 1) for each in (*many, ZOO)])
        assert found.choices(None) == [(0, KULTUR), (0, SKOLER)]
        assert found.choices(SKOLER.id) == [(0, KOMMUNE), (1, SKOLER), (2, OEST)]

    def test_units_without_those_above_them_stand_side_by_side(self) -> None:
        found = UnitTree([OEST, ZOO], [(OEST.id, Status.DONE, 1), (ZOO.id, Status.OVERDUE, 1)])
        assert found.choices(None) == [(0, ZOO), (0, OEST)]

    def test_units_that_are_part_of_each_other_are_left_out_but_their_people_count(self) -> None:
        circle = [UnitPlace(8, "A", 9), UnitPlace(9, "B", 8)]
        found = UnitTree([*UNITS, *circle], [(8, Status.DONE, 1), (ZOO.id, Status.DONE, 1)])
        assert found.path(8) == []
        assert found.top == ZOO.id
        assert found.sums(None).people == 2

    def test_a_unit_without_people_is_there_if_it_is_kept(self) -> None:
        found = UnitTree(UNITS, [(OEST.id, Status.DONE, 1)], kept=ZOO.id)
        assert found.path(ZOO.id) == [KOMMUNE, KULTUR, ZOO]
        assert found.sums(ZOO.id) == Sums()
        assert (0, KOMMUNE) in found.choices(None)

    def test_it_begins_no_lower_than_the_unit_that_is_kept(self) -> None:
        found = UnitTree(UNITS, [(OEST.id, Status.DONE, 1)], kept=SKOLER.id)
        assert found.path(SKOLER.id) == [SKOLER]
        assert found.parts(SKOLER.id) == [OEST]

    def test_inside_a_unit_are_itself_and_all_its_parts(self) -> None:
        found = tree(Skoler=1, Øst=2, Vest=4, Zoo=8)
        assert sorted(found.inside(SKOLER.id)) == [SKOLER.id, OEST.id, VEST.id]
        assert found.inside(NO_UNIT) == [NO_UNIT]
        assert [unit for _depth, unit in found.walk()] == [KOMMUNE, KULTUR, ZOO, SKOLER, VEST, OEST]

    @given(st.dictionaries(st.integers(0, 6), st.integers(0, 9)))
    def test_the_parts_and_the_unit_itself_add_up(self, people: dict[int, int]) -> None:
        found = UnitTree(UNITS, [(unit_id, Status.OVERDUE, number) for unit_id, number in people.items()])
        for unit in UNITS:
            parts = sum(found.sums(part.id).people for part in found.parts(unit.id))
            assert found.sums(unit.id).people == parts + found.own(unit.id).people
        assert found.sums(None).people == sum(people.values())
