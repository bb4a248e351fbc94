"""When somebody, or the course, is changed: nothing done is lost, and new demands are named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from elearning.accounts.models import Person, Unit
from elearning.accounts.rules import FoundationRole
from elearning.database import db
from elearning.modules.models import StepCompletion
from elearning.progress.models import Assignment
from tests.course import GO_ON, lesson, open_session, read, rows
from tests.integration.certificates.finishing import (
    BALANCES,
    STEPS,
    Learner,
    certificates,
    change_person,
    completed,
    only_certificate,
    publish_lessons,
)
from tests.integration.quizzes import weighing
from tests.integration.quizzes.weighing import ONE, Weigher, text_of
from tests.pages import PageClient
from tests.people import People

pytestmark = pytest.mark.usefixtures("no_documents")

EMPLOYEE, LEADER, EXECUTIVE = FoundationRole
MINE = lesson("medarbejder", read("a"), read("b"), module=GO_ON, position=2, audience=(EMPLOYEE,))
LEADERS = lesson("leder", read("a"), read("b"), read("c"), module=GO_ON, position=3, audience=(LEADER,))
REVISED = lesson("hilsen", read("foerste"), read("anden"), read("tredje"), module=BALANCES)
STANDS = "Det, du har gennemført, gælder stadig."

Change = Callable[[Flask, Person], None]


def to_leader(app: Flask, person: Person) -> None:
    change_person(app, person, role=LEADER)


def with_second_role(app: Flask, person: Person) -> None:
    change_person(app, person, second_role=LEADER)


def to_a_revision(app: Flask, person: Person) -> None:
    del person  # the course is changed
    publish_lessons(app, REVISED)


def to_a_dilemma_that_is_required(app: Flask, person: Person) -> None:
    del person  # the course is changed
    weighing.publish(app, text_of(ONE))


def to_another_unit_and_leader(app: Flask, person: Person) -> None:
    leader = People(app).add("Lars Leder", email="lars@example.dk", role=LEADER)
    with app.app_context():
        unit = Unit(name="Vej og Park")
        db.session.add(unit)
        db.session.commit()
        unit_id = unit.id
    change_person(app, person, unit_id=unit_id, leader_id=leader.id)


#: Every change that asks for more, and how that is said.
MORE: list[tuple[Change, str]] = [
    (to_leader, "Du mangler 3 trin i Videre frem."),
    (with_second_role, "Du mangler 3 trin i Videre frem."),
    (to_a_revision, "Du mangler 1 trin i Balancerne."),
    (to_a_dilemma_that_is_required, "Du mangler 1 dilemma."),
]


@pytest.fixture
def learner(app: Flask, client: PageClient, person: Person) -> Learner:
    """An employee before four lessons, one of them for leaders; a dilemma is beside the journey."""
    publish_lessons(app)
    publish_lessons(app, MINE, LEADERS)
    weighing.publish(app, text_of(ONE).model_copy(update={"required_for": ()}))
    return Learner(open_session(client, person))


def said(learner: Learner) -> str:
    """Give what the journey says about how far one is."""
    found = learner.client.get("/").soup.select_one(".journey-total")
    assert found
    return " ".join(found.get_text(" ").split())


class TestBeforeOneIsDone:
    @pytest.fixture
    def almost(self, app: Flask, learner: Learner) -> Learner:
        """An employee who lacks only the last step."""
        learner.read(*STEPS, "medarbejder/a")
        assert certificates(app) == []
        return learner

    @pytest.mark.parametrize(("change", "sentence"), MORE)
    def test_what_is_asked_for_in_addition_is_named_and_completes_it(
        self, app: Flask, almost: Learner, person: Person, change: Change, sentence: str
    ) -> None:
        change(app, person)
        almost.read("medarbejder/b")  # which would have been the last
        assert sentence in said(almost)
        assert sentence in almost.client.get("/certificate").text
        assert STANDS not in said(almost)
        assert (certificates(app), completed(app)) == ([], [False])
        _do_all_that_was_new(almost)
        assert completed(app) == [True]
        assert [each.person_id for each in certificates(app)] == [person.id]

    def test_a_change_of_role_loses_nothing_that_was_done(
        self, app: Flask, almost: Learner, person: Person
    ) -> None:
        to_leader(app, person)
        assert "3 af 6 trin" in said(almost)  # what both roles have
        assert "Du mangler 3 trin i Videre frem." in said(almost)
        almost.read("leder/a")
        change_person(app, person, role=EMPLOYEE)
        assert "4 af 5 trin" in said(almost)
        assert "Du mangler 1 trin i Videre frem." in said(almost)
        assert len(rows(app, StepCompletion)) == 5

    def test_a_role_that_asks_for_less_completes_by_asking_for_the_certificate(
        self, app: Flask, almost: Learner, person: Person
    ) -> None:
        change_person(app, person, role=EXECUTIVE)
        assert certificates(app) == []
        page = almost.client.get("/certificate").press("Få mit kursusbevis")
        assert page.heading == f"Tillykke, {person.name}"
        assert only_certificate(app).person_id == person.id

    def test_a_step_that_a_revision_took_out_is_asked_for_no_more(self, app: Flask, almost: Learner) -> None:
        publish_lessons(app, MINE.model_copy(update={"steps": MINE.steps[:1]}))
        assert "4 af 4 trin" in said(almost)
        almost.client.get("/certificate").press("Få mit kursusbevis")
        assert len(certificates(app)) == 1

    def test_a_dilemma_weighed_beside_the_journey_counts_when_it_becomes_required(
        self, app: Flask, almost: Learner, person: Person
    ) -> None:
        Weigher(almost.client).to_the_reveal()
        to_a_dilemma_that_is_required(app, person)
        assert "dilemma" not in said(almost)
        almost.read("medarbejder/b")
        assert len(certificates(app)) == 1

    def test_another_unit_and_another_leader_change_nothing(
        self, app: Flask, almost: Learner, person: Person
    ) -> None:
        before = said(almost)
        to_another_unit_and_leader(app, person)
        assert said(almost) == before
        almost.read("medarbejder/b")
        assert len(certificates(app)) == 1

    @pytest.mark.parametrize("change", [*(change for change, _said in MORE), to_another_unit_and_leader])
    def test_the_due_day_stays(self, app: Flask, almost: Learner, person: Person, change: Change) -> None:
        assert almost
        before = [(each.starts_on, each.due_on) for each in rows(app, Assignment)]
        change(app, person)
        after = [(each.starts_on, each.due_on) for each in rows(app, Assignment, person_id=person.id)]
        assert after == before


class TestAfterOneIsDone:
    @pytest.fixture
    def done(self, app: Flask, learner: Learner) -> Learner:
        learner.read(*STEPS, "medarbejder/a", "medarbejder/b")
        assert completed(app) == [True]
        return learner

    @pytest.mark.parametrize(("change", "sentence"), MORE)
    def test_it_stays_completed_the_certificate_stands_and_the_page_says_what_is_new(
        self, app: Flask, done: Learner, person: Person, change: Change, sentence: str
    ) -> None:
        (before,) = rows(app, Assignment)
        certificate = only_certificate(app)
        change(app, person)
        assert f"{sentence} {STANDS}" in said(done)
        assert "Gennemført" in said(done)
        assert done.client.get("/certificate").heading == f"Tillykke, {person.name}"
        assert "Kursusbeviset er gyldigt." in done.client.get(f"/verify/{certificate.code}").text
        _do_all_that_was_new(done)
        assert STANDS not in said(done)
        assert [each.completed_at for each in rows(app, Assignment)] == [before.completed_at]
        assert only_certificate(app).facts == certificate.facts

    def test_another_unit_and_another_leader_change_nothing(
        self, app: Flask, done: Learner, person: Person
    ) -> None:
        before = said(done)
        to_another_unit_and_leader(app, person)
        assert said(done) == before
        assert len(certificates(app)) == 1

    def test_deleting_ones_answers_takes_neither_the_end_nor_the_certificate_away(
        self, app: Flask, learner: Learner, person: Person
    ) -> None:
        to_a_dilemma_that_is_required(app, person)
        Weigher(learner.client).to_the_reveal()
        learner.read(*STEPS, "medarbejder/a", "medarbejder/b")
        assert learner.post("/balance/delete") == 302
        assert "Du mangler" not in said(learner)
        assert (len(certificates(app)), completed(app)) == (1, [True])


def _do_all_that_was_new(learner: Learner) -> None:
    """Do everything that any of the changes asks for; what is for others does no harm."""
    learner.post("/lessons/hilsen/tredje")  # only a revision has it
    Weigher(learner.client).to_the_reveal()
    learner.read("leder/a", "leder/b", "leder/c")
