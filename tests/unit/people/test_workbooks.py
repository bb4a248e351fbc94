"""Workbooks that are small as a file and big in memory, and cells that have formulas of several kinds."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from elearning.people import workbook_size
from elearning.people.reading import Problem, UnreadableError, rows

SHEET, STYLES, TEXTS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"


def workbook(sheets: int = 1) -> io.BytesIO:
    made = Workbook()
    for number in range(sheets):
        sheet = made.active if number == 0 else made.create_sheet()
        assert sheet is not None
        for row in (["Navn", "E-mail"], ["Anna", "anna@example.dk"]):
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file


def edited(name: str, before: bytes, more: bytes) -> io.BytesIO:
    """Give a workbook in one of whose documents something stands before what is there."""
    out = io.BytesIO()
    with zipfile.ZipFile(workbook()) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == name:
                assert before in data
                data = data.replace(before, more + before, 1)
            new.writestr(member.filename, data)
        if name not in old.namelist():
            new.writestr(name, more + before)
    return out


def forged(name: str, more: bytes) -> io.BytesIO:
    """Give a workbook in one of whose documents more stands than the directory says of its size and sum."""
    with zipfile.ZipFile(workbook()) as old:
        content = old.read(name)
    made = edited_at_end(name, more).getvalue()
    for real, said in (
        (zlib.crc32(content + more), zlib.crc32(content)),
        (len(content + more), len(content)),
    ):
        assert made.count(struct.pack("<I", real)) == 2  # in the document's own header, and in the directory
        made = made.replace(struct.pack("<I", real), struct.pack("<I", said))
    return io.BytesIO(made)


def edited_at_end(name: str, more: bytes) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(workbook()) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member.filename, old.read(member) + (more if member.filename == name else b""))
    return out


@pytest.mark.parametrize("name", ["[Content_Types].xml", "xl/workbook.xml", STYLES, SHEET])
def test_a_document_that_lies_about_its_size_is_never_unpacked_as_a_whole(name: str) -> None:
    file = forged(name, b" " * (50 * 1024 * 1024))
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableError) as refused:
            list(rows(file))
        assert tracemalloc.get_traced_memory()[1] < 2 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert refused.value.problem is Problem.NOT_A_TABLE


@pytest.mark.parametrize("start", [b"\x89PNG", b"<a/><b/>"])
def test_what_is_no_document_is_bounded_too(start: bytes) -> None:
    file = workbook()
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", start + bytes(21 * 1024 * 1024))
    with pytest.raises(UnreadableError) as refused:
        list(rows(file))
    assert refused.value.problem is Problem.TOO_BIG


@pytest.mark.parametrize("kind", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_document_that_is_packed_in_a_rare_way_is_refused(kind: int) -> None:
    file = workbook()
    with zipfile.ZipFile(file, "a", kind) as archive:
        archive.writestr("docProps/more.xml", "<a/>")
    with pytest.raises(UnreadableError) as refused:
        list(rows(file))
    assert refused.value.problem is Problem.NOT_A_TABLE


@pytest.mark.parametrize(
    ("name", "before", "more"),
    [
        (SHEET, b"</sheetData>", b'<row r="3">' + b"<c/>" * 250_000 + b"</row>"),
        (SHEET, b"</sheetData>", b'<row r="3"><c t="str"><v>' + b"x" * 5_000_000 + b"</v></c></row>"),
        (SHEET, b"</sheetData>", b"<row " + b" ".join(b'a%d=""' % each for each in range(400_000)) + b"/>"),
        (STYLES, b"</styleSheet>", b"<extLst>" + b"<a/>" * 250_000 + b"</extLst>"),
        (STYLES, b"</styleSheet>", b"<row/>" * 250_000),
        (TEXTS, b"</sst>", b"<sst><si>" + b"<r/>" * 250_000 + b"</si>"),
        (SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
    ],
    ids=["cells", "a text", "attributes", "styles", "rows of styles", "runs", "entities"],
)
def test_what_would_be_held_at_a_time_is_bounded(name: str, before: bytes, more: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        list(rows(edited(name, before, more)))
    assert refused.value.problem is Problem.TOO_BIG


def test_all_elements_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    file = workbook(sheets=2)
    assert len(list(rows(file))) == 2
    monkeypatch.setattr(workbook_size, "_ELEMENTS_MAX", 100)
    with pytest.raises(UnreadableError):
        list(rows(file))


def test_many_ordinary_rows_and_pictures_are_no_bomb() -> None:
    row = b"".join(b'<c r="%c4" t="n"><v>1</v></c>' % letter for letter in b"ABCDEFGHIJ")
    file = edited(SHEET, b"</sheetData>", b'<row r="4">' + row + b"</row>" + b'<row r="5"/>' * 30_000)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n" + bytes(6_000_000))
        assert not workbook_size.is_too_big(archive)
    assert next(rows(file)) == ["Navn", "E-mail"]


def test_formulas_of_every_kind_stay_formulas() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["Navn", "E-mail", "Enhed"])
    sheet["A2"] = ArrayFormula("A2", '=CONCAT(B2,"x")')
    sheet["B2"] = "=A2"
    sheet["C2"] = DataTableFormula(ref="C2", r1="A1")
    file = io.BytesIO()
    made.save(file)
    assert list(rows(file))[1] == ['=CONCAT(B2,"x")', "=A2", "="]
