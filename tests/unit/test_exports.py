"""A table as CSV and as a workbook: the same values, and never a formula."""

from __future__ import annotations

import csv
import io
import tempfile
import tracemalloc
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from inspect import getgeneratorlocals
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from elearning.exports import PART, About, Table, Value, csv_parts, workbook_parts

HEADER = ["Navn", "Start", "Trin"]
ABOUT = About(sheet="Team", title="Team: Lars Leder, 23. november 2026", author="Billund Kommune")
HARMFUL = [
    '=HYPERLINK("https://example.com";"Klik her")',
    "=1+1",
    "+45 12 34 56 78",
    "-1",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\tAnna",
    "\rAnna",
    "   =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    "\u22121",
    "\x00=1+1",
    "\x1b\x07=1+1",
    "=cmd|' /C calc'!A0",
]
HARMLESS = [
    "Anna Holm",
    "Bo-Erik Ø. Ægir",
    "a=b",
    "O'Neill",
    "1-2",
    "x@example.dk",
    "Pleje; Øst",
    'Kaj "Kaj" Jr.',
]
#: What Excel would calculate, written out by itself so that the code is not compared with itself.
SIGNS = set("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
BLANK = " \n\u00a0\u200b\ufeff"


def read_csv(table: Table, delimiter: str = ";") -> list[list[str]]:
    text = "".join(csv_parts(table))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=delimiter))


def read_workbook(table: Table, widths: Sequence[int] = (30, 12, 8)) -> Worksheet:
    file = io.BytesIO(b"".join(workbook_parts(table, about=ABOUT, widths=widths)))
    sheet = load_workbook(file).active
    assert isinstance(sheet, Worksheet)
    return sheet


def rows(count: int) -> Iterator[Sequence[Value]]:
    yield HEADER
    for number in range(count):
        yield [f"Anna Holm {number}", date(2026, 11, 2), number]


class TestCsv:
    def test_is_as_a_danish_excel_wants_it(self) -> None:
        table: Table = [HEADER, ["Ågot Ærø", date(2026, 11, 2), 31], ["Øst; vest", None, 0]]
        text = "".join(csv_parts(table))
        assert text == '\ufeffNavn;Start;Trin\r\nÅgot Ærø;02-11-2026;31\r\n"Øst; vest";;0\r\n'

    def test_has_a_comma_in_a_number_that_is_not_whole(self) -> None:
        assert read_csv([[17.5, 17.0, 0.0]]) == [["17,5", "17", "0"]]

    @pytest.mark.parametrize("text", HARMLESS)
    def test_leaves_a_text_as_it_is(self, text: str) -> None:
        assert read_csv([[text, text]]) == [[text, text]]

    @pytest.mark.parametrize("text", HARMFUL)
    def test_has_an_apostrophe_before_what_would_be_a_formula(self, text: str) -> None:
        [[cell, *_]] = read_csv([[text, "x"]])
        assert cell.startswith("'")
        assert not {"\x00", "\x07", "\x1b"} & set(cell)

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("text", ["Vest,=1+1", "Vest, =1+1,", 'Vest";=1+1;"', "Vest\t=1+1"])
    def test_has_no_formula_either_where_a_cell_ends_elsewhere(self, text: str, delimiter: str) -> None:
        cells = [cell for row in read_csv([["Anna", text, "x"]], delimiter) for cell in row]
        assert [cell for cell in cells if cell.strip().startswith("=")] == []

    @given(st.text(alphabet=st.sampled_from("=+-@ \t\r\n\u00a0\uff1d\uff0b\ufeff\u200ba;,'\"")))
    def test_has_no_formula_whatever_a_text_is_made_of(self, text: str) -> None:
        for row in read_csv([[text, "x"]]):
            for cell in row:
                assert cell.lstrip(BLANK)[:1] not in SIGNS

    def test_comes_in_parts_that_are_neither_small_nor_big(self) -> None:
        parts = list(csv_parts(rows(5_000)))
        assert len(parts) > 2
        assert all(PART <= len(part) < 2 * PART for part in parts[:-1])

    def test_says_what_it_is_and_who_it_is_from(self) -> None:
        file = io.BytesIO(b"".join(workbook_parts(rows(1), about=ABOUT, widths=[30, 12, 8])))
        about = load_workbook(file).properties
        assert (about.title, about.creator) == (ABOUT.title, ABOUT.author)

    def test_of_nobody_is_the_header(self) -> None:
        assert read_csv([HEADER]) == [HEADER]


