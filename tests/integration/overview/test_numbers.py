"""Every number of the overview is what one counts in the raw rows."""

from __future__ import annotations

import re
from datetime import date

import pytest
from bs4 import Tag

from elearning.accounts.rules import FoundationRole
from elearning.overview.views import LISTED_MAX
from tests.integration.overview.place import NOTHING, Fact, Place, ending, overdue, stood, tallied
from tests.integration.teams.crowd import TODAY, UNITS
from tests.pages import Page, PageClient

OVERVIEW = "/hr/overview"
MONTH_NAMES = (
    "Januar", "Februar", "Marts", "April", "Maj", "Juni", "Juli", "August", "September", "Oktober",
    "November", "December",
)  # fmt: skip
ROLE_NAMES = {
    FoundationRole.EMPLOYEE: "Medarbejder",
    FoundationRole.LEADER: "Leder",
    FoundationRole.EXECUTIVE: "Koncernleder",
}


def rows_of(page: Page, section: str, part: str = "tbody") -> dict[str, list[str]]:
    """Read the last table of a section: the cells of each row by its name."""
    tables = page.soup.select(f"section[aria-labelledby={section}] table")
    assert tables, section
    return {_text(row.select("th")[0]): _cells(row) for row in tables[-1].select(f"{part} tr")}


def total_of(page: Page, section: str) -> list[str]:
    (cells,) = rows_of(page, section, "tfoot").values()
    return cells


def month_name(month: str) -> str:
    year, number = month.split("-")
    return f"{MONTH_NAMES[int(number) - 1]} {year}"


