"""Who is chosen to stand in is told once by mail: until when, and what they see and do not see."""

from __future__ import annotations

from datetime import date, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from elearning.accounts import leading
from elearning.accounts.models import Person, StandIn
from elearning.background import wait_for_all
from elearning.clock import pretend, today
from elearning.database import db
from elearning.reminders import service
from tests.course import open_session, rows
from tests.integration.reminders.office import SITE, Office, moment, text_of
from tests.mailbox import MailBox
from tests.pages import PageClient
from tests.people import People

pytestmark = pytest.mark.usefixtures("app")

TODAY = date(2026, 11, 12)
CHRISTMAS_EVE = date(2026, 12, 24)


@pytest.fixture
def leader(people: People) -> Person:
    return people.add("Birgitte Kjærsgaard", email="birgitte@example.dk")


def choose(app: Flask, leader: Person, person: Person, until: date = CHRISTMAS_EVE) -> None:
    """Choose as the team page does: in a request that commits, and is answered."""
    with app.test_request_context(method="POST"), pretend(moment(TODAY)):
        app.preprocess_request()
        lets, stands_in = (db.session.get_one(Person, each.id) for each in (leader, person))
        service.set_stand_in(lets, stands_in, until)
        app.process_response(app.make_response("")).close()
    wait_for_all()


def to(person: Person, office: Office) -> list[EmailMessage]:
    return [mail for mail in office.mails if mail["To"] == person.email]


def test_the_mail_says_what_it_means_and_until_when(
    mailing: Flask, office: Office, leader: Person, person: Person
) -> None:
    choose(mailing, leader, person)
    mail = office.mail()
    assert mail["To"] == person.email
    assert mail["Subject"] == "Du er stedfortræder for Birgitte Kjærsgaard i Grundlaget"
    assert mail["Reply-To"] == leader.email
    greeting, chosen, sees, sees_not, link, *_end = text_of(mail).split("\n\n")
    assert greeting == "Hej Åse"
    assert chosen == (
        "Birgitte Kjærsgaard har valgt dig som stedfortræder i Grundlaget "
        "til og med torsdag den 24. december 2026."
    )
    assert "hvor langt hver enkelt er" in sees
    assert "ingen svar, vægtninger eller noter" in sees_not
    assert link == f"Se teamet:\n{SITE}/team?team={leader.id}"


def test_it_goes_when_a_leader_chooses_on_the_team_page(
    client: PageClient, leader: Person, person: Person, people: People, mailbox: MailBox
) -> None:
    people.add("Carl Bo", leader=leader)
    at_work = open_session(client, leader)
    until = today(ZoneInfo("Europe/Copenhagen")) + timedelta(days=9)
    given = {"csrf_token": at_work.token(), "email": person.email, "until": until.isoformat()}
    at_work.post("/team/stand-in", given)
    (mail,) = mailbox.mails()
    assert mail["To"] == person.email
    assert mail["Subject"].startswith("Du er stedfortræder for Birgitte")


def test_saved_again_as_it_was_it_is_not_told_again(
    mailing: Flask, office: Office, leader: Person, person: Person
) -> None:
    for _time in range(2):
        choose(mailing, leader, person)
    assert len(office.mails) == 1


def test_another_person_and_another_day_are_told(
    mailing: Flask, office: Office, leader: Person, person: Person, people: People
) -> None:
    other = people.add("Bo Lund")
    choose(mailing, leader, person)
    choose(mailing, leader, other)
    choose(mailing, leader, other, date(2027, 1, 4))
    assert len(to(person, office)) == 1
    assert ["4. januar 2027" in text_of(mail) for mail in to(other, office)] == [False, True]
    assert [(each.person_id, each.until) for each in rows(mailing, StandIn)] == [(other.id, date(2027, 1, 4))]


def test_nobody_is_told_what_was_refused(
    mailing: Flask, office: Office, leader: Person, people: People
) -> None:
    with pytest.raises(leading.InactiveStandInError):
        choose(mailing, leader, people.add("Gerda Gået", is_active=False))
    assert office.mails == []
    assert rows(mailing, StandIn) == []
