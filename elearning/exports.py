"""A table as a file for a Danish Excel: as CSV and as a workbook. No cell of it is ever a formula.

A table is its rows, the first of which is the header. They are written as they come, so that memory stays
flat, and nothing is left on the disk, also when whoever reads stops in the middle.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from tempfile import TemporaryFile
from typing import IO, Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | date | None
Table = Iterable[Sequence[Value]]

#: Of the file by its ending.
MEDIA_TYPES: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PART: Final = 32 * 1024  # characters or bytes handed on at a time: a row alone is too little for a network
#: Also minus, and the small and the full-width forms: Excel takes them for the same.
_SIGNS: Final = "-=+@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
_SPACES: Final = "\\s\u200b-\u200f\u2060\ufeff"  # those of no width too
#: What Excel may take for the beginning of a formula: a sign, also after spaces; a TAB or a line break. And a
#: sign after a comma or a semicolon: an Excel in another language takes the other for the end of a cell.
_FORMULA: Final = re.compile(f"(^|[,;\t\r\n])(?=[{_SPACES}]*[{_SIGNS}])|^(?=[{_SPACES}]*[\t\r\n])")
#: What XML cannot hold, and nobody has typed.
_UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def csv_parts(table: Table) -> Iterator[str]:
    """Write a table as CSV, in parts: semicolons, and the mark by which Excel knows UTF-8."""
    buffer = io.StringIO("\ufeff", newline="")
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for row in table:
        writer.writerow([_in_csv(value) for value in row])
        if buffer.tell() >= PART:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


@dataclass(frozen=True)
class About:
    """What a workbook says about itself: its sheet's name, its title, and who it is from."""

    sheet: str
    title: str
    author: str


def workbook_parts(table: Table, *, about: About, widths: Sequence[int]) -> Iterator[bytes]:
    """Write a table as an Excel workbook with one sheet, in parts; `widths` are in characters.

    The first part comes when all rows are read: a workbook begins with what is known only then.
    """
    with TemporaryFile() as file:
        _write_workbook(file, table, about, widths)
        file.seek(0)
        yield from iter(partial(file.read, PART), b"")


def _write_workbook(file: IO[bytes], table: Table, about: About, widths: Sequence[int]) -> None:
    workbook = Workbook(write_only=True)
    workbook.properties.title, workbook.properties.creator = _writable(about.title), _writable(about.author)
    sheet: Worksheet = workbook.create_sheet(about.sheet)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    count = 0
    try:
        for count, row in enumerate(table, 1):
            sheet.append([_in_excel(sheet, value, is_header=count == 1) for value in row])
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{max(count, 1)}"
    finally:
        # Also when the rows break off: it removes the file of its own in which openpyxl gathers them.
        workbook.save(file)


def _in_csv(value: Value) -> str | int | None:
    if isinstance(value, float):
        return str(value).removesuffix(".0").replace(".", ",")
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return _FORMULA.sub(r"\1'", _writable(value)) if isinstance(value, str) else value


def _in_excel(sheet: Worksheet, value: Value, *, is_header: bool) -> Cell | float | None:
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet)
        cell.value = value
        cell.number_format = "dd-mm-yyyy"
        return cell
    text = _writable(value)
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # whatever it looks like
    if _FORMULA.match(text):
        cell.quotePrefix = True  # so that it stays a text also when somebody edits the cell
    if is_header:
        cell.font = Font(bold=True)
    return cell


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)
