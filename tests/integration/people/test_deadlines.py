"""HR moves due dates, and leave pauses them."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.audit import AuditEntry
from elearning.clock import now
from elearning.database import db
from elearning.progress import leaves
from elearning.progress import service as assignments
from elearning.progress.models import Assignment, LeaveOfAbsence
from tests.course import rows
from tests.integration.progress.summing import change, differing, summary
from tests.pages import PageClient
from tests.people import People


def address(person: Person) -> str:
    return f"/hr/people/{person.id}"


def names_of(page: object) -> list[str]:
    return [cell.get_text() for cell in page.soup.select("tbody th")]  # type: ignore[attr-defined]


class TestDeadlines:
    def test_are_shown_first_and_then_changed_but_not_of_who_is_done(
        self, app: Flask, office: PageClient, people: People
    ) -> None:
        anna, bo = people.add("Anna Holm"), people.add("Bo Bang")
        done = people.add("Dan Dam")

        def finish() -> None:
            assignments.complete(db.session.get_one(Assignment, (done.id, 1)), now())

        change(app, finish)
        page = office.get("/hr/deadlines").soup
        assert page.select_one("#email")
        seen = office.get(
            "/hr/deadlines?email=&unit=&role=employee&first=2026-11-01&last=&due_on=2027-01-15&days="
        )
        assert names_of(seen) == ["Anna Holm", "Bo Bang", "Hanne Hr"]
        seen.press("Ændr fristerne", status=422, reason="")
        seen.press("Ændr fristerne", reason="Jul")
        days = {each.person_id: each.due_on for each in rows(app, Assignment)}
        assert days[anna.id] == days[bo.id] == date(2027, 1, 15)
        assert days[done.id] == date(2026, 12, 2)
        assert differing(app) == []
        lines = rows(app, AuditEntry)
        assert [line.action for line in lines].count("deadline.set") == 3
        assert {line.details["reason"] for line in lines} == {"Jul"}

    def test_are_extended_by_days_for_one(self, app: Flask, office: PageClient, people: People) -> None:
        anna = people.add("Anna Holm", email="anna@example.dk")
        office.get("/hr/deadlines?email=anna@example.dk&days=10").press("Ændr fristerne", reason="Sygdom")
        assert summary(app, anna).due_on == date(2026, 12, 12)

    def test_that_are_past_already_are_said_to_be(self, office: PageClient, people: People) -> None:
        people.add("Anna Holm", email="anna@example.dk")  # due on 2 December
        page = office.get("/hr/deadlines?email=anna@example.dk&due_on=2026-11-10")
        assert "1 af de nye frister er allerede overskredet." in page.text
        assert "(overskredet)" in page.text
        assert "overskredet" not in office.get("/hr/deadlines?email=anna@example.dk&days=5").text

    def test_what_was_shown_is_what_is_changed(self, app: Flask, office: PageClient, people: People) -> None:
        anna = people.add("Anna Holm")
        seen = office.get("/hr/deadlines?role=employee&days=10")
        people.add("Bo Bang")
        seen.press("Ændr fristerne", status=409, reason="Jul").press("Ændr fristerne", reason="Jul")
        assert summary(app, anna).due_on == date(2026, 12, 12)

    @pytest.mark.parametrize(
        "arguments",
        [
            "days=10",
            "role=employee",
            "role=employee&days=x",
            "role=employee&due_on=9999-12-31",
            "role=employee&days=-1",
            "unit=77&days=1",
            "role=x&days=1",
            "role=employee&days=999999999999",
        ],
    )
    def test_what_makes_no_sense_is_said(self, office: PageClient, arguments: str) -> None:
        assert office.get(f"/hr/deadlines?{arguments}", status=422).soup.select(".form-error-message")


class TestLeave:
    def test_moves_the_due_date_and_back(self, app: Flask, office: PageClient, people: People) -> None:
        anna = people.add("Anna Holm")
        page = office.get(f"{address(anna)}/leave")
        added = page.press("Tilføj orloven", first="2026-10-20", until="2026-11-11")
        assert "10 dage" in added.soup.get_text()
        assert summary(app, anna).due_on == date(2026, 12, 12)
        assert (
            "orlov i forvejen"
            in added.press("Tilføj orloven", status=422, first="2026-11-11", until="2026-11-12").text
        )
        added.press("Tilføj orloven", status=422, first="2026-11-15", until="2026-11-14")
        added.press("Fjern orloven")
        assert summary(app, anna).due_on == date(2026, 12, 2)
        assert [line.action for line in rows(app, AuditEntry)] == ["leave.added", "leave.removed"]

    def test_of_somebody_else_is_not_found(self, office: PageClient, people: People) -> None:
        anna = people.add("Anna Holm")
        office.post(f"{address(anna)}/leave/99/remove", {"csrf_token": office.token()}, status=404)

    @pytest.mark.parametrize("is_later_first", [False, True])
    def test_moves_as_far_whichever_of_two_is_written_first(
        self, app: Flask, office: PageClient, people: People, *, is_later_first: bool
    ) -> None:
        anna = people.add("Anna Holm")
        spans = [("2026-11-16", "2026-11-25"), ("2026-12-07", "2026-12-11")]  # the second after the due date
        for first, until in reversed(spans) if is_later_first else spans:
            office.get(f"{address(anna)}/leave").press("Tilføj orloven", first=first, until=until)
        assert summary(app, anna).due_on == date(2026, 12, 17)
        assert sorted(each.days for each in rows(app, LeaveOfAbsence)) == [5, 10]

    def test_that_is_removed_leaves_a_due_date_that_somebody_named(
        self, app: Flask, office: PageClient, people: People
    ) -> None:
        anna = people.add("Anna Holm", email="anna@example.dk")
        page = office.get(f"{address(anna)}/leave")
        page.press("Tilføj orloven", first="2026-11-16", until="2026-11-25")
        named = "/hr/deadlines?email=anna@example.dk&due_on=2027-01-15"
        office.get(named).press("Ændr fristerne", reason="Aftalt")
        office.get(f"{address(anna)}/leave").press("Fjern orloven")
        assert summary(app, anna).due_on == date(2027, 1, 15)

    def test_moves_a_journey_that_begins_in_it(self, app: Flask, office: PageClient, people: People) -> None:
        anna = people.add("Anna Holm")

        def finish() -> None:
            assignments.complete(db.session.get_one(Assignment, (anna.id, 1)), now())

        def renew() -> None:
            days = {"starts_on": date(2026, 11, 20), "due_on": date(2026, 12, 20)}
            assignments.assign_renewal(anna.id, 2, **days, tasks=())
            leaves.take_over(db.session.get_one(Assignment, (anna.id, 2)))

        change(app, finish)
        office.get(f"{address(anna)}/leave").press("Tilføj orloven", first="2026-11-16", until="2026-11-25")
        change(app, renew)
        assert db_due(app, anna) == date(2026, 12, 26)


def db_due(app: Flask, person: Person) -> date:
    return max(rows(app, Assignment, person_id=person.id), key=lambda each: each.number).due_on
