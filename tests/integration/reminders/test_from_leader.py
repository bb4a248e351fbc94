"""A leader has somebody reminded: once for each due date, and the log says who asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from elearning.accounts.models import Person, StandIn
from elearning.background import wait_for_all
from elearning.clock import pretend
from elearning.database import db
from elearning.reminders import service
from elearning.reminders.rules import Kind, State
from tests.integration.reminders.office import DUE, Office, log_of, moment, only, run_on, set_summary, text_of
from tests.people import People

pytestmark = pytest.mark.usefixtures("app")

DAY = date(2026, 11, 12)
WEDNESDAY = "onsdag den 2. december 2026"


@pytest.fixture
def leader(people: People) -> Person:
    return people.add("Birgitte Kjærsgaard")


def remind(app: Flask, leader: Person, person: Person, day: date = DAY) -> None:
    """Ask as the team page does: in a request that commits, and is answered."""
    with app.test_request_context(method="POST"), pretend(moment(day)):
        app.preprocess_request()
        both = [db.session.get_one(Person, each.id) for each in (leader, person)]
        service.remind(*both)
        app.process_response(app.make_response("")).close()
    wait_for_all()


def stand_in(app: Flask, leader: Person, person: Person, until: date = date(2199, 1, 1)) -> None:
    with app.app_context():
        db.session.add(StandIn(leader_id=leader.id, person_id=person.id, until=until))
        db.session.commit()


def test_the_mail_says_who_asked(mailing: Flask, office: Office, leader: Person, person: Person) -> None:
    set_summary(mailing, person, steps_done=1, steps_total=4)
    remind(mailing, leader, person)
    mail = office.mail()
    assert mail["Subject"] == "En venlig påmindelse om Grundlaget fra Birgitte Kjærsgaard"
    assert text_of(mail).split("\n\n")[1:4] == [
        "Birgitte Kjærsgaard har bedt os minde dig om Grundlaget.",
        f"Fristen for dit forløb i Grundlaget er {WEDNESDAY}. Du har gennemført 25\N{NO-BREAK SPACE}%.",
        "Er der noget i vejen, så sig det til Birgitte Kjærsgaard. Så finder I tid til det sammen.",
    ]
    row = only(mailing)
    assert (row.kind, row.state, row.by_id, row.due_on) == (Kind.FROM_LEADER, State.SENT, leader.id, DUE)
    assert row.message_id == mail["Message-ID"]
    assert mail["Reply-To"] == leader.email


def test_a_second_time_is_refused_with_who_asked_and_when(
    mailing: Flask, office: Office, leader: Person, person: Person, people: People
) -> None:
    remind(mailing, leader, person)
    with pytest.raises(service.AlreadyRemindedError) as refused:
        remind(mailing, people.add("En anden"), person, DAY + timedelta(days=3))
    assert refused.value.asked.by == "Birgitte Kjærsgaard"
    assert refused.value.asked.at == moment(DAY)
    assert len(office.mails) == 1


def test_nobody_has_themselves_reminded(mailing: Flask, leader: Person) -> None:
    with pytest.raises(service.NothingToRemindError):
        remind(mailing, leader, leader)
    assert log_of(mailing) == []


class TestAStandIn:
    @pytest.fixture
    def team(self, people: People, leader: Person) -> dict[str, Person]:
        """Two below Birgitte, and one of them leads Åse; all are done, but for Åse."""
        anna, carl = (people.add(name, leader=leader) for name in ("Anna Holm", "Carl Bo"))
        return {"anna": anna, "carl": carl, "aase": people.add("Åse Østergård", leader=carl)}

    def test_is_named_with_whom_they_stand_in_for(
        self, mailing: Flask, office: Office, leader: Person, team: dict[str, Person]
    ) -> None:
        stand_in(mailing, leader, team["anna"])
        remind(mailing, team["anna"], team["aase"])
        first, _second, third = text_of(office.mail()).split("\n\n")[1:4]
        assert first == (
            "Anna Holm, som er stedfortræder for Birgitte Kjærsgaard, har bedt os minde dig om Grundlaget."
        )
        assert third.startswith("Er der noget i vejen, så sig det til Anna Holm.")
        assert office.mail()["Reply-To"] == team["anna"].email

    def test_of_two_above_somebody_is_named_with_the_nearer(
        self, mailing: Flask, office: Office, leader: Person, team: dict[str, Person]
    ) -> None:
        for each in (leader, team["carl"]):
            stand_in(mailing, each, team["anna"])
        remind(mailing, team["anna"], team["aase"])
        assert "Anna Holm, som er stedfortræder for Carl Bo, har" in text_of(office.mail())

    def test_who_is_their_leader_too_asks_as_that(
        self, mailing: Flask, office: Office, leader: Person, team: dict[str, Person]
    ) -> None:
        stand_in(mailing, leader, team["carl"])
        remind(mailing, team["carl"], team["aase"])
        assert "Carl Bo har bedt os" in text_of(office.mail())

    def test_whose_time_is_over_is_not_named_so(
        self, mailing: Flask, office: Office, leader: Person, team: dict[str, Person]
    ) -> None:
        stand_in(mailing, leader, team["anna"], DAY - timedelta(days=1))
        remind(mailing, team["anna"], team["aase"])
        assert "Anna Holm har bedt os" in text_of(office.mail())

    def test_is_named_when_it_is_tried_again(
        self, mailing: Flask, office: Office, leader: Person, team: dict[str, Person]
    ) -> None:
        for each in (leader, *team.values()):
            set_summary(mailing, each, last_active_on=DAY)
        stand_in(mailing, leader, team["anna"])
        office.refused[""] = "451 Busy"
        remind(mailing, team["anna"], team["aase"])
        office.refused.clear()
        run_on(mailing, date(2126, 11, 12))
        again = [mail for mail in office.mails if mail["Reply-To"] == team["anna"].email]
        assert ["Anna Holm, som er stedfortræder for Birgitte" in text_of(mail) for mail in again] == [True]


def test_one_whose_leader_has_been_deleted_says_so_without_a_name(
    mailing: Flask, office: Office, leader: Person, person: Person
) -> None:
    set_summary(mailing, person, last_active_on=DAY)
    office.refused[""] = "451 Busy"
    remind(mailing, leader, person)
    with mailing.app_context():
        db.session.delete(db.session.get_one(Person, leader.id))
        db.session.commit()
    office.refused.clear()
    run_on(mailing, date(2126, 11, 12))
    assert "Din leder har bedt os" in text_of(office.mail())
    assert "så sig det til din leder." in text_of(office.mail())
    assert office.mail()["Reply-To"] is None


@pytest.mark.parametrize(
    ("day", "standing"),
    [(date(2026, 11, 1), {}), (DAY, {"completed_on": DAY}), (DAY, {"due_on": None})],
    ids=["not started", "completed", "no journey"],
)
def test_there_must_be_something_to_remind_of(
    mailing: Flask, leader: Person, person: Person, day: date, standing: dict[str, object]
) -> None:
    set_summary(mailing, person, **standing)
    with pytest.raises(service.NothingToRemindError):
        remind(mailing, leader, person, day)
    assert log_of(mailing) == []


def test_one_that_failed_is_tried_again_by_the_next_run(
    mailing: Flask, office: Office, leader: Person, person: Person
) -> None:
    set_summary(mailing, leader, completed_on=DAY)
    set_summary(mailing, person, last_active_on=DAY)
    office.refused[""] = "451 Busy"
    remind(mailing, leader, person)
    assert only(mailing).state is State.FAILED
    office.refused.clear()
    run_on(mailing, date(2126, 11, 12))  # for the thread in which it failed the time was not another
    (row,) = [each for each in log_of(mailing, person) if each[0] is Kind.FROM_LEADER]
    assert row == (Kind.FROM_LEADER, State.SENT, None)
    assert "Birgitte Kjærsgaard har bedt os" in text_of(office.mail())


def test_no_nudge_follows_within_a_week(
    mailing: Flask, office: Office, leader: Person, person: Person
) -> None:
    set_summary(mailing, leader, completed_on=DAY)
    run_on(mailing, date(2026, 11, 2))
    remind(mailing, leader, person, date(2026, 11, 6))
    run_on(mailing, date(2026, 11, 10))
    assert [mail["Subject"][:9] for mail in office.mails] == ["Velkommen", "En venlig"]
