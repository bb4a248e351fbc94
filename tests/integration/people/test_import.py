"""A file with people: mistakes told, all of it applied or nothing."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person, Unit
from elearning.accounts.rules import FoundationRole
from elearning.audit import AuditEntry
from elearning.database import db
from elearning.people.models import PeopleImport, PeopleImportPart
from elearning.progress.models import Assignment
from tests.course import rows
from tests.integration.people.files import HEADINGS, csv_file, look, send, workbook
from tests.integration.progress.summing import below, differing, summary
from tests.pages import PageClient
from tests.people import People

ANNA = (
    "Anna Ærø",
    "Anna@example.dk",
    "23-11-2026",
    "Medarbejder",
    "Børn og Unge / Mosaikskolen",
    "bo@example.dk",
)
BO = ("Bo Østergård", "bo@example.dk", "2026-11-02", "Leder", "Børn og Unge", "")
APPLY = "Brug filen nu"


def named(app: Flask, name: str) -> Person:
    (person,) = rows(app, Person, name=name)
    return person


def apply(page: object, **values: str) -> object:
    return page.press(APPLY, **values)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "content",
    [
        csv_file(ANNA, BO),
        csv_file(ANNA, BO, encoding="utf-8-sig"),
        csv_file(ANNA, BO, encoding="cp1252"),
        csv_file(ANNA, BO, encoding="utf-16"),
        csv_file(ANNA, BO).replace(b";", b"\t"),
        csv_file(ANNA, BO).replace(b";", b","),
        workbook(
            (ANNA[0], ANNA[1], datetime.fromisoformat("2026-11-23"), *ANNA[3:]),
            (BO[0], BO[1], date(2026, 11, 2), *BO[3:]),
        ),
    ],
    ids=["utf-8", "utf-8 with a mark", "windows-1252", "utf-16", "tabs", "commas", "xlsx"],
)
def test_a_file_of_any_kind_adds_people_with_their_course(
    app: Flask, office: PageClient, content: bytes
) -> None:
    page = look(office, content).press(APPLY)
    assert "2 oprettet" in page.soup.select_one(".alert-success").get_text()  # type: ignore[union-attr]
    anna, bo = named(app, "Anna Ærø"), named(app, "Bo Østergård")
    assert (anna.email, anna.starts_on) == ("anna@example.dk", date(2026, 11, 23))
    assert (anna.leader_id, bo.role) == (bo.id, FoundationRole.LEADER)
    school, area = rows(app, Unit, name="Mosaikskolen")[0], rows(app, Unit, name="Børn og Unge")[0]
    assert (anna.unit_id, school.parent_id, bo.unit_id) == (school.id, area.id, area.id)
    (course,) = rows(app, Assignment, person_id=anna.id)
    assert (course.starts_on, course.due_on) == (date(2026, 11, 23), date(2026, 12, 23))
    assert below(app, bo) == {anna.id}
    assert differing(app) == []
    assert [*rows(app, PeopleImport), *rows(app, PeopleImportPart)] == []


def test_five_kinds_of_mistakes_are_told_and_mended(app: Flask, office: PageClient, people: People) -> None:
    people.add("Carl Gammel", email="carl@example.dk")
    wrong = csv_file(
        ("", "a@example.dk", "23-11-2026", "", "", ""),
        ("Bo Bang", "ikke en mail", "23-11-2026", "", "", ""),
        ("Dan Dam", "d@example.dk", "31-02-2026", "", "", ""),
        ("Eva Eg", "e@example.dk", "23-11-2026", "Kejser", "", ""),
        ("Fie Fog", "f@example.dk", "23-11-2026", "", "", "ingen@example.dk"),
        ("Gry Gad", "d@example.dk", "23-11-2026", "", "", ""),
        ('=HYPERLINK("x")', "g@example.dk", "23-11-2026", "", "", ""),
        ("Ida Iversen", "i@example.dk", "", "", "", ""),
    )
    page = look(office, wrong)
    for said in (
        "er tom",
        "ikke en mail",
        "er ikke en dato",
        "er ikke en rolle",
        "ingen@example.dk",
        "to gange",
        "formel",
    ):
        assert said in page.text
    cells = [row.get_text("|", strip=True) for row in page.soup.select("tbody tr")]
    assert any(cell.startswith("4|Startdato|»31-02-2026«") for cell in cells)
    assert "4|Startdato|er tom" not in cells  # it is not empty, it is no date
    assert not page.soup.select(f"button:-soup-contains('{APPLY}')")
    office.post("/hr/people/import/apply", {"csrf_token": office.token()}, status=409)
    assert len(rows(app, Person)) == 2
    done = look(office, csv_file(ANNA, BO)).press(APPLY)
    assert done.heading == "Medarbejdere"
    assert len(rows(app, Person)) == 4


def test_only_what_a_file_tells_is_changed(app: Flask, office: PageClient, people: People) -> None:
    leader = people.add("Lis Leder", email="lis@example.dk")
    person = people.add("Anna Holm", email="anna@example.dk", leader=leader, role=FoundationRole.LEADER)
    page = look(office, csv_file(("Anna Holm Berg", "anna@example.dk"), headings=("Navn", "Mail")))
    assert "Navn: Anna Holm → Anna Holm Berg" in page.text
    page.press(APPLY)
    changed = named(app, "Anna Holm Berg")
    assert (changed.leader_id, changed.role, changed.version) == (leader.id, FoundationRole.LEADER, 2)
    assert summary(app, person).name == "Anna Holm Berg"
    lines = {line.action: line for line in rows(app, AuditEntry)}
    assert lines["person.changed"].details == {
        "before": {"name": "Anna Holm"},
        "after": {"name": "Anna Holm Berg"},
    }
    assert lines["people.imported"].details["changed"] == 1


def test_an_employee_number_finds_who_has_another_address(
    app: Flask, office: PageClient, people: People
) -> None:
    person = people.add("Anna Holm", email="anna@example.dk")
    other = people.add("Bo Bang", email="bo@example.dk")
    headings = ("Medarbejdernummer", "Navn", "E-mail")
    first = csv_file(
        ("17", "Anna Holm", "anna@example.dk"), ("18", "Bo Bang", "bo@example.dk"), headings=headings
    )
    look(office, first).press(APPLY)
    swapped = csv_file(
        ("17", "Anna Holm", "bo@example.dk"), ("18", "Bo Bang", "anna@example.dk"), headings=headings
    )
    look(office, swapped).press(APPLY)
    addresses = {each.id: each.email for each in rows(app, Person)}
    assert (addresses[person.id], addresses[other.id]) == ("bo@example.dk", "anna@example.dk")
    taken = look(office, csv_file(("19", "Carl", "bo@example.dk"), headings=headings))
    assert "»bo@example.dk« hører til en anden" in taken.text


def test_who_is_missing_leaves_only_when_it_is_asked_for(
    app: Flask, office: PageClient, people: People, hr: Person
) -> None:
    top = people.add("Top Chef", email="top@example.dk")
    middle = people.add("Mia Mellem", email="mia@example.dk", leader=top)
    person = people.add("Anna Holm", email="anna@example.dk", leader=middle)
    file = csv_file(
        ("Top Chef", "top@example.dk"),
        ("Anna Holm", "anna@example.dk"),
        (hr.name, hr.email),
        headings=HEADINGS[:2],
    )
    assert "Alt i filen passer allerede" in look(office, file).text
    page = look(office, file, deactivates=True)
    assert "1 af 4 aktive" in page.text
    page.press(APPLY, status=422)
    assert named(app, "Mia Mellem").is_active
    look(office, file, deactivates=True).press(APPLY, allows_many="y")
    assert not named(app, "Mia Mellem").is_active
    assert named(app, "Anna Holm").leader_id == top.id
    assert below(app, top) == {person.id}
    assert differing(app) == []
    back = csv_file(("Mia Mellem", "mia@example.dk"), headings=HEADINGS[:2])
    look(office, back).press(APPLY)
    assert named(app, "Mia Mellem").is_active
    assert differing(app) == []


def test_nobody_imports_hr_away(office: PageClient, people: People) -> None:
    people.add("Anna Holm", email="anna@example.dk")
    page = look(office, csv_file(("Anna Holm", "anna@example.dk"), headings=HEADINGS[:2]), deactivates=True)
    assert "du ville selv blive deaktiveret" in page.text
    assert not page.soup.select(f"button:-soup-contains('{APPLY}')")


def test_a_circle_of_leaders_is_named(office: PageClient) -> None:
    one = ("Anna", "a@example.dk", "23-11-2026", "", "", "b@example.dk")
    two = ("Bo", "b@example.dk", "23-11-2026", "", "", "a@example.dk")
    assert "i ring: Anna → Bo → Anna" in look(office, csv_file(one, two)).text


def test_what_has_changed_since_it_was_shown_is_shown_again(
    app: Flask, office: PageClient, people: People
) -> None:
    page = look(office, csv_file(ANNA, BO))
    people.add("Bo Før", email="bo@example.dk")
    again = page.press(APPLY, status=409)
    assert "Der er ændret i medarbejderne imens" in again.soup.get_text()
    again.press(APPLY)
    assert named(app, "Bo Østergård").email == "bo@example.dk"


def bomb() -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as sheet,
    ):
        for _each in range(200):
            sheet.write(b"0" * 1024 * 1024)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "tom"),
        (b"\r\n\r\n", "tom"),
        (csv_file(), "kun overskrifter"),
        (csv_file() + b"\r\n;;\r\n", "kun overskrifter"),
        (workbook(), "kun overskrifter"),
        (b"\x89PNG\r\n\x1a\n" + bytes(2000), "kan vi ikke læse"),
        (b"PK\x03\x04" + b"x" * 500, "kan vi ikke læse"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "gamle format"),
        (b'a;b\r\n"' + b"x" * 200_000, "kan vi ikke læse"),
        (bomb(), "for stor"),
        (b"navn\n" + b"x\n" * 100_001, "100.000"),
    ],
    ids=[
        "nothing",
        "empty rows",
        "only headings",
        "only headings and empty rows",
        "a workbook with only headings",
        "a picture",
        "a broken zip",
        "old excel",
        "an endless cell",
        "a bomb",
        "too long",
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_reason(
    app: Flask, office: PageClient, content: bytes, said: str
) -> None:
    assert said in send(office, content, status=422).text
    assert rows(app, PeopleImport) == []


@pytest.mark.parametrize(("megabytes", "status"), [(22, 413), (2, 400)])
def test_only_hr_may_send_a_large_file_and_not_any(office: PageClient, megabytes: int, status: int) -> None:
    large = {"CONTENT_LENGTH": str(megabytes * 1024 * 1024)}
    kind = "multipart/form-data; boundary=x"
    answer = office.raw.post("/hr/people/import", data=b"", content_type=kind, environ_overrides=large)
    assert answer.status_code == status  # too large at once, or without the form's token
    stranger = office.another().raw.post(
        "/hr/people/import", data=b"", content_type=kind, environ_overrides=large
    )
    assert stranger.status_code == 413


@pytest.mark.parametrize(("address", "megabytes"), [("/hr/people/import", 20), ("/hr/content", 256)])
def test_a_file_that_is_too_big_gets_a_page_that_says_the_limit(
    office: PageClient, address: str, megabytes: int
) -> None:
    large = {"CONTENT_LENGTH": str((megabytes + 10) * 1024 * 1024)}
    kind = "multipart/form-data; boundary=x"
    answer = office.raw.post(address, data=b"", content_type=kind, environ_overrides=large)
    assert answer.status_code == 413
    assert "Filen er for stor" in answer.text
    assert f"Den må højst fylde {megabytes} MB" in answer.text


def test_columns_that_are_not_told_by_their_headings_are_chosen(app: Flask, office: PageClient) -> None:
    page = send(
        office, csv_file(("Anna Holm", "anna@example.dk", "1.11.2026"), headings=("Hvem", "Adresse", "Fra"))
    )
    assert "Vælg kolonnen" in page.press("Se, hvad der ændres", status=422).text
    page.press("Se, hvad der ændres", name="0", email="1", starts_on="2").press(APPLY)
    assert named(app, "Anna Holm").starts_on == date(2026, 11, 1)


def test_pages_without_a_file_lead_to_where_one_is_sent(office: PageClient) -> None:
    for address in ("/hr/people/import/columns", "/hr/people/import/check"):
        assert office.get(address).heading == "Indlæs en fil"


@pytest.mark.parametrize("delay", [0.0, 0.4, 0.8])
def test_a_killed_import_leaves_all_or_nothing(
    app: Flask, database_url: str, hr: Person, tmp_path: object, delay: float
) -> None:
    count = 3000
    people = [(f"Person {n}", f"p{n}@example.dk", "23-11-2026", "", "Skolen", "") for n in range(count)]
    file = f"{tmp_path}/folk.csv"
    with open(file, "wb") as stream:  # noqa: PTH123 - a plain file
        stream.write(csv_file(*people))
    environment = {
        **os.environ,
        "ELEARNING_DATABASE_URL": database_url,
        "ELEARNING_SECRET_KEY": "x" * 40,
        "ELEARNING_INSTANCE_DIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "tests.integration.people.killed", file]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"writing"
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with app.app_context():
        there = db.session.scalar(sa.select(sa.func.count()).select_from(Person))
    assert there in {1, 1 + count}
    assert differing(app) == []
    assert rows(app, Person, email=hr.email)
