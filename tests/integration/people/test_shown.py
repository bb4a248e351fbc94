"""What is shown of a file before it is applied."""

from __future__ import annotations

from tests.integration.people.files import HEADINGS, csv_file, look, send
from tests.integration.people.test_import import ANNA, BO
from tests.pages import PageClient


def test_each_column_shows_its_first_value_cut_short(office: PageClient) -> None:
    headings = ("Navn", "E-mail", "Bemærkning")
    page = send(office, csv_file((), ("Anna", "", "x" * 200), headings=headings))
    shown = [each.get_text() for each in page.soup.select("#email option")]
    assert shown[1:3] == ["Navn: »Anna«", "E-mail: tom"]
    assert len(shown[3]) < 70


def test_columns_that_are_not_used_are_named_before_and_after(office: PageClient) -> None:
    headings = ("Medarbejder nr", "Navn", "", "E-mail", "Bil")
    page = send(office, csv_file(("17", "Anna", "?", "anna@example.dk", "ja"), headings=headings))
    assert "Disse kolonner bliver ikke brugt: Kolonne 3, Bil." in page.text
    assert page.soup.select_one("#number option[selected]")["value"] == "0"  # type: ignore[index]
    after = page.press("Se, hvad der ændres", number="")
    assert "Disse kolonner bliver ikke brugt: Medarbejder nr, Kolonne 3, Bil." in after.text


def test_what_is_read_of_new_people_is_shown_and_no_more(office: PageClient) -> None:
    page = look(office, csv_file(ANNA, BO))
    headings = [each.get_text() for each in page.soup.select("#created ~ table thead th")]
    assert headings == ["Navn", "Rolle", "Enhed", "Leder", "Første dag"]
    (anna, _bo) = page.soup.select("#created ~ table tbody tr")
    said = [each.get_text(" ", strip=True) for each in anna.select("th, td")]
    assert said == [
        "Anna Ærø anna@example.dk", "Medarbejder", "Børn og Unge / Mosaikskolen", "Bo Østergård",
        "23. november 2026",
    ]  # fmt: skip
    assert "velkomstmail på deres første dag" in page.text


def test_of_many_new_people_the_first_are_shown(office: PageClient) -> None:
    many = [(f"P{n}", f"p{n}@example.dk", "23-11-2026") for n in range(60)]
    page = look(office, csv_file(*many, headings=HEADINGS[:3]))
    assert len(page.soup.select("#created ~ table tbody tr")) == 50
    assert "og 10 flere" in page.text


def test_columns_with_the_same_heading_are_told_apart_by_their_number(office: PageClient) -> None:
    headings = ("Navn", "E-mail", "Navn")
    page = send(office, csv_file(("Anna", "a@example.dk", "Anna Ærø"), headings=headings))
    assert "Flere kolonner har samme overskrift: Navn" in page.text
    shown = {each.get_text() for each in page.soup.select("#name option")}
    assert {"Navn (1): »Anna«", "Navn (3): »Anna Ærø«"} <= shown
