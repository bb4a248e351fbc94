"""HR's list of people: found, added, changed, let go and had back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.audit import AuditEntry
from elearning.database import db
from elearning.progress.models import Assignment
from tests.course import rows
from tests.integration.people.files import csv_file, look
from tests.integration.progress.summing import differing, summary
from tests.integration.teams.crowd import make_crowd
from tests.mailbox import MailBox
from tests.pages import PageClient
from tests.people import People
from tests.statements import statements

NEW: dict[str, Any] = {
    "name": "Åse Ny",
    "email": "aase@example.dk",
    "starts_on": "2026-12-01",
    "role": "employee",
}


def stored(app: Flask, person: Person) -> Person:
    (row,) = rows(app, Person, id=person.id)
    return row


def address(person: Person) -> str:
    return f"/hr/people/{person.id}"


def names(page: object) -> list[str]:
    return [cell.a.get_text() for cell in page.soup.select("tbody th")]  # type: ignore[attr-defined]


class TestList:
    def test_finds_by_part_of_a_name_or_address(self, office: PageClient, people: People) -> None:
        people.add("Jørgen Ågård", email="chef@example.dk")
        people.add("Bo Bang", email="bo@example.dk")
        for wanted in ("aagaard", "JØRGEN", "chef@"):
            assert names(office.get(f"/hr/people?q={wanted}")) == ["Jørgen Ågård"]
        assert (
            "Ingen passer" in office.get("/hr/people?q=%25").text
            or names(office.get("/hr/people?q=%25")) == []
        )

    def test_narrows_and_turns_pages(self, app: Flask, office: PageClient, hr: Person) -> None:
        crowd = make_crowd(app, hr, 70)
        first = office.get("/hr/people")
        assert len(names(first)) == 50
        assert len(names(first.follow("Næste side"))) == 21
        school = names(office.get(f"/hr/people?unit={crowd.units['Skoler']}"))
        part = names(office.get(f"/hr/people?unit={crowd.units['Østre Skole']}"))
        assert set(part) < set(school)
        assert names(office.get("/hr/people?hr=1")) == [hr.name]
        assert names(office.get("/hr/people?panel=1")) == names(office.get("/hr/people?gone=1")) == []
        late = office.get("/hr/people?status=overdue")
        assert 0 < len(names(late)) < 50

    @pytest.mark.parametrize(
        "arguments", ["unit=x&page=0", "page=99999999", "status=no&unit=999999999", "page=-1&q=%00"]
    )
    def test_garbage_in_the_address_is_no_error(self, office: PageClient, arguments: str) -> None:
        office.get(f"/hr/people?{arguments}")

    def test_costs_few_statements_however_many(self, app: Flask, office: PageClient, hr: Person) -> None:
        make_crowd(app, hr, 70)
        with app.app_context():
            engine = db.engine
        with statements(engine) as sent:
            office.get("/hr/people?q=a&status=overdue")
        assert len(sent) <= 6


class TestAdding:
    def test_gives_the_course_and_a_line_in_the_log(
        self, app: Flask, office: PageClient, people: People, hr: Person
    ) -> None:
        leader = people.add("Lis Leder", email="lis@example.dk")
        page = office.get("/hr/people/new").press(
            "Opret", **dict(NEW, leader_said="LIS@example.dk", number="17", is_panel="y")
        )
        assert page.heading == "Åse Ny"
        (person,) = rows(app, Person, email="aase@example.dk")
        assert (person.leader_id, person.number, person.is_panel) == (leader.id, "17", True)
        (course,) = rows(app, Assignment, person_id=person.id)
        assert course.due_on == date(2026, 12, 31)
        assert differing(app) == []
        (line,) = rows(app, AuditEntry)
        assert (line.action, line.by_name, line.about) == (
            "person.added",
            hr.name,
            "Åse Ny <aase@example.dk>",
        )

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"name": " "}, "Skriv navnet"),
            ({"email": "nej"}, "e-mailadresse"),
            ({"email": "hanne@example.dk"}, "er i brug"),
            ({"starts_on": "1200-01-01"}, "Tjek årstallet"),
            ({"second_role": "employee"}, "De to roller er ens"),
            ({"leader_said": "ingen@example.dk"}, "Ingen her har"),
            ({"role": "emperor"}, "Vælg en af mulighederne"),
        ],
        ids=lambda each: next(iter(each)) if isinstance(each, dict) else "",
    )
    def test_what_is_wrong_is_said_at_its_field(
        self, app: Flask, office: PageClient, values: dict[str, str], said: str
    ) -> None:
        page = office.get("/hr/people/new").press("Opret", status=422, **{**NEW, **values})
        assert any(said in error.get_text() for error in page.soup.select(".form-error-message")), page.text
        assert len(rows(app, Person)) == 1


class TestChanging:
    def test_the_summary_follows_and_the_log_has_both(
        self, app: Flask, office: PageClient, people: People
    ) -> None:
        person = people.add("Anna Holm", email="anna@example.dk")
        before = rows(app, Assignment, person_id=person.id)[0].due_on
        page = office.get(address(person)).press(
            "Gem", name="Anna Berg", email="berg@example.dk", starts_on="2026-11-12", role="leader"
        )
        assert "Gemt" in page.soup.get_text()
        assert (summary(app, person).name, summary(app, person).name_key) == ("Anna Berg", "anna berg")
        assert rows(app, Assignment, person_id=person.id)[0].due_on == before + timedelta(days=10)
        assert differing(app) == []
        (line,) = rows(app, AuditEntry)
        assert line.details["before"]["name"] == "Anna Holm"
        assert line.details["after"] == {
            "name": "Anna Berg",
            "email": "berg@example.dk",
            "starts_on": "2026-11-12",
            "role": "leader",
        }

    def test_another_address_ends_no_session(self, office: PageClient, people: People) -> None:
        person = people.add("Anna Holm", email="anna@example.dk")
        browser = office.another()
        browser.sign_in(person)
        office.get(address(person)).press("Gem", email="ny@example.dk")
        assert browser.get("/").heading == "Mit forløb"

    def test_another_address_is_told_to_the_old_one(
        self, office: PageClient, people: People, mailbox: MailBox
    ) -> None:
        page = office.get(address(people.add("Anna Holm", email="anna@example.dk")))
        page.press("Gem", email="fremmed@example.dk").press("Gem", name="Anna Holm Lind")
        [mail] = mailbox.mails()
        assert mail["To"] == "anna@example.dk"
        assert "fremmed@example.dk" not in mail.as_string()

    def test_another_role_changes_what_there_is_to_do(
        self, app: Flask, office: PageClient, people: People, lessons: object
    ) -> None:
        assert lessons
        person = people.add("Anna Holm")
        office.get(address(person)).press("Gem", role="executive")
        assert not [each for each in differing(app) if each.startswith(f"person {person.id}:")]

    def test_a_circle_is_named_at_the_field(self, app: Flask, office: PageClient, people: People) -> None:
        top = people.add("Top Chef")
        person = people.add("Anna Holm", email="anna@example.dk", leader=top)
        page = office.get(address(top)).press("Gem", status=422, leader_said=person.email, name="Ikke gemt")
        assert "Top Chef → Anna Holm → Top Chef" in page.soup.select_one("#leader_said-error").get_text()  # type: ignore[union-attr]
        assert stored(app, top).name == "Top Chef"

    def test_the_page_says_how_it_goes_with_the_course(self, office: PageClient, people: People) -> None:
        person = people.add("Anna Holm")
        (card,) = office.get(address(person)).soup.select("aside")
        assert "Ikke startet Fristen er nu 2. december 2026." in " ".join(card.get_text().split())

    def test_of_two_at_once_the_second_is_told_and_loses_nothing(
        self, app: Flask, office: PageClient, people: People
    ) -> None:
        person = people.add("Anna Holm")
        other = office.another()
        other.sign_in(people.add("Henrik Hr", is_hr=True))
        mine, theirs = office.get(address(person)), other.get(address(person))
        theirs.press("Gem", name="Anna Berg")
        told = mine.press("Gem", status=409, number="17")
        assert "En anden har ændret dette imens" in told.text
        assert "Henrik Hr gemte" in told.text
        assert "Navn: Anna Berg" in told.text
        assert (stored(app, person).name, stored(app, person).number) == ("Anna Berg", None)
        told.press("Gem", name="Anna Berg")
        assert (stored(app, person).name, stored(app, person).number) == ("Anna Berg", "17")

    def test_an_import_in_between_is_noticed_too(self, office: PageClient, people: People) -> None:
        person = people.add("Anna Holm", email="anna@example.dk")
        mine = office.get(address(person))
        look(office, csv_file(("Anna Berg", "anna@example.dk"), headings=("Navn", "Mail"))).press(
            "Brug filen nu"
        )
        mine.press("Gem", status=409, number="17")

    def test_nobody_takes_hr_from_themselves(self, app: Flask, office: PageClient, hr: Person) -> None:
        form = {
            "csrf_token": office.token(),
            **NEW,
            "name": hr.name,
            "email": hr.email,
            "version": "1",
            "second_role": "",
            "unit": "",
        }
        page = office.post(address(hr), form, status=422)
        assert "Du kan ikke fjerne det fra dig selv" in page.text
        assert stored(app, hr).is_hr

    @pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1"])
    def test_a_version_that_is_none_is_an_old_one(
        self, office: PageClient, people: People, version: str
    ) -> None:
        person = people.add("Anna Holm")
        office.get(address(person)).press("Gem", status=409, name="Anna Berg", version=version)


class TestLeaving:
    def test_alone_leads_to_erasing(self, office: PageClient, people: People) -> None:
        person = people.add("Anna Holm")
        erasing = f"a[href='{address(person)}/erase']"
        assert not office.get(address(person)).soup.select(erasing)
        office.get(f"{address(person)}/deactivate").press("Deaktiver")
        page = office.get(address(person))
        assert page.soup.select(erasing)
        assert "Fristen er nu" not in page.text

    def test_says_before_who_takes_over(self, app: Flask, office: PageClient, people: People) -> None:
        top = people.add("Top Chef")
        middle = people.add("Mia Mellem", leader=top)
        person = people.add("Anna Holm", leader=middle)
        page = office.get(address(middle)).follow("Deaktiver")
        assert "1 medarbejder får en ny leder: Top Chef" in page.text
        done = page.press("Deaktiver")
        assert "1 medarbejder har fået en anden leder" in done.soup.get_text()
        assert stored(app, person).leader_id == top.id
        assert not stored(app, middle).is_active
        office.get(address(middle)).press("Lad medarbejderen komme tilbage")
        assert stored(app, middle).is_active
        assert differing(app) == []
        assert [line.action for line in rows(app, AuditEntry)] == [
            "person.left", "person.changed", "person.returned",
        ]  # fmt: skip

    def test_nobody_becomes_hr_before_they_are_back(
        self, app: Flask, office: PageClient, people: People
    ) -> None:
        person = people.add("Anna Holm")
        office.get(f"{address(person)}/deactivate").press("Deaktiver")
        page = office.get(address(person)).press("Gem", status=422, is_hr="y", number="17")
        assert "Den, der er stoppet, kan ikke få dette." in page.soup.select_one("#is_hr-error").get_text()  # type: ignore[union-attr]
        assert page.soup.select_one("#number")["value"] == "17"  # type: ignore[index]
        assert not stored(app, person).is_hr
        page.press("Lad medarbejderen komme tilbage").press("Gem", is_hr="y")
        assert stored(app, person).is_hr

    def test_oneself_is_refused(self, app: Flask, office: PageClient, hr: Person) -> None:
        office.get(f"{address(hr)}/deactivate").press("Deaktiver", status=422)
        assert stored(app, hr).is_active

    def test_who_was_changed_meanwhile_is_looked_at_again(
        self, app: Flask, office: PageClient, people: People
    ) -> None:
        person = people.add("Anna Holm")
        page = office.get(f"{address(person)}/deactivate")
        office.get(address(person)).press("Gem", number="17")
        page.press("Deaktiver", status=409).press("Deaktiver")
        assert not stored(app, person).is_active


class TestUnits:
    def test_are_added_moved_renamed_and_removed(
        self, app: Flask, office: PageClient, people: People
    ) -> None:
        office.get("/hr/units").press("Opret", name="Skoler")
        tree = office.get("/hr/units")
        (school,) = [each["href"] for each in tree.soup.select(".unit-tree a")]
        number = str(school).rsplit("/", 1)[-1]
        tree.press("Opret", name="Østre Skole", parent=number)
        office.get("/hr/units").press("Opret", status=422, name="SKOLER")
        page = office.get("/hr/units").follow("Østre Skole")
        assert "Skoler / Østre Skole" in page.text
        moved = page.press("Gem", name="Vestre Skole", parent="")
        moved.follow("Skoler").press("Gem", name="Skoleområdet")
        moved.follow("Vestre Skole").press("Fjern enheden")
        assert [each.get_text() for each in office.get("/hr/units").soup.select(".unit-tree a")] == [
            "Skoleområdet"
        ]
        person = people.add("Anna Holm")
        office.get(address(person)).press("Gem", unit=number)
        assert "Der er stadig" in office.get(f"/hr/units/{number}").press("Fjern enheden").soup.get_text()
        actions = {line.action for line in rows(app, AuditEntry)}
        assert {"unit.added", "unit.renamed", "unit.removed"} <= actions

    def test_cannot_be_part_of_what_is_in_them(self, office: PageClient) -> None:
        office.get("/hr/units").press("Opret", name="Skoler")
        number = str(office.get("/hr/units").soup.select_one(".unit-tree a")["href"]).rsplit("/", 1)[-1]  # type: ignore[index]
        office.get(f"/hr/units/{number}").press("Gem", status=422, parent=number)


def names_of(page: object) -> list[str]:
    return [cell.get_text() for cell in page.soup.select("tbody th")]  # type: ignore[attr-defined]