def by_month(people: list[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in sorted(people, key=lambda fact: fact.month):
        found.setdefault(fact.month, []).append(fact)
    return found


@pytest.fixture(params=["", "Skoler", "Østre Skole", "none"])
def unit(request: pytest.FixtureRequest, place: Place) -> int | None:
    return {"": None, "none": 0, **place.units}[request.param]


@pytest.fixture
def shown(at_work: PageClient, unit: int | None) -> Page:
    return at_work.get(f"{OVERVIEW}?unit={'' if unit is None else unit}")


class TestOfAUnit:
    def test_how_everybody_stands(self, shown: Page, place: Place, unit: int | None) -> None:
        expected = stood(place.of(unit))
        total = [int(cell) for cell in total_of(shown, "units")[:-1]]
        assert total == expected
        assert f"{expected[1]} af {expected[0]} har gennemført" in shown.text

    def test_how_each_part_stands(self, shown: Page, place: Place, unit: int | None) -> None:
        rows = rows_of(shown, "units")
        for name, above in UNITS:
            if above is not None and place.units[UNITS[above][0]] == unit:
                assert [int(cell) for cell in rows[name][:-1]] == stood(place.of(place.units[name]))
        parts = [[int(cell) for cell in row[:-1]] for row in rows.values()]
        if parts:
            assert [sum(column) for column in zip(*parts, strict=True)] == stood(place.of(unit))

    def test_each_month_of_start(self, shown: Page, place: Place, unit: int | None) -> None:
        months = by_month(place.of(unit))
        newest = dict(list(months.items())[-12:])
        rows = rows_of(shown, "months")
        earlier = [fact for month, people in months.items() if month not in newest for fact in people]
        expected = {month_name(month): tallied(people) for month, people in newest.items()}
        assert rows == ({"Tidligere": tallied(earlier)} if earlier else {}) | expected
        assert total_of(shown, "months") == tallied(place.of(unit))

    def test_each_role(self, shown: Page, place: Place, unit: int | None) -> None:
        people = place.of(unit)
        expected = {
            ROLE_NAMES[role]: tallied([f for f in people if f.role is role]) for role in FoundationRole
        }
        assert rows_of(shown, "roles") == {name: row for name, row in expected.items() if row[0] != "0"}
        assert total_of(shown, "roles") == tallied(people)

    def test_who_is_overdue(self, shown: Page, place: Place, unit: int | None) -> None:
        expected = overdue(place.of(unit))
        assert expected[0]
        assert _numbers(total_of(shown, "overdue")) == expected
        rows = {name: _numbers(cells) for name, cells in rows_of(shown, "overdue").items()}
        for name in rows.keys() & place.units.keys():
            assert rows[name] == overdue(place.of(place.units[name]))
        if rows:
            assert sum(row[0] for row in rows.values()) == expected[0]

    @pytest.mark.parametrize(("within", "last"), [(3, date(2027, 2, 23)), (6, date(2027, 5, 23))])
    def test_whose_certificates_end(
        self, at_work: PageClient, place: Place, unit: int | None, within: int, last: date
    ) -> None:
        page = at_work.get(f"{OVERVIEW}?unit={'' if unit is None else unit}&within={within}")
        expected = ending(place.of(unit), last)
        assert ending(place.facts, last)
        if not expected:
            assert "Ingen kursusbeviser udløber inden da." in page.text
            return
        assert list(rows_of(page, "certificates")) == [row.name for row in expected[:LISTED_MAX]]
        more = f"{len(expected) - LISTED_MAX} mere er i Excel-filen."
        assert (more in page.text) == (len(expected) > LISTED_MAX)
        months = {
            _text(row.select("th")[0]): int(_text(row.select("td")[0]))
            for row in page.soup.select(".overview-ending tbody tr")
        }
        assert len(months) == within + 1
        for month, number in months.items():
            ends = [row.valid_until for row in expected if row.valid_until]
            assert number == sum(month_name(f"{day:%Y-%m}") == month for day in ends)


class TestAPeriodOfStart:
    def test_narrows_every_number(self, at_work: PageClient, place: Place) -> None:
        first, last = date(2026, 3, 7), date(2026, 9, 2)
        people = [fact for fact in place.facts if first <= fact.row.starts_on <= last]
        assert 0 < len(people) < len(place.facts)
        page = at_work.get(f"{OVERVIEW}?from={first}&to={last}")
        assert [int(cell) for cell in total_of(page, "units")[:6]] == stood(people)[:6]
        assert total_of(page, "months") == total_of(page, "roles") == tallied(people)
        assert _numbers(total_of(page, "overdue")) == overdue(people)
        names = [row.name for row in ending(people, date(2027, 5, 23))]
        assert list(rows_of(page, "certificates")) == names

    def test_can_have_one_end_only(self, at_work: PageClient, place: Place) -> None:
        day = date(2026, 6, 1)
        for address, people in (
            (f"{OVERVIEW}?from={day}", [fact for fact in place.facts if fact.row.starts_on >= day]),
            (f"{OVERVIEW}?to={day}", [fact for fact in place.facts if fact.row.starts_on <= day]),
        ):
            assert total_of(at_work.get(address), "months") == tallied(people)

    def test_is_the_same_the_other_way_round(self, at_work: PageClient, place: Place) -> None:
        assert place.facts
        one, other = (
            at_work.get(f"{OVERVIEW}?from={first}&to={last}").text
            for first, last in (("2026-03-07", "2026-09-02"), ("2026-09-02", "2026-03-07"))
        )
        assert one == other

    def test_of_a_month_is_behind_its_name(self, at_work: PageClient, place: Place) -> None:
        month, people = list(by_month(list(place.facts)).items())[-3]
        page = at_work.get(OVERVIEW).follow(month_name(month))
        assert total_of(page, "months") == tallied(people)


def test_the_pictures_have_the_numbers_of_their_tables(at_work: PageClient, place: Place) -> None:
    page = at_work.get(OVERVIEW)
    stacks = page.soup.select("section[aria-labelledby=months] figure > svg path")
    bars: dict[str, dict[str, int]] = {}
    for path in stacks:
        left, top, height = map(int, re.findall(r"M(\d+) (\d+)h44v(\d+)", str(path["d"]))[0])
        bars.setdefault(str(left), {})[str(path["class"][0])] = height
        assert 20 <= top <= 120 - height
    shown = list(by_month(list(place.facts)).values())[-12:]
    assert len(bars) == len(shown)
    for bar, people in zip(bars.values(), shown, strict=True):
        assert sum(bar.values()) == 100
        for outcome, height in bar.items():
            share = sum(f"is-{fact.outcome}" == outcome for fact in people) / len(people)
            assert abs(height - 100 * share) <= 1
    numbers = [_text(each) for each in page.soup.select("section[aria-labelledby=overdue] svg text")[::2]]
    assert [int(each) for each in numbers] == overdue(place.facts)[1:5]
    assert stood(place.facts)[0] == len(place.facts)
    assert TODAY.year == 2026


def _numbers(cells: list[str]) -> list[int]:
    return [0 if cell == NOTHING else int(cell) for cell in cells]


def _cells(row: Tag) -> list[str]:
    return [_text(cell).removesuffix(" %").split(" ")[-1] for cell in row.select("td")]


def _text(element: Tag) -> str:
    return " ".join(element.get_text(" ").replace("\xa0", " ").split())
