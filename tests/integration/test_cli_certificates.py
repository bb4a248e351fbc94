"""`elearning people due` and `elearning certificates`: what an operator does about deadlines and renewals."""

from __future__ import annotations

from datetime import date

from flask import Flask

from elearning.accounts.models import Person
from elearning.certificates.models import Certificate
from elearning.clock import pretend
from elearning.progress.models import Assignment
from tests.course import open_session, rows
from tests.integration.certificates.conftest import Set, set_to
from tests.integration.certificates.finishing import Learner, noon, publish_lessons
from tests.integration.test_cli import run
from tests.pages import PageClient
from tests.people import People

__all__ = ["set_to"]  # a fixture


def due_on(app: Flask, person: Person) -> date:
    (assignment,) = rows(app, Assignment, person_id=person.id)
    return assignment.due_on


def finish(client: PageClient, person: Person) -> None:
    with pretend(noon(date(2026, 11, 23))):
        Learner(open_session(client, person)).read()


class TestDue:
    def test_moves_the_last_day(self, app: Flask, people: People) -> None:
        person = people.add()
        answer = run(app, "people", "due", "--email", person.email.upper(), "2026-12-24")
        assert answer.exit_code == 0
        assert person.name in answer.output
        assert due_on(app, person) == date(2026, 12, 24)

    def test_refuses_a_day_before_the_journey_starts(self, app: Flask, people: People) -> None:
        person = people.add()
        before = due_on(app, person)
        answer = run(app, "people", "due", "--email", person.email, "2026-11-01")
        assert answer.exit_code == 1
        assert "too early" in answer.output
        assert due_on(app, person) == before

    def test_refuses_a_journey_that_is_completed(
        self, app: Flask, people: People, client: PageClient
    ) -> None:
        publish_lessons(app)
        person = people.add()
        finish(client, person)
        answer = run(app, "people", "due", "--email", person.email, "2026-12-24")
        assert answer.exit_code == 1
        assert "completed it already" in answer.output

    def test_says_that_nobody_has_the_address(self, app: Flask) -> None:
        answer = run(app, "people", "due", "--email", "nobody@example.dk", "2026-12-24")
        assert answer.exit_code == 1
        assert "Nobody" in answer.output


def test_renewals_are_opened_once(app: Flask, people: People, client: PageClient, set_to: Set) -> None:
    publish_lessons(app)
    set_to(certificate_months=1, renewal_days=60)
    person = people.add()
    finish(client, person)
    with pretend(noon(date(2026, 12, 1))):
        first, second = (run(app, "certificates", "renewals") for _time in range(2))
    assert first.output == "1 renewals opened.\n"
    assert second.output == "0 renewals opened.\n"
    assert {each.assignment for each in rows(app, Certificate)} >= {1}