class TestWorkbook:
    def test_has_texts_days_and_numbers(self) -> None:
        sheet = read_workbook([HEADER, ["Ågot Ærø", date(2026, 11, 2), 31], ["Bo", None, 0]])
        assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
            HEADER,
            ["Ågot Ærø", datetime(2026, 11, 2), 31],  # noqa: DTZ001 - as openpyxl gives a day
            ["Bo", None, 0],
        ]
        assert sheet["B2"].number_format == "dd-mm-yyyy"
        assert sheet["B2"].is_date
        assert [sheet["C2"].data_type, sheet["C3"].data_type] == ["n", "n"]

    def test_has_a_number_that_is_not_whole_as_a_number(self) -> None:
        assert read_workbook([[17.5, 17.0, 0]])["A1"].value == 17.5

    def test_is_ready_to_be_looked_at(self) -> None:
        sheet = read_workbook(rows(9))
        assert sheet.title == "Team"
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == "A1:C10"
        assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [30, 12, 8]
        assert [cell.font.b for cell in sheet[1]] == [True, True, True]
        assert [cell.font.b for cell in sheet[2]] == [False, False, False]

    @pytest.mark.parametrize("text", HARMFUL)
    def test_holds_as_a_text_what_would_be_a_formula(self, text: str) -> None:
        cell = read_workbook([["Navn"], [text]], [30])["A2"]
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
        seen = text.replace("\x00", "").replace("\x1b\x07", "")
        assert cell.value == seen

    @pytest.mark.parametrize("text", [*HARMLESS, "#REF!", "#N/A", "1", "1e9", "TRUE", "02-11-2026"])
    def test_leaves_a_text_as_it_is(self, text: str) -> None:
        cell = read_workbook([["Navn"], [text]], [30])["A2"]
        assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (text, "s", False)

    @given(st.lists(st.text(), min_size=1, max_size=5))
    def test_can_be_opened_and_has_no_formula_whatever_is_in_it(self, texts: list[str]) -> None:
        widths = [9] * len(texts)
        file = io.BytesIO(b"".join(workbook_parts([texts], about=ABOUT, widths=widths)))
        assert b"<f" not in ZipFile(file).read("xl/worksheets/sheet1.xml")
        sheet = load_workbook(file).active
        assert isinstance(sheet, Worksheet)
        assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {
            "s"
        }

    def test_says_what_it_is_and_who_it_is_from(self) -> None:
        file = io.BytesIO(b"".join(workbook_parts(rows(1), about=ABOUT, widths=[30, 12, 8])))
        about = load_workbook(file).properties
        assert (about.title, about.creator) == (ABOUT.title, ABOUT.author)

    def test_of_nobody_is_the_header(self) -> None:
        sheet = read_workbook([HEADER])
        assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [HEADER]
        assert sheet.auto_filter.ref == "A1:C1"


class TestTheDisk:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Where temporary files go meanwhile, the library's too."""
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        return tmp_path

    def test_is_empty_when_all_is_read(self, folder: Path) -> None:
        assert b"".join(workbook_parts(rows(9), about=ABOUT, widths=[30, 12, 8]))
        assert list(folder.iterdir()) == []

    def test_is_empty_when_the_reader_goes_away(self, folder: Path) -> None:
        parts = workbook_parts(rows(9), about=ABOUT, widths=[30, 12, 8])
        next(parts)
        assert isinstance(parts, Generator)
        opened = getgeneratorlocals(parts)["file"]
        parts.close()
        assert opened.closed
        assert list(folder.iterdir()) == []

    def test_is_empty_when_the_rows_break_off(self, folder: Path) -> None:
        def broken() -> Iterator[Sequence[Value]]:
            yield from rows(9)
            assert [file.name[:8] for file in folder.iterdir()] == ["openpyxl"]
            raise ConnectionError

        with pytest.raises(ConnectionError):
            list(workbook_parts(broken(), about=ABOUT, widths=[30, 12, 8]))
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "write", [csv_parts, partial(workbook_parts, about=ABOUT, widths=[30, 12, 8])], ids=["csv", "xlsx"]
)
def test_memory_does_not_grow_with_the_rows(write: Callable[[Table], Iterator[str | bytes]]) -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            for _part in write(rows(count)):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)  # what is loaded at the first use
    assert peak(4_000) < peak(1_000) + 128 * 1024
