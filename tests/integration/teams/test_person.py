"""One person of a team: seen by those above, reminded kindly, and nobody else's business."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.background import wait_for_all
from elearning.certificates.models import Certificate, CertificateDocument
from elearning.clock import pretend
from elearning.database import db
from elearning.progress.models import ProgressSummary
from tests.course import open_session
from tests.integration.teams.crowd import NOON
from tests.mailbox import MailBox
from tests.pages import PageClient
from tests.people import People
from tests.statements import statements

MOST = 9
CODE = "B" * 32


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with pretend(NOON):
        yield


@pytest.fixture
def executive(people: People) -> Person:
    return people.add("Karen Koncern")


@pytest.fixture
def leader(people: People, executive: Person) -> Person:
    return people.add("Lars Leder", leader=executive)


@pytest.fixture
def person(people: People, leader: Person) -> Person:
    return people.add("Mette Medarbejder", leader=leader)


@pytest.fixture
def at_work(client: PageClient, leader: Person) -> PageClient:
    return open_session(client, leader)


def summarise(app: Flask, person: Person, **values: object) -> None:
    """Let somebody be so far."""
    mine = ProgressSummary.person_id == person.id
    with app.app_context():
        db.session.execute(sa.update(ProgressSummary).where(mine).values(**values))
        db.session.commit()


def certify(app: Flask, person: Person, *, pdf: bytes = b"%PDF-made-up", **values: object) -> None:
    """Give somebody a certificate with a document."""
    with app.app_context():
        certificate = Certificate(
            person_id=person.id, assignment=1, code=CODE, name=person.name, organisation="Billund",
            modules=[], completed_on=date(2026, 11, 20), edition=date(2026, 1, 1), **values,
        )  # fmt: skip
        db.session.add(certificate)
        db.session.flush()
        db.session.add(CertificateDocument(certificate_id=certificate.id, pdf=pdf))
        db.session.commit()
    summarise(app, person, completed_on=date(2026, 11, 20))


def test_the_leader_and_those_above_see_how_far_somebody_is(
    app: Flask, client: PageClient, executive: Person, leader: Person, person: Person
) -> None:
    summarise(app, person, steps_done=31, steps_total=52, scenarios_done=4, scenarios_total=9)
    for each in (leader, executive):
        page = open_session(client.another(), each).get(f"/team/people/{person.id}")
        assert page.heading == "Mette Medarbejder"
        assert "31 af 52 trin · 4 af 9 dilemmaer" in page.text
        line = [item.get_text() for item in page.soup.select(".team-path li")]
        assert line == [*(["Karen Koncern"] if each is executive else []), "Lars Leder", "Mette Medarbejder"]


def test_the_way_back_keeps_what_was_chosen(at_work: PageClient, person: Person) -> None:
    page = at_work.get("/team?q=mette&sort=due").follow("Mette Medarbejder")
    assert page.link("Tilbage til listen").endswith("?q=mette&sort=due")
    assert person


@pytest.mark.parametrize("path", ["", "/certificate.pdf"])
def test_of_another_leaders_person_there_is_nothing(
    app: Flask, at_work: PageClient, people: People, leader: Person, path: str
) -> None:
    people.add("Mette Medarbejder", leader=leader)
    executive = people.add("Elna Anden")
    other = people.add("Anden Leder", leader=executive)
    somebody = people.add("Hans Hemmelig", leader=other)
    certify(app, somebody)
    for each in (somebody.id, other.id, executive.id, leader.id, 999_999):
        assert at_work.raw.get(f"/team/people/{each}{path}", buffered=True).status_code == 404
        token = at_work.token()
        answer = at_work.raw.post(f"/team/people/{each}/remind", data={"csrf_token": token})
        assert answer.status_code == 404


def test_who_has_left_is_not_there(app: Flask, at_work: PageClient, people: People, leader: Person) -> None:
    gone = people.add("Går Nu", leader=leader)
    people.add("Bliver Her", leader=leader)
    with app.app_context():
        leading.leave(db.session.get_one(Person, gone.id))
        db.session.commit()
    at_work.get(f"/team/people/{gone.id}", status=404)


class TestTheReminder:
    def test_is_sent_once_and_then_the_page_says_who_and_when(
        self, at_work: PageClient, client: PageClient, executive: Person, person: Person, mailbox: MailBox
    ) -> None:
        address = f"/team/people/{person.id}"
        sent = at_work.get(address).press("Send en venlig påmindelse")
        wait_for_all()
        assert "på vej til Mette Medarbejder" in sent.text
        assert [mail["To"] for mail in mailbox.mails()] == [person.email]
        assert not sent.soup.select(".team-remind form")
        other = open_session(client.another(), executive).get(address)
        assert "Lars Leder sendte en påmindelse om den her frist den 23. november 2026" in other.text

    def test_pressed_twice_sends_one(self, at_work: PageClient, person: Person, mailbox: MailBox) -> None:
        page = at_work.get(f"/team/people/{person.id}")
        page.press("Send en venlig påmindelse")
        again = page.press("Send en venlig påmindelse")
        wait_for_all()
        assert "allerede fået en påmindelse" in again.text
        assert len(mailbox.mails()) == 1

    def test_is_not_offered_to_who_has_completed(
        self, app: Flask, at_work: PageClient, person: Person, mailbox: MailBox
    ) -> None:
        before = at_work.get(f"/team/people/{person.id}")
        with app.app_context():
            db.session.execute(sa.text("UPDATE assignment SET completed_at = '2026-11-20 10:00:00+00:00'"))
            db.session.commit()
        summarise(app, person, completed_on=date(2026, 11, 20))
        assert not at_work.get(f"/team/people/{person.id}").soup.select(".team-remind")
        assert "ikke noget at minde" in before.press("Send en venlig påmindelse").text
        wait_for_all()
        assert mailbox.mails() == []

    def test_is_limited_for_each_leader(
        self, at_work: PageClient, people: People, leader: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("elearning.teams.person_views.REMINDERS_MAX", 2)
        data = {"csrf_token": at_work.token()}
        team = [people.add(f"Medarbejder {number}", leader=leader) for number in range(3)]
        answers = [at_work.raw.post(f"/team/people/{each.id}/remind", data=data).status_code for each in team]
        assert answers == [302, 302, 429]
        with pretend(NOON.replace(hour=14)):
            assert at_work.raw.post(f"/team/people/{team[2].id}/remind", data=data).status_code == 302


class TestTheCertificate:
    def test_is_opened_and_verified_from_the_list(
        self, app: Flask, at_work: PageClient, person: Person
    ) -> None:
        certify(app, person)
        page = at_work.get("/team")
        answer = at_work.raw.get(page.link("Åbn"), buffered=True)
        assert (answer.data, answer.mimetype) == (b"%PDF-made-up", "application/pdf")
        assert page.follow("Kontrollér").status == 200

    def test_that_is_revoked_is_not_shown(self, app: Flask, at_work: PageClient, person: Person) -> None:
        certify(app, person, revoked_at=NOON, revoked_reason="Forkert navn")
        for address in ("/team", f"/team/people/{person.id}"):
            assert "certificate.pdf" not in str(at_work.get(address).soup)
        at_work.get(f"/team/people/{person.id}/certificate.pdf", status=404)

    def test_that_is_not_there_is_not_found(self, at_work: PageClient, person: Person) -> None:
        at_work.get(f"/team/people/{person.id}/certificate.pdf", status=404)


def test_the_page_costs_few_statements(app: Flask, at_work: PageClient, person: Person) -> None:
    with app.app_context():
        engine = db.engine
    with statements(engine) as sent:
        at_work.get(f"/team/people/{person.id}")
    assert len(sent) <= MOST
