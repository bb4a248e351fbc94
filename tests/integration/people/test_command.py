"""`elearning people import`: its reports and what it ends with."""

from __future__ import annotations

from pathlib import Path

from click.testing import Result
from flask import Flask

from elearning.accounts.models import Person
from elearning.audit import AuditEntry
from elearning.cli_people_import import import_people
from elearning.people.models import PeopleImport
from tests.course import rows
from tests.integration.people.files import csv_file
from tests.people import People

TWO = csv_file(
    ("Anna Holm", "anna@example.dk", "23-11-2026"),
    ("Bo Bang", "bo@example.dk", "23-11-2026"),
    headings=("Navn", "E-mail", "Startdato"),
)


def run(app: Flask, folder: Path, content: bytes, *options: str) -> Result:
    file = folder / "folk.csv"
    file.write_bytes(content)
    return app.test_cli_runner().invoke(import_people, [str(file), *options])


def test_applies_a_file_and_says_so(app: Flask, tmp_path: Path) -> None:
    answer = run(app, tmp_path, TWO)
    assert (answer.exit_code, answer.stdout) == (0, "2 oprettet, 0 ændret, 0 kommet tilbage, 0 deaktiveret\n")
    assert len(rows(app, Person)) == 2
    assert {line.by_name for line in rows(app, AuditEntry)} == {""}
    assert rows(app, PeopleImport) == []


def test_a_dry_run_changes_nothing(app: Flask, tmp_path: Path) -> None:
    answer = run(app, tmp_path, TWO, "--dry-run")
    assert answer.exit_code == 0
    assert "2 oprettet" in answer.stdout
    assert rows(app, Person) == []


def test_mistakes_end_it_with_1_and_change_nothing(app: Flask, tmp_path: Path) -> None:
    answer = run(app, tmp_path, TWO + b"\r\nCarl;nej;x")
    assert answer.exit_code == 1
    assert "4: Arbejdsmail: »nej« er ikke en e-mailadresse" in answer.stderr
    assert rows(app, Person) == []
    assert run(app, tmp_path, bytes(100)).exit_code == 1
    assert "Arbejdsmail" in run(app, tmp_path, b"Navn;Andet\r\nAnna;x").stderr


def test_a_file_that_is_not_there_ends_it_with_2_and_nobody_leaves(
    app: Flask, tmp_path: Path, people: People
) -> None:
    people.add("Anna Holm")
    missing = str(tmp_path / "folk.csv")
    answer = app.test_cli_runner().invoke(import_people, [missing, "--deactivate-missing", "--allow-many"])
    assert answer.exit_code == 2
    assert missing in answer.stderr
    assert "does not exist" in answer.stderr
    assert all(person.is_active for person in rows(app, Person))


def test_many_who_would_leave_end_it_with_3_unless_they_are_allowed(
    app: Flask, tmp_path: Path, people: People
) -> None:
    people.add("Anna Holm", email="anna@example.dk", is_hr=True)
    gone = people.add("Carl Carlsen")
    answer = run(app, tmp_path, TWO, "--deactivate-missing")
    assert answer.exit_code == 3
    assert "1 of 2 active people would be deactivated" in answer.stderr
    assert run(app, tmp_path, TWO, "--deactivate-missing", "--dry-run").exit_code == 3
    assert rows(app, Person, id=gone.id)[0].is_active
    assert run(app, tmp_path, TWO, "--deactivate-missing", "--allow-many").exit_code == 0
    assert not rows(app, Person, id=gone.id)[0].is_active
