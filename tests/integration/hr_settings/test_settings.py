"""What HR may set: it counts from then on, comes before the environment, and is in the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from elearning import choices
from elearning.accounts.models import Person
from elearning.audit import AuditEntry
from elearning.certificates.models import Certificate
from elearning.certificates.rules import valid_until
from elearning.choices import Setting
from elearning.database import db
from elearning.progress.models import Assignment
from tests.course import rows
from tests.integration.certificates.conftest import Set
from tests.integration.certificates.finishing import Learner
from tests.pages import PageClient
from tests.people import People
from tests.statements import statements

COURSE, CONTACTS = "/hr/settings/course", "/hr/settings/contacts"


def due(app: Flask, person: Person) -> date:
    (found,) = rows(app, Assignment, person_id=person.id)
    return found.due_on


def value_of(page: Any, name: str) -> str:  # noqa: ANN401 - a page
    return str(page.soup.select_one(f"[name={name}]").get("value", ""))


class TestDaysToComplete:
    def test_are_the_environments_until_hr_chooses(self, office: PageClient, set_to: Set) -> None:
        set_to(days_to_complete=45)
        assert value_of(office.get(COURSE), "days_to_complete") == "45"
        office.get(COURSE).press("Gem", days_to_complete="60")
        set_to(days_to_complete=20)
        assert value_of(office.get(COURSE), "days_to_complete") == "60"

    def test_count_for_people_who_are_added_from_then_on(
        self, app: Flask, office: PageClient, people: People
    ) -> None:
        before = people.add()
        office.get(COURSE).press("Gem", days_to_complete="10")
        after = people.add()
        assert due(app, before) == date(2026, 12, 2)
        assert due(app, after) == date(2026, 11, 12)

    def test_the_page_says_beforehand_whom_a_change_touches(self, office: PageClient, people: People) -> None:
        people.add()
        text = office.get(COURSE).text
        assert "2 medarbejdere er i gang og beholder deres frist." in text  # HR has a journey too
        assert "0 kursusbeviser er udstedt" in text

    @pytest.mark.parametrize("days", ["", "0", "731", "-1", "tredive", "9" * 5000, "1.5"])
    def test_that_make_no_sense_are_refused_at_their_field(
        self, app: Flask, office: PageClient, days: str
    ) -> None:
        page = office.get(COURSE).press("Gem", days_to_complete=days, status=422)
        assert page.soup.select_one("#days_to_complete-error") is not None
        assert rows(app, Setting) == []


class TestValidity:
    @pytest.mark.usefixtures("no_documents")
    def test_counts_for_certificates_that_are_issued_afterwards(
        self, app: Flask, learner: Learner, people: People
    ) -> None:
        office = learner.client.another()
        office.sign_in(people.add("Hanne Hr", is_hr=True))
        office.get(COURSE).press("Gem", certificate_months="12")
        learner.read()
        office.get(COURSE).press("Gem", certificate_months="36")
        (issued,) = rows(app, Certificate)
        assert issued.valid_until == valid_until(issued.completed_on, 12)

    def test_is_for_ever_when_the_field_is_empty(self, app: Flask, office: PageClient, set_to: Set) -> None:
        set_to(certificate_months=24)
        assert value_of(office.get(COURSE), "certificate_months") == "24"
        office.get(COURSE).press("Gem", certificate_months="")
        with app.app_context():
            assert choices.course().certificate_months is None

    def test_that_makes_no_sense_is_refused(self, office: PageClient) -> None:
        page = office.get(COURSE).press("Gem", certificate_months="121", status=422)
        assert "fra 1 til 120" in page.text
        assert value_of(page, "certificate_months") == "121"


class TestContacts:
    def test_stand_on_the_two_pages(self, office: PageClient) -> None:
        office.get(CONTACTS).press(
            "Gem",
            contact="Personaleafdelingen, tlf. 11 22 33 44",
            dpo_contact="Dorthe, dpo@example.dk",
            accessibility_email="web@example.dk",
            accessibility_phone="55 66 77 88",
            accessibility_statement_url="https://was.digst.dk/example-dk",
            accessibility_reviewed_on="2026-11-02",
        )
        privacy = office.get("/privacy").text
        assert "Spørgsmål om forløbet: Personaleafdelingen, tlf. 11 22 33 44." in privacy
        assert "Databeskyttelsesrådgiver: Dorthe, dpo@example.dk." in privacy
        statement = office.get("/was")
        assert statement.link("web@example.dk") == "mailto:web@example.dk"
        assert "Ring til: 55 66 77 88" in statement.text
        assert "2. november 2026" in statement.text

    def test_cost_those_pages_one_statement(self, app: Flask, client: PageClient) -> None:
        for page in ("/privacy", "/was"):
            with app.app_context():
                engine = db.engine
            with statements(engine) as sent:
                client.get(page)
            assert len(sent) == 1

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("contact", " "),
            ("accessibility_email", "ikke en mail"),
            ("accessibility_statement_url", "javascript:alert(1)"),
            ("accessibility_statement_url", "https://was digst.dk"),
            ("accessibility_reviewed_on", "31-02-2026"),
        ],
    )
    def test_that_cannot_be_are_refused_at_their_field(
        self, office: PageClient, field: str, value: str
    ) -> None:
        page = office.get(CONTACTS).press("Gem", status=422, **{"dpo_contact": "Dorthe", field: value})
        assert page.soup.select_one(f"#{field}-error") is not None
        assert value_of(page, "dpo_contact") == "Dorthe"


class TestTwoAtOnce:
    def test_the_later_one_sees_both_and_saves_by_pressing_again(
        self, app: Flask, office: PageClient, people: People
    ) -> None:
        other = office.another()
        other.sign_in(people.add("Harald Hr", is_hr=True))
        mine, theirs = office.get(COURSE), other.get(COURSE)
        theirs.press("Gem", days_to_complete="40")
        told = mine.press("Gem", days_to_complete="50", status=409)
        assert "En anden har ændret dette imens" in told.text
        assert "Dage til at gennemføre forløbet 40" in told.text
        assert value_of(told, "days_to_complete") == "50"
        told.press("Gem")
        with app.app_context():
            assert choices.course().days_to_complete == 50

    @pytest.mark.parametrize("version", ["", "0", "-1", "7", "x", "9" * 4000, "2147483647", "2147483648"])
    def test_a_version_that_nobody_read_saves_nothing(
        self, app: Flask, office: PageClient, version: str
    ) -> None:
        office.get(COURSE).press("Gem", days_to_complete="40")
        office.get(COURSE).press("Gem", days_to_complete="50", version=version, status=409)
        with app.app_context():
            assert choices.course().days_to_complete == 40


class TestTheLog:
    def test_has_what_was_and_what_is(self, app: Flask, office: PageClient, hr: Person) -> None:
        office.get(COURSE).press("Gem", days_to_complete="60")
        (line,) = rows(app, AuditEntry)
        assert (line.action, line.by_id) == ("settings.changed", hr.id)
        assert line.details == {"before": {"days_to_complete": 30}, "after": {"days_to_complete": 60}}
        assert "Dage til at gennemføre forløbet: 30 → 60" in office.get("/hr/log").text

    def test_has_nothing_of_what_is_saved_unchanged(self, app: Flask, office: PageClient) -> None:
        office.get(COURSE).press("Gem")
        assert rows(app, AuditEntry) == []


def test_the_overview_says_what_counts_now(office: PageClient) -> None:
    office.get(COURSE).press("Gem", days_to_complete="60", certificate_months="24")
    text = office.get("/hr/settings").text
    assert "60 dage" in text
    assert "24 måneder" in text


def test_who_has_been_erased_is_no_longer_named(app: Flask, office: PageClient, hr: Person) -> None:
    office.get(COURSE).press("Gem", days_to_complete="60")
    with app.app_context():
        db.session.delete(db.session.get_one(Person, hr.id))
        db.session.commit()
    (setting,) = rows(app, Setting)
    assert setting.changed_by_id is None


def test_another_instance_sees_it_at_once(office: PageClient, another_app: Callable[..., Flask]) -> None:
    made = another_app(days_to_complete=90)
    office.get(COURSE).press("Gem", days_to_complete="60")
    with made.app_context():
        assert choices.course().days_to_complete == 60
