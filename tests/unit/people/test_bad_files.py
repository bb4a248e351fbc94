"""Files that are broken, evil or something else: each gets its answer, and at its row and column."""

from __future__ import annotations

import io
from datetime import date

import pytest

from elearning.people import columns
from elearning.people.columns import Field
from elearning.people.entries import Fault, RowReader
from elearning.people.reading import COLUMNS_MAX, Problem, UnreadableError, rows
from tests.integration.people.files import workbook

TODAY = date(2026, 11, 23)
LINES = "Navn;E-mail\r\nAnna Ærø;anna@example.dk\r\n"


def read(content: bytes) -> list[list[str]]:
    return list(rows(io.BytesIO(content)))


def refused(content: bytes) -> Problem:
    with pytest.raises(UnreadableError) as error:
        read(content)
    return error.value.problem


def faults(**said: str) -> list[tuple[int, Field, Fault]]:
    """Read one row, the 7th of a file, with these cells beside a name and an address that are right."""
    cells = {"name": "Anna", "email": "anna@example.dk", **said}
    reader = RowReader({Field(name): place for place, name in enumerate(cells)}, (), TODAY)
    return [(each.row, each.field, each.fault) for each in reader.read(7, list(cells.values()))[1]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encodings_of_danish_offices_are_read(encoding: str) -> None:
    assert read(LINES.encode(encoding))[1][0] == "Anna Ærø"


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode("utf-16-le"),
        LINES.encode("utf-32"),
        LINES.replace("Anna", "An\x00na").encode(),
        b"%PDF-1.4\n1 0 obj\nNavn;E-mail\n",
        b"<html><table><tr><td>Navn</td></tr></table></html>",
        b"\xef\xbb\xbf\r\n<?xml version='1.0'?>",
        b"{\\rtf1 Navn;E-mail}",
    ],
    ids=["utf-16 without a mark", "utf-32", "a NUL", "a PDF", "a page named .xls", "XML", "Word's text"],
)
def test_what_is_no_table_is_told_whatever_it_is_named(content: bytes) -> None:
    assert refused(content) is Problem.NOT_A_TABLE


def test_16_000_columns_are_refused_and_empty_ones_are_not() -> None:
    many = [f"Kolonne {number}" for number in range(16_000)]
    assert refused(";".join(many).encode()) is Problem.TOO_MANY_COLUMNS
    assert refused(workbook(headings=many[: COLUMNS_MAX + 1])) is Problem.TOO_MANY_COLUMNS
    assert read(("Navn;E-mail" + ";" * 16_000).encode()) == [["Navn", "E-mail"]]
    assert len(read(workbook(headings=many[:COLUMNS_MAX]))[0]) == COLUMNS_MAX


def test_headings_that_are_there_twice_are_named_and_the_first_counts() -> None:
    headings = ["Navn", "E-mail", "navn:", "E-mail", "Rolle", "", ""]
    assert columns.repeated(headings) == ["Navn", "E-mail"]
    assert columns.guess(headings) == {Field.NAME: 0, Field.EMAIL: 1, Field.ROLE: 4}


@pytest.mark.parametrize("text", ["=cmd|'/C calc'!A0", "+45 12", "-2+3", "@SUM(A1)"])
def test_a_name_that_excel_would_work_out_is_a_mistake(text: str) -> None:
    assert faults(name=text) == [(7, Field.NAME, Fault.FORMULA)]


def test_a_formula_is_a_mistake_in_any_column_and_a_hyphen_is_not() -> None:
    assert faults(unit="=A1") == [(7, Field.UNIT, Fault.FORMULA)]
    assert faults(unit="- Skoler", number="-17") == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("01-01-1900", Fault.UNLIKELY_DATE),
        ("23-11-2126", Fault.UNLIKELY_DATE),
        ("23-11-26", Fault.NOT_A_DATE),
        ("31-02-2026", Fault.NOT_A_DATE),
        ("11/23/2026", Fault.NOT_A_DATE),
        ("46349", Fault.NOT_A_DATE),
        ("snarest", Fault.NOT_A_DATE),
    ],
)
def test_a_day_that_cannot_be_is_a_mistake_at_its_place(text: str, fault: Fault) -> None:
    assert faults(starts_on=text) == [(7, Field.STARTS_ON, fault)]
