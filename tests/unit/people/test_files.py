"""What a file says: columns by their headings, days, units, and what a bad file is."""

from __future__ import annotations

import io
import random
from datetime import date

import pytest

from elearning.accounts.rules import FoundationRole
from elearning.people import columns
from elearning.people.columns import Field
from elearning.people.entries import Fault, RowReader, read_day, unit_path
from elearning.people.planning import Known, Plan, Planner
from elearning.people.reading import Problem, UnreadableError, rows
from elearning.people.units import SeveralUnitsError, Units
from elearning.progress.deadlines import moved_by_leave

TODAY = date(2026, 11, 23)
UNITS = ((1, "Kommunen", None), (2, "Skoler", 1), (3, "Køkken", 2), (4, "Kultur", 1), (5, "Køkken", 4))


class TestHeadings:
    @pytest.mark.parametrize(
        ("heading", "field"),
        [
            ("E-mail", Field.EMAIL),
            ("ARBEJDSMAIL:", Field.EMAIL),
            ("Første arbejdsdag", Field.STARTS_ON),
            ("Tjeneste-nr.", Field.NUMBER),
            ("Tjenestenr.", Field.NUMBER),
            ("Medarbejder nr", Field.NUMBER),
            ("MEDARBEJDER-NR.", Field.NUMBER),
            ("Medarbejder  nummer", Field.NUMBER),
            ("Employee no.", Field.NUMBER),
            ("Lønnum.mer", None),
            ("Telefonnr.", None),
            ("Start dato", Field.STARTS_ON),
            ("Leder nr.", Field.LEADER),
            ("e.mail", Field.EMAIL),
            ("Fulde-navn", Field.NAME),
            ("Efter navn", Field.LAST_NAME),
            ("Nærmeste leder", Field.LEADER),
            ("start_date", Field.STARTS_ON),
        ],
    )
    def test_are_known_in_danish_and_english(self, heading: str, field: Field | None) -> None:
        assert list(columns.guess([heading])) == ([field] if field else [])

    def test_that_mean_nothing_are_told_by_their_number(self) -> None:
        assert columns.unused(["Navn", "Bil", "", "Mail"], {Field.NAME: 0, Field.EMAIL: 3}) == [
            (2, "Bil"),
            (3, ""),
        ]

    def test_two_names_make_one_unless_the_whole_is_there(self) -> None:
        assert columns.lacking(columns.guess(["Fornavn", "Efternavn", "Mail"])) == []
        assert columns.guess(["Navn", "Fornavn"]) == {Field.NAME: 0}
        assert columns.lacking(columns.guess(["Fornavn"])) == [Field.NAME, Field.EMAIL]


@pytest.mark.parametrize(
    "text", ["23-11-2026", "23.11.2026", "23/11/2026", "2026-11-23", "2026-11-23 00:00:00"]
)
def test_days_are_read_as_they_are_written(text: str) -> None:
    assert read_day(text) == TODAY


