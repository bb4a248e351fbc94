"""The overview's tables as files: the numbers of the page, and all rows."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests.integration.overview.place import NOTHING, Place, ending, overdue, stood, tallied
from tests.integration.overview.test_numbers import OVERVIEW, by_month
from tests.pages import PageClient

TABLES = ("units", "months", "roles", "overdue", "certificates")


def in_csv(client: PageClient, table: str, arguments: str = "") -> list[list[str]]:
    response = client.raw.get(f"{OVERVIEW}/{table}.csv{arguments}", buffered=True)
    assert response.status_code == 200
    name = f'attachment; filename="overview-{table}-2026-11-23.csv"'
    assert response.headers["Content-Disposition"] == name
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline=""), delimiter=";"))


def in_excel(client: PageClient, table: str, arguments: str = "") -> list[list[str]]:
    response = client.raw.get(f"{OVERVIEW}/{table}.xlsx{arguments}", buffered=True)
    sheet = load_workbook(io.BytesIO(response.data)).active
    assert sheet
    return [[_as_in_csv(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def _as_in_csv(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return "" if value is None else str(value).replace(".", ",")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("unit", ["", "Skoler", "none"])
def test_is_the_same_in_both_kinds(at_work: PageClient, place: Place, table: str, unit: str) -> None:
    arguments = f"?unit={({'': '', 'none': 0} | place.units)[unit]}"
    found = in_csv(at_work, table, arguments)
    assert len(found) > 1
    as_numbers = [[cell.removesuffix(",0") for cell in row] for row in found]
    assert [[c.removesuffix(",0") for c in row] for row in in_excel(at_work, table, arguments)] == as_numbers


def test_of_units_has_each_with_all_its_parts(at_work: PageClient, place: Place) -> None:
    header, *found = in_csv(at_work, "units")
    assert header[:3] == ["Enhed", "Del af", "Medarbejdere"]
    rows = {row[0]: row for row in found}
    assert list(rows)[-2:] == ["Uden enhed", "Hele kommunen"]
    for name, unit_id in place.units.items():
        assert [int(cell) for cell in rows[name][2:-1]] == stood(place.of(unit_id))
    assert [int(cell) for cell in rows["Hele kommunen"][2:-1]] == stood(place.facts)
    assert rows["Østre Skole"][1].endswith("Skoler")


def test_of_a_unit_has_it_and_its_parts(at_work: PageClient, place: Place) -> None:
    found = in_csv(at_work, "units", f"?unit={place.units['Skoler']}")
    assert [row[0] for row in found[1:]] == ["Skoler", "Østre Skole", "Aadal Skole"]


def test_of_months_has_all_of_them(at_work: PageClient, place: Place) -> None:
    months = by_month(list(place.facts))
    assert len(months) > 12
    expected = {month: tallied(people) for month, people in months.items()}
    rows = {row[0]: [cell.removesuffix(",0") for cell in row[1:]] for row in in_csv(at_work, "months")[1:]}
    together = rows.pop("I alt")
    assert rows == {month: [c.replace(NOTHING, "") for c in row] for month, row in expected.items()}
    assert together == tallied(place.facts)


def test_of_overdue_has_only_units_with_somebody_overdue(at_work: PageClient, place: Place) -> None:
    rows = {row[0]: [int(cell) for cell in row[2:]] for row in in_csv(at_work, "overdue")[1:]}
    expected = {name: overdue(place.of(unit_id)) for name, unit_id in place.units.items()}
    whole = {"Uden enhed": overdue(place.of(0)), "Hele kommunen": overdue(place.facts)}
    assert rows == {name: row for name, row in (expected | whole).items() if row[0]}


def test_of_certificates_has_everybody_in_the_order_of_the_page(at_work: PageClient, place: Place) -> None:
    found = in_csv(at_work, "certificates", "?within=3")
    assert found[0] == ["Navn", "Enhed", "Gyldigt til og med", "Status", "Frist"]
    expected = ending(place.facts, date(2027, 2, 23))
    assert [(row[0], row[2]) for row in found[1:]] == [
        (row.name, f"{row.valid_until:%d-%m-%Y}") for row in expected
    ]


@pytest.mark.parametrize("table", TABLES)
def test_of_nobody_has_its_header(at_work: PageClient, table: str) -> None:
    assert in_csv(at_work, table, "?from=1950-01-01&to=1950-01-01")[0]


def test_asked_for_by_its_head_reads_nothing_more(app: Flask, at_work: PageClient, place: Place) -> None:
    assert app
    assert place.facts
    response = at_work.raw.head(f"{OVERVIEW}/units.csv")
    assert response.status_code == 200
    assert response.data == b""


def test_of_what_there_is_not_is_not_found(at_work: PageClient) -> None:
    for name in ("answers.csv", "units.pdf", "units"):
        assert at_work.raw.get(f"{OVERVIEW}/{name}", buffered=True).status_code == 404
