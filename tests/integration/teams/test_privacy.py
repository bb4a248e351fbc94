"""What a leader never sees: weightings, answers, notes, attempts, and the time of day of anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person
from elearning.clock import pretend
from elearning.database import db
from elearning.modules.models import CheckAnswer, Note, StepCompletion
from elearning.progress.models import ProgressSummary
from elearning.quizzes.models import ScenarioCompletion
from tests.course import open_session
from tests.integration.quizzes.conftest import course, course_rows, shipped
from tests.integration.quizzes.weighing import TWO, Weigher
from tests.pages import PageClient
from tests.people import People
from tests.statements import statements

__all__ = ["course", "course_rows", "shipped"]

HOW, TAKEAWAY = "Hemmelig midte", "Hemmelig note til mig"
#: It is a quarter past two at night in Billund, where nothing else happens at that time.
NIGHT = datetime(2026, 11, 20, 1, 13, 17, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
CLOCK = re.compile(r"\b\d{1,2}[:.][0-5]\d\b(?!\.)")
#: All that a summary may have: nothing else of a person is in the tables that the list is read from.
ALLOWED = {
    "person_id", "name", "name_key", "line", "leader_id", "unit_id", "starts_on", "number", "due_on",
    "completed_on", "first_completed_on", "valid_until", "last_active_on", "steps_done", "steps_total",
    "is_reopened", "scenarios_done", "scenarios_total",
}  # fmt: skip


@pytest.fixture
def leader(people: People) -> Person:
    return people.add("Lars Leder")


@pytest.fixture
def owner(client: PageClient, people: People, leader: Person, course: object) -> Iterator[Person]:
    """Somebody who has weighed and written, at night."""
    assert course
    person = people.add("Mette Medarbejder", leader=leader)
    with pretend(NIGHT):
        weigher = Weigher(open_session(client.another(), person), TWO)
        first, _second = weigher.text.balances
        weigher.weigh(0, -3, **{f"how-{first}": HOW})
        weigher.pay(weigher.options(0, -3)[True][0])
        weigher.move(3)
        weigher.post("takeaway", {"text": TAKEAWAY, "version": 0})
    with pretend(NOON):
        yield person


def pages_of(person: Person) -> list[str]:
    return [
        "/team", "/team?scope=all", "/team?sort=active&status=under_way", "/team/print", "/team/stand-in",
        "/team/export.csv", f"/team/people/{person.id}",
    ]  # fmt: skip


def test_nothing_of_it_is_on_any_page_of_the_leader(
    client: PageClient, owner: Person, leader: Person
) -> None:
    at_work = open_session(client, leader)
    for address in pages_of(owner):
        text = at_work.raw.get(address, buffered=True).text
        for secret in (HOW, TAKEAWAY, "01:13", "02:13", "02.13", "13:17"):
            assert secret not in text, (address, secret)
        shown = re.sub(r"<[^>]*>", " ", text)
        assert CLOCK.findall(shown) == [], address
        for word in ("vægtning -", "Næsten al", "Overvejende", "forsøg:"):
            assert word not in shown, address


def test_the_day_is_there_and_nothing_is_read_from_where_the_answers_are(
    app: Flask, client: PageClient, owner: Person, leader: Person
) -> None:
    at_work = open_session(client, leader)
    page = at_work.get(f"/team/people/{owner.id}")
    assert "Sidst aktiv 20. november 2026" in page.text
    assert "klokkeslæt er den enkeltes egne" in page.text
    assert "Det ser du, og det ser du ikke" in at_work.get("/team").text
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(ScenarioCompletion)) == 1


def test_no_statement_of_the_leaders_pages_reads_an_answer(
    app: Flask, client: PageClient, owner: Person, leader: Person
) -> None:
    at_work = open_session(client, leader)
    with app.app_context():
        engine = db.engine
    secret = {
        name
        for name in sa.inspect(engine).get_table_names()
        if re.search("answer|weigh|note|takeaway|completion|attempt|relation|position", name)
    }
    assert {CheckAnswer.__tablename__, Note.__tablename__, StepCompletion.__tablename__} <= secret
    with statements(engine) as sent:
        for address in pages_of(owner):
            at_work.raw.get(address, buffered=True)
    read = " ".join(each.text for each in sent)
    assert {name for name in secret if re.search(rf"\b{name}\b", read)} == set()


def test_a_summary_has_nothing_else() -> None:
    columns = sa.inspect(ProgressSummary).columns
    assert {column.name for column in columns} == ALLOWED
    assert not [column.name for column in columns if isinstance(column.type, sa.DateTime)]
