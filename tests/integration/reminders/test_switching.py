"""Turning mails off and on: by the link in a mail, by a mail program's one click, and signed in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.reminders.models import Unsubscribed
from elearning.reminders.rules import OPTIONAL, Kind, State
from elearning.reminders.tokens import token_for
from tests.course import open_session, rows
from tests.integration.reminders.office import START, Office, log_of, run_on, set_summary
from tests.pages import PageClient
from tests.people import People

QUIET = date(2026, 11, 10)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def address(app: Flask, person: Person, kind: Kind = Kind.NUDGE) -> str:
    with app.app_context():
        return f"/mails/{token_for(person.id, kind)}"


def off(app: Flask) -> list[tuple[int, str]]:
    return [(each.person_id, each.kind) for each in rows(app, Unsubscribed)]


class TestTheLinkInAMail:
    def test_needs_no_sign_in_and_turns_off_and_on(
        self, app: Flask, client: PageClient, person: Person
    ) -> None:
        page = client.get(address(app, person))
        assert page.heading == "Mails fra Grundlaget"
        assert "Et venligt puf efter en uge" in page.text
        assert off(app) == []
        page = page.press("Slå dem fra")
        assert "Du får ikke længere disse mails" in page.text
        assert off(app) == [(person.id, "nudge")]
        assert "Du får disse mails" in page.press("Slå dem til igen").text
        assert off(app) == []

    @pytest.mark.parametrize(
        "token",
        [
            "x",
            "WzcsIm51ZGdlIl0.WVwP79XptTPaXvcNtVtH_oy7K_4",
            "WzcsIm51ZGdlIl0xxxxxxxxxxxxx",
            "æøå" * 9,
            "æøå",
            "a" * 3000,
            "%00",
            "..",
        ],
    )
    def test_that_we_did_not_make_is_not_found(self, app: Flask, client: PageClient, token: str) -> None:
        client.get(f"/mails/{token}", status=404)
        assert client.raw.post(f"/mails/{token}", data=ONE_CLICK).status_code == 404
        assert off(app) == []

    def test_of_somebody_who_has_left_is_not_found(
        self, app: Flask, client: PageClient, people: People
    ) -> None:
        client.get(address(app, people.add(is_active=False)), status=404)

    @pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in OPTIONAL])
    def test_is_never_about_mails_that_always_come(
        self, app: Flask, client: PageClient, person: Person, kind: Kind
    ) -> None:
        client.get(address(app, person, kind), status=404)

    @pytest.mark.parametrize("values", [{}, {"wanted": ""}, {"wanted": "off\x00"}, {"List-Unsubscribe": "x"}])
    def test_refuses_what_its_form_cannot_send(
        self, app: Flask, client: PageClient, person: Person, values: dict[str, str]
    ) -> None:
        client.post(address(app, person), values, status=422)
        assert off(app) == []


class TestOneClick:
    def test_of_a_mail_program_turns_off_however_often(
        self, app: Flask, client: PageClient, person: Person
    ) -> None:
        for _time in range(2):
            answer = client.raw.post(address(app, person), data=ONE_CLICK)
            assert answer.status_code == 200
            assert "Set-Cookie" not in answer.headers or "elearning_session" in answer.headers["Set-Cookie"]
        assert off(app) == [(person.id, "nudge")]

    def test_does_not_depend_on_who_is_signed_in(
        self, app: Flask, client: PageClient, person: Person, people: People
    ) -> None:
        other = open_session(client, people.add("En anden"))
        other.raw.post(address(app, person), data=ONE_CLICK)
        assert off(app) == [(person.id, "nudge")]


class TestSignedIn:
    def test_one_chooses_and_what_always_comes_is_said(
        self, app: Flask, client: PageClient, person: Person
    ) -> None:
        page = open_session(client, person).get("/mails")
        assert "Disse kommer altid" in page.text
        assert "Et overblik over mit team" not in page.text
        assert page.soup.select_one("#nudge[checked]")
        page = client.post("/mails", {"csrf_token": client.token()})
        assert "Dit valg er gemt." in page.text
        assert off(app) == [(person.id, "nudge")]
        assert not page.soup.select_one("#nudge[checked]")
        client.post("/mails", {"csrf_token": client.token(), "nudge": "y"})
        assert off(app) == []

    def test_a_leader_also_chooses_about_the_overview(
        self, app: Flask, client: PageClient, person: Person, people: People
    ) -> None:
        people.add("Bo", leader=person)
        page = open_session(client, person).get("/mails")
        assert "Et overblik over mit team" in page.text
        client.post("/mails", {"csrf_token": client.token(), "nudge": "y"})
        assert off(app) == [(person.id, "team_week")]


@pytest.mark.usefixtures("app")
def test_who_turned_them_off_gets_no_nudge_and_the_log_says_why(
    mailing: Flask, office: Office, person: Person
) -> None:
    set_summary(mailing, person, steps_done=1, steps_total=9, last_active_on=START)
    PageClient(mailing).raw.post(address(mailing, person), data=ONE_CLICK)
    for day in range(3):
        run_on(mailing, QUIET + timedelta(days=day))
    assert office.mails == []
    assert log_of(mailing, person)[-1] == (Kind.NUDGE, State.SKIPPED, "unsubscribed")
