"""Reading a file with people, as Danish offices make them: CSV of several kinds, and Excel workbooks.

Every cell becomes a text. What a formula would give is not worked out: it stays the text that it is.
"""

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import IO, Final

from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from elearning.people.workbook_size import is_too_big

BYTES_MAX: Final = 20 * 1024 * 1024
ROWS_MAX: Final = 100_000
COLUMNS_MAX: Final = 60
CELL_MAX: Final = 500  # characters; no column takes as many
_CHUNK: Final = 64 * 1024
_DELIMITERS: Final = ";,\t"
_ENCODINGS: Final = ("utf-8-sig", "cp1252")
#: How files begin that are named .csv or .xls now and then and are none: a PDF, a page, and Word's text.
_NO_TABLES: Final = (b"%PDF", b"<", b"{\\rtf")
#: What reading a ZIP raises. RuntimeError: packed in a way that is not known, or with a password.
#: OverflowError: a member that is said to stand further on than any file reaches.
_NO_ZIP: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, RuntimeError)
_UNTYPED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Problem(StrEnum):
    """Why a file cannot be read at all."""

    EMPTY = "empty"
    NOT_A_TABLE = "not_a_table"
    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    LOCKED = "locked"
    ONLY_HEADINGS = "only_headings"


class UnreadableError(Exception):
    """The file cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def rows(file: IO[bytes]) -> Iterator[list[str]]:
    """Give the rows of a file from its headings on, as they come; an empty row is an empty list.

    What kind of file it is follows from its content, never from its name. Raises UnreadableError.
    """
    if file.seek(0, io.SEEK_END) > BYTES_MAX:
        raise UnreadableError(Problem.TOO_BIG)
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    if start.startswith(b"\xd0\xcf\x11\xe0"):  # Excel's old format, and a workbook with a password
        raise UnreadableError(Problem.LOCKED)
    if start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(_NO_TABLES):
        raise UnreadableError(Problem.NOT_A_TABLE)
    found = _workbook_rows(file) if start.startswith(b"PK") else _csv_rows(file)
    return _checked(found)


def _checked(found: Generator[list[str]]) -> Iterator[list[str]]:
    is_empty = True
    with closing(found):  # at once when a row is refused, while the file is still open
        for count, row in enumerate(found, start=1):
            cells = [_UNTYPED.sub("", cell).strip()[:CELL_MAX] for cell in islice(row, COLUMNS_MAX + 1)]
            while cells and not cells[-1]:
                cells.pop()
            if count == 1:
                _check_headings(cells)
            if count > ROWS_MAX:
                raise UnreadableError(Problem.TOO_MANY_ROWS)
            yield cells[:COLUMNS_MAX]
            is_empty = False
        if is_empty:
            raise UnreadableError(Problem.EMPTY)


def _check_headings(cells: Sequence[str]) -> None:
    if not cells:
        raise UnreadableError(Problem.EMPTY)
    if len(cells) > COLUMNS_MAX:
        raise UnreadableError(Problem.TOO_MANY_COLUMNS)


def _csv_rows(file: IO[bytes]) -> Generator[list[str]]:
    encoding = _encoding(file)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        first = text.readline(_CHUNK)
        delimiter = max(_DELIMITERS, key=first.count)
        text.seek(0)
        yield from csv.reader(text, delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableError(Problem.NOT_A_TABLE) from error
    finally:
        text.detach()


def _encoding(file: IO[bytes]) -> str:
    start = file.read(4)
    file.seek(0)
    is_wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_wide else _ENCODINGS:
        if _is_text(file, encoding):
            return encoding
    raise UnreadableError(Problem.NOT_A_TABLE)


def _is_text(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK):
            if _UNTYPED.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    finally:
        file.seek(0)
    return True


def _workbook_rows(file: IO[bytes]) -> Generator[list[str]]:
    _refuse_bombs(file)
    try:
        workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            sheet = workbook.worksheets[0]
            sheet.reset_dimensions()  # which a file may say anything about
            for row in sheet.iter_rows(max_col=COLUMNS_MAX + 1, max_row=ROWS_MAX + 1, values_only=True):
                yield [_as_text(value) for value in row]
        finally:
            workbook.close()
    # Of a broken workbook openpyxl says so in as many ways as there are to break one.
    except Exception as error:
        raise UnreadableError(Problem.NOT_A_TABLE) from error


def _refuse_bombs(file: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            is_bomb = is_too_big(archive)
    except _NO_ZIP as error:
        raise UnreadableError(Problem.NOT_A_TABLE) from error
    if is_bomb:
        raise UnreadableError(Problem.TOO_BIG)
    file.seek(0)


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, ArrayFormula | DataTableFormula):
        return "=" + (getattr(value, "text", None) or "").removeprefix("=")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
