"""Files as offices make them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from tests.pages import Page, PageClient

HEADINGS = ("Navn", "E-mail", "Startdato", "Rolle", "Enhed", "Leder")


def csv_file(*rows: Sequence[str], headings: Sequence[str] = HEADINGS, encoding: str = "utf-8") -> bytes:
    """Write rows as a Danish Excel does."""
    return "\r\n".join(";".join(row) for row in (headings, *rows)).encode(encoding)


def workbook(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (headings, *rows):
        sheet.append(list(row))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def send(client: PageClient, content: bytes, name: str = "folk.csv", *, status: int = 200) -> Page:
    """Send a file by the page, and give the page that follows."""
    values = {"csrf_token": client.token(), "file": (io.BytesIO(content), name)}
    return client.post("/hr/people/import", values, status=status)


def look(client: PageClient, content: bytes, name: str = "folk.csv", *, deactivates: bool = False) -> Page:
    """Send a file, take the columns as they are guessed, and give what it would do."""
    choices = {"deactivates_missing": "y"} if deactivates else {}
    return send(client, content, name).press("Se, hvad der ændres", status=200, **choices)
