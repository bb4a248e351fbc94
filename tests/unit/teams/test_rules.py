"""The arithmetic of a team: sums of units, months, pages, and who is above whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.progress.deadlines import Status
from elearning.teams.rules import (
    NO_UNIT,
    PAGE_SIZE,
    UNITS_LISTED,
    URGENCY,
    Group,
    Sums,
    UnitPlace,
    UnitTree,
    line_between,
    months,
    pages,
    sums_of,
)

TODAY = date(2026, 11, 23)
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
    def test_everybody_is_in_one_group_and_urgency_has_every_status(self) -> None:
        assert sums_of(dict.fromkeys(Status, 1)).people == len(Status)
        assert set(URGENCY) == set(Status)
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

    @given(st.dictionaries(st.integers(0, 6), st.integers(0, 9)))
    def test_the_parts_and_the_unit_itself_add_up(self, people: dict[int, int]) -> None:
        found = UnitTree(UNITS, [(unit_id, Status.OVERDUE, number) for unit_id, number in people.items()])
        for unit in UNITS:
            parts = sum(found.sums(part.id).people for part in found.parts(unit.id))
            assert found.sums(unit.id).people == parts + found.own(unit.id).people
        assert found.sums(None).people == sum(people.values())


class TestMonths:
    def test_are_the_last_twelve_and_this_one_ends_today(self) -> None:
        found = months({}, TODAY)
        assert [each.day for each in found[:2]] == [date(2025, 12, 31), date(2026, 1, 31)]
        assert [each.day for each in found[-2:]] == [date(2026, 10, 31), TODAY]
        assert len(found) == 12

    def test_count_everybody_who_had_completed_by_their_end(self) -> None:
        days = {date(2019, 1, 1): 5, date(2026, 10, 31): 2, date(2026, 11, 1): 1, TODAY: 1}
        assert [each.completed for each in months(days, TODAY)] == [5] * 10 + [7, 9]

    @given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
    def test_each_ends_on_the_last_day_of_another_month(self, today: date) -> None:
        ends = [each.day for each in months({}, today)]
        assert all((day + timedelta(1)).day == 1 for day in ends[:-1])
        assert len({(day.year, day.month) for day in ends}) == 12
        assert ends == sorted(ends)


class TestPages:
    def test_say_which_people_they_have(self) -> None:
        found = pages(2, 812)
        assert (found.first, found.last, found.count) == (26, 50, 33)
        assert pages(33, 812).last == 812
        assert pages(1, PAGE_SIZE).count == 1

    @pytest.mark.parametrize(("wanted", "number"), [(0, 1), (-4, 1), (34, 33), (10**9, 33), (33, 33)])
    def test_end_where_the_list_does(self, wanted: int, number: int) -> None:
        assert pages(wanted, 812).number == number

    def test_of_an_empty_list_there_is_one(self) -> None:
        assert pages(3, 0).number == 1

    def test_lead_to_both_ends_and_to_those_around(self) -> None:
        assert pages(5, 812).links == [1, None, 4, 5, 6, None, 33]
        assert pages(1, 812).links == [1, 2, None, 33]
        assert pages(2, 75).links == [1, 2, 3]


class TestTheLine:
    def test_is_from_the_leader_down_to_the_persons_own(self) -> None:
        assert line_between("/1/16/231/7/", ["/1/"]) == [1, 16, 231]
        assert line_between("/1/16/231/7/", ["/1/16/231/"]) == [231]

    def test_begins_with_the_lowest_of_several(self) -> None:
        assert line_between("/1/16/231/7/", ["/1/", "/1/16/", "/2/"]) == [16, 231]

    @pytest.mark.parametrize("line", ["/1/", "/2/16/", "/11/5/", ""])
    def test_of_who_is_not_below_there_is_none(self, line: str) -> None:
        assert line_between(line, ["/1/", "/16/"]) == []
