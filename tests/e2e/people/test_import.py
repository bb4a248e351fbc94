"""HR sends a file with five kinds of mistakes, is told where each is, mends it, and it is applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from elearning.accounts.models import Person
from elearning.database import db
from tests.integration.people.files import csv_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.pages import Visitor

RIGHT = (
    ("Anna Ærø", "anna@example.dk", "23-11-2026", "Medarbejder", "Skoler / Mosaikskolen", "bo@example.dk"),
    ("Bo Østergård", "bo@example.dk", "02-11-2026", "Leder", "Skoler", ""),
    ("Carl Åkjær", "carl@example.dk", "01-12-2026", "", "Skoler", "bo@example.dk"),
)
WRONG = (
    ("=HYPERLINK(1)", "anna@example.dk", "31-02-2026", "Kejser", "Skoler / Mosaikskolen", "ingen@example.dk"),
    RIGHT[1],
    ("Carl Åkjær", "carl snabela example.dk", "01-12-2026", "", "Skoler", "bo@example.dk"),
)
TOLD = (
    ("2", "Leder", "ingen@example.dk"),
    ("2", "Navn", "er en formel"),
    ("2", "Rolle", "er ikke en rolle"),
    ("2", "Startdato", "er ikke en dato"),
    ("4", "E-mail", "er ikke en e-mailadresse"),
)


def _send(visitor: Visitor, rows: tuple[tuple[str, ...], ...]) -> None:
    visitor.page.get_by_label("Fil", exact=True).set_input_files(
        {"name": "medarbejdere.csv", "mimeType": "text/csv", "buffer": csv_file(*rows, encoding="cp1252")}
    )
    visitor.press("Se på filen")
    visitor.press("Se, hvad der ændres")


def test_five_kinds_of_mistakes_are_told_mended_and_applied(writer: Visitor) -> None:
    page = writer.page
    page.goto("/hr/people/import")
    _send(writer, WRONG)
    told = page.locator("[aria-labelledby=mistakes] tbody tr")
    expect(told).to_have_count(len(TOLD))
    for row, column, what in TOLD:
        line = told.filter(has_text=what)
        expect(line.locator("th")).to_have_text(row)
        expect(line.locator("td").first).to_have_text(column)
    expect(page.get_by_role("button", name="Brug filen nu")).to_have_count(0)
    page.get_by_role("link", name="Send den rettede fil").click()
    _send(writer, RIGHT)
    expect(page.get_by_role("heading", name="Oprettes")).to_be_visible()
    writer.press("Brug filen nu")
    expect(page.locator(".alert-success")).to_contain_text("3 oprettet")
    writer.learners.in_app(_is_applied)


def test_a_file_of_30_mb_gets_a_page_that_says_the_limit(writer: Visitor, tmp_path: Path) -> None:
    page = writer.page
    page.goto("/hr/people/import")
    writer.faults.expect(413)
    file = tmp_path / "alle.csv"
    file.write_bytes(b"navn;mail\r\n" * 3_000_000)
    page.get_by_label("Fil", exact=True).set_input_files(file)
    writer.press("Se på filen")
    expect(page.get_by_role("heading", name="Filen er for stor")).to_be_visible()
    expect(page.get_by_text("Den må højst fylde 20 MB.")).to_be_visible()


def _is_applied() -> None:
    anna = db.session.query(Person).filter_by(email="anna@example.dk").one()
    bo = db.session.query(Person).filter_by(email="bo@example.dk").one()
    assert anna.leader_id == bo.id