@pytest.mark.parametrize("text", ["", "i går", "31-02-2026", "11-23-2026", "46349", "23-11-26"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


def test_a_path_of_units_is_taken_apart_and_a_slash_in_a_name_stays() -> None:
    assert unit_path("Børn og Unge / Skole/SFO ") == ("Børn og Unge", "Skole/SFO")
    assert unit_path("") == ()


class TestUnits:
    def test_are_found_by_the_end_of_their_path(self) -> None:
        units = Units(UNITS)
        assert units.place(("skoler",)) == 2
        assert units.place(("Kultur", "Køkken")) == 5
        assert units.new == {}

    def test_a_name_with_the_sign_between_units_counts_as_one(self) -> None:
        units = Units(
            [(1, "Kommunen", None), (2, "IT / Drift", 1), (3, "Hal", 2), (4, "Plan", 1), (5, "Hal", 4)]
        )
        assert units.place(("Kommunen", "Plan", "Hal")) == 5
        assert [units.depth(each) for each, _path in units.paths()] == [0, 1, 2, 1, 2]

    def test_that_could_be_several_are_refused(self) -> None:
        with pytest.raises(SeveralUnitsError):
            Units(UNITS).place(("Køkken",))

    def test_that_are_not_there_are_made_once_below_what_is(self) -> None:
        units = Units(UNITS)
        first = units.place(("Skoler", "Ny", "Hal"))
        assert units.place(("Skoler", "Ny", "Hal")) == first
        assert units.new == {-1: ("Ny", 2), -2: ("Hal", -1)}
        assert units.path(first) == "Kommunen / Skoler / Ny / Hal"


@pytest.mark.parametrize(
    ("first", "until", "days"),
    [
        (date(2026, 11, 10), date(2026, 11, 19), 10),
        (date(2026, 10, 1), date(2026, 11, 2), 1),
        (date(2026, 10, 1), date(2026, 11, 1), 0),
        (date(2026, 12, 2), date(2026, 12, 31), 30),
        (date(2026, 12, 3), date(2026, 12, 31), 0),
    ],
    ids=["within", "its first day", "before", "from the last day", "after"],
)
def test_leave_counts_from_the_start_and_if_it_begins_in_time(first: date, until: date, days: int) -> None:
    assert moved_by_leave(first, until, starts_on=date(2026, 11, 2), due_on=date(2026, 12, 2)) == days


def known(person_id: int, name: str, leader_id: int | None = None, **others: object) -> Known:
    values: dict[str, object] = {
        "email": f"{name}@example.dk", "number": None, "role": FoundationRole.EMPLOYEE, "second_role": None,
        "unit_id": None, "starts_on": TODAY, "is_active": True, "is_hr": False, **others,
    }  # fmt: skip
    return Known(id=person_id, name=name, leader_id=leader_id, **values)  # type: ignore[arg-type]


def plan(
    people: list[Known], *table: tuple[str, ...], headings: tuple[str, ...], deactivates: bool = False
) -> Plan:
    planner = Planner(people, Units(()))
    reader = RowReader(columns.guess(headings), planner.emails, TODAY)
    for number, cells in enumerate(table, 2):
        planner.add(*reader.read(number, cells))
    return planner.finish(deactivates_missing=deactivates, by_id=None)


class TestPlan:
    def test_a_leader_may_come_later_in_the_file(self) -> None:
        made = plan(
            [],
            ("Anna", "anna@example.dk", "23-11-2026", "bo@example.dk"),
            ("Bo", "bo@example.dk", "23-11-2026", ""),
            headings=("Navn", "Mail", "Startdato", "Leder"),
        )
        assert made.mistakes == []
        assert made.new[-2]["leader_id"] == -3

    def test_who_is_led_by_somebody_leaving_gets_the_next_who_stays(self) -> None:
        people = [known(1, "top"), known(2, "mid", 1), known(3, "low", 2), known(4, "anna", 3)]
        made = plan(
            people,
            ("top", "top@example.dk"),
            ("anna", "anna@example.dk"),
            headings=("Navn", "Mail"),
            deactivates=True,
        )
        assert [each.id for each in made.leaving] == [2, 3]
        assert made.handed_over == {3: 1, 4: 1}
        assert made.is_many

    def test_a_leader_who_would_leave_or_has_left_is_a_mistake(self) -> None:
        people = [known(1, "gone", is_active=False), known(2, "anna")]
        made = plan(
            people, ("anna", "anna@example.dk", "gone@example.dk"), headings=("Navn", "Mail", "Leder")
        )
        assert [each.fault for each in made.mistakes] == [Fault.LEADER_HAS_LEFT]

    def test_the_role_that_was_second_is_not_kept_twice(self) -> None:
        people = [known(1, "anna", second_role=FoundationRole.LEADER)]
        made = plan(people, ("anna", "anna@example.dk", "Leder"), headings=("Navn", "Mail", "Rolle"))
        assert made.changes[0].after == {"role": FoundationRole.LEADER, "second_role": None}

    @pytest.mark.parametrize(
        ("headings", "roles"),
        [
            (("Rolle", "Anden rolle"), ("", "Medarbejder")),
            (("Anden rolle",), ("Medarbejder",)),
            (("Rolle", "Anden rolle"), ("Leder", "Leder")),
        ],
        ids=["an empty role", "no column for the role", "both said"],
    )
    def test_the_second_role_is_not_the_one_that_new_people_have(
        self, headings: tuple[str, ...], roles: tuple[str, ...]
    ) -> None:
        made = plan(
            [],
            ("Anna", "anna@example.dk", "23-11-2026", *roles),
            headings=("Navn", "Mail", "Startdato", *headings),
        )
        assert [each.fault for each in made.mistakes] == [Fault.SAME_ROLE]

    @pytest.mark.parametrize("seed", range(60))
    def test_any_doubles_and_leaders_are_told_and_what_is_faultless_fits(self, seed: int) -> None:
        some = random.Random(seed)  # noqa: S311 - to choose cells
        people = [
            known(1, "a", number="1"), known(2, "b", number="2", is_active=False), known(3, "c"),
        ]  # fmt: skip
        emails = [f"{name}@example.dk" for name in "abcde"]

        def row() -> tuple[str, ...]:
            leader = some.choice(["", *emails, *"1234"])
            return (some.choice(["", *"1234"]), some.choice("ABC"), some.choice(emails), "23-11-2026", leader)

        table = [row() for _each in range(some.randint(1, 5))]
        headings = ("Nr", "Navn", "Mail", "Startdato", "Leder")
        made = plan(people, *table, headings=headings, deactivates=some.random() < 0.5)
        said = [cells[2] for cells in table]
        if len(set(said)) < len(said):
            assert made.mistake_count
        if not made.mistake_count:
            left = {each.id for each in made.leaving}
            kept = [each.email for each in people if each.email not in said and each.id not in left]
            assert len({*kept, *said}) == len(kept) + len(said)

    def test_whom_a_refused_row_is_about_can_be_a_leader_in_another(self) -> None:
        made = plan(
            [],
            ("1", "Anna", "anna@example.dk", "23-11-2026", ""),
            ("1", "Bo", "bo@example.dk", "23-11-2026", ""),
            ("3", "Carl", "carl@example.dk", "23-11-2026", "bo@example.dk"),
            headings=("Nr", "Navn", "Mail", "Startdato", "Leder"),
        )
        assert [(each.row, each.fault) for each in made.mistakes] == [(3, Fault.TWICE)]

    def test_the_digest_is_of_what_would_be_done(self) -> None:
        people = [known(1, "anna")]
        one = plan(people, ("Anna A", "anna@example.dk"), headings=("Navn", "Mail"))
        other = plan(people, ("Anna B", "anna@example.dk"), headings=("Navn", "Mail"))
        assert one.digest != other.digest


@pytest.mark.parametrize(
    "text", ["#N/A", "#I/T", "#REF!", "#REFERENCE!", "#NAVN?", "#VÆRDI!", "#DIV/0!", "#DIVISION/0!", "#####"]
)
def test_what_excel_says_of_a_formula_that_went_wrong_is_no_name(text: str) -> None:
    made = plan([], (text, "anna@example.dk", "23-11-2026"), headings=("Navn", "Mail", "Startdato"))
    assert [(each.field, each.fault) for each in made.mistakes] == [(Field.NAME, Fault.EXCEL_ERROR)]


def test_a_locked_workbook_is_told_from_garbage() -> None:
    with pytest.raises(UnreadableError) as refused:
        list(rows(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))))
    assert refused.value.problem is Problem.LOCKED
