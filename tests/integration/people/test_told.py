"""What the log says of people and units, what a file may not keep, and names that differ by a capital."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person, Unit
from elearning.audit import AuditEntry
from elearning.database import db
from elearning.people import applying
from elearning.people.models import PeopleImport, PeopleImportPart
from tests.course import rows
from tests.integration.people.files import HEADINGS, csv_file, look
from tests.integration.people.test_import import ANNA, APPLY, BO, named
from tests.integration.people.test_people import NEW, address, stored
from tests.pages import PageClient
from tests.people import People
from tests.statements import statements


def test_what_stands_in_other_columns_is_deleted_once_they_are_chosen(app: Flask, office: PageClient) -> None:
    headings = ("CPR-nummer", "Navn", "Bemærkning", "E-mail", "Startdato")
    row = ("010101-1234", "Anna Ærø", "syg", "anna@example.dk", "23-11-2026")
    page = look(office, csv_file(row, ("",), (*row[:2], "rask", "bo@example.dk"), headings=headings))
    (kept,) = rows(app, PeopleImport)
    (part,) = rows(app, PeopleImportPart)
    assert kept.headings == ["Navn", "E-mail", "Startdato"]
    assert part.rows == [["Anna Ærø", "anna@example.dk", "23-11-2026"], [], ["Anna Ærø", "bo@example.dk", ""]]
    assert "er tom" in page.text  # the other's first day
    assert "Startdato" in page.text


def test_a_name_costs_no_statement(app: Flask, office: PageClient, people: People) -> None:
    for name in ("a", "b", "c"):
        people.add(name, email=f"{name}@example.dk")
        people.add(f"Leder {name}", email=f"leder-{name}@example.dk")
    counts = []
    for names in ("a", "abc"):
        lines = [(name, f"{name}@example.dk", f"leder-{name}@example.dk") for name in names]
        look(office, csv_file(*lines, headings=("Navn", "E-mail", "Leder")))
        with app.app_context(), statements(db.engine) as sent:
            assert "Leder a" in office.get("/hr/people/import/check").text
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_the_log_names_leaders_and_units_also_new_ones(
    app: Flask, office: PageClient, people: People
) -> None:
    people.add("Anna Ærø", email="anna@example.dk")
    look(office, csv_file(ANNA, BO)).press(APPLY)
    told = {line.action: line.details for line in rows(app, AuditEntry)}
    added, changed = told["person.added"]["after"], told["person.changed"]
    assert (added["unit"], added["leader"]) == ("Børn og Unge", "")
    assert (changed["after"]["unit"], changed["after"]["leader"]) == ("Mosaikskolen", "Bo Østergård")
    assert (changed["before"]["unit"], changed["before"]["leader"]) == ("", "")
    assert "_id" not in str(told)


def test_units_that_a_file_makes_have_a_line_each(app: Flask, office: PageClient, hr: Person) -> None:
    look(office, csv_file(ANNA, BO)).press(APPLY)
    lines = rows(app, AuditEntry, action="unit.added")
    assert [line.about for line in lines] == ["Børn og Unge", "Børn og Unge / Mosaikskolen"]
    assert {line.by_name for line in lines} == {hr.name}


def test_what_somebody_new_does_not_have_is_not_told(office: PageClient) -> None:
    look(office, csv_file(ANNA, BO)).press(APPLY)
    office.get("/hr/people/new").press("Opret", **NEW)
    told = office.get("/hr/log?action=person.added").soup.select("tbody td[data-label=Detaljer]")
    assert len(told) == 3
    for line in told:
        assert "intet → intet" not in line.get_text()
        assert "intet → nej" not in line.get_text()
        assert "Rolle: intet → " in line.get_text()


@pytest.mark.parametrize("way", ["by hand", "by a file"])
def test_who_gets_another_leader_has_a_line(
    app: Flask, office: PageClient, people: People, hr: Person, way: str
) -> None:
    top = people.add("Top Chef", email="top@example.dk")
    middle = people.add("Mia Mellem", email="mia@example.dk", leader=top)
    people.add("Gitte Gået", email="gitte@example.dk", leader=middle, is_active=False)
    anna = people.add("Anna Holm", email="anna@example.dk", leader=middle)
    if way == "by hand":
        office.get(f"{address(middle)}/deactivate").press("Deaktiver")
    else:
        stay = [(top.name, top.email), ("Anna Berg", "anna@example.dk"), (hr.name, hr.email)]
        look(office, csv_file(*stay, headings=HEADINGS[:2]), deactivates=True).press(APPLY, allows_many="y")
    lines = rows(app, AuditEntry, action="person.changed", about_id=anna.id)
    details = {"before": {"leader": "Mia Mellem"}, "after": {"leader": "Top Chef"}}
    assert lines[-1].details == details
    assert lines[-1].about == f"Anna {'Holm' if way == 'by hand' else 'Berg'} <anna@example.dk>"
    led = [line for line in rows(app, AuditEntry) if "leader" in line.details.get("before", {})]
    assert len(led) == 1
    assert "Leder: Mia Mellem → Top Chef" in office.get(f"/hr/log?q={anna.email}").text


def test_who_leaves_by_a_file_is_not_hr_when_they_come_back(
    app: Flask, office: PageClient, people: People, hr: Person
) -> None:
    middle = people.add("Mia Mellem", email="mia@example.dk", is_hr=True, leader=hr)
    people.add("Anna Holm", email="anna@example.dk", leader=middle)
    headings = HEADINGS[:2]
    stay = csv_file((hr.name, hr.email), ("Anna Holm", "anna@example.dk"), headings=headings)
    look(office, stay, deactivates=True).press(APPLY, allows_many="y")
    (line,) = rows(app, AuditEntry, action="person.left")
    assert line.details == {
        "handed_over": 1,
        "leader": hr.name,
        "before": {"is_hr": True},
        "after": {"is_hr": False},
    }
    look(office, csv_file(("Mia Mellem", "mia@example.dk"), headings=headings)).press(APPLY)
    back = named(app, "Mia Mellem")
    assert (back.is_active, back.is_hr) == (True, False)


def test_a_fault_of_ours_is_not_said_to_be_somebody_elses(
    office: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = look(office, csv_file(ANNA, BO))

    def fail(*_plan: object) -> None:
        raise sa.exc.IntegrityError("", None, Exception())

    monkeypatch.setattr(applying, "apply", fail)
    assert "Der er ændret i medarbejderne imens" not in page.press(APPLY, status=409).soup.get_text()


def test_leaving_takes_away_what_hr_may_and_says_so(app: Flask, office: PageClient, people: People) -> None:
    other = people.add("Henny Hr", is_hr=True)
    page = office.get(f"{address(other)}/deactivate")
    assert "må ikke længere det, HR må" in page.text
    page.press("Deaktiver")
    office.get(address(other)).press("Lad medarbejderen komme tilbage")
    assert (stored(app, other).is_active, stored(app, other).is_hr) == (True, False)
    assert rows(app, AuditEntry, action="person.left")[0].details["after"] == {"is_hr": False}


@pytest.mark.parametrize("place", ["at the top", "below another"])
def test_units_that_differ_by_a_capital_are_the_same(app: Flask, office: PageClient, place: str) -> None:
    office.get("/hr/units").press("Opret", name="Kommunen")
    (top,) = rows(app, Unit)
    above = str(top.id) if place == "below another" else ""
    office.get("/hr/units").press("Opret", name="Ældre og Sundhed", parent=above)
    for name in ("Ældre og Sundhed", "ÆLDRE OG sundhed"):
        page = office.get("/hr/units").press("Opret", status=422, name=name, parent=above)
        assert "Der er allerede en enhed" in page.soup.select_one("#name-error").get_text()  # type: ignore[union-attr]
        assert page.soup.select_one("#name")["value"] == name  # type: ignore[index]
    assert len(rows(app, Unit)) == 2


@pytest.mark.parametrize("name", ["IT / Drift", "IT > Drift", "IT \u203a Drift"])
def test_units_have_no_name_that_files_take_apart(app: Flask, office: PageClient, name: str) -> None:
    page = office.get("/hr/units").press("Opret", status=422, name=name)
    assert "Undlad" in page.soup.select_one("#name-error").get_text()  # type: ignore[union-attr]
    office.get("/hr/units").press("Opret", name=name.replace(" ", ""))
    assert [unit.name for unit in rows(app, Unit)] == [name.replace(" ", "")]


def test_the_log_is_searched_without_regard_to_capitals(office: PageClient, people: People) -> None:
    office.get(address(people.add("Ærlig Ørsted"))).press("Gem", number="17")
    for text in ("ærlig", "ØRSTED", "Ærlig ørsted"):
        assert len(office.get(f"/hr/log?q={text}").soup.select("tbody tr")) == 1, text


def test_the_log_names_a_leader_once_and_without_a_number(office: PageClient, people: People) -> None:
    leif, lone = (people.add(name, email=f"{name}@example.dk".lower()) for name in ("Leif", "Lone"))
    anna = people.add("Anna Holm", email="anna@example.dk", leader=leif)
    office.get(address(anna)).press("Gem", leader_said=lone.email)
    office.get("/hr/people/new").press("Opret", **{**NEW, "leader_said": lone.email})
    added, changed = office.get("/hr/log").soup.select("tbody tr")
    assert "Leder: Leif → Lone" in changed.get_text()
    assert "Leder: intet → Lone" in added.get_text()
    assert changed.get_text().count("Leder:") == added.get_text().count("Leder:") == 1
