"""Letting somebody stand in: chosen by the leader alone, until a day, and ended when they like."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from elearning.accounts.models import Person, StandIn
from elearning.clock import pretend
from elearning.forms import REFUSED
from tests.course import open_session, rows
from tests.integration.teams.crowd import NOON
from tests.pages import PageClient
from tests.people import People

SAVE = "Gem stedfortræder"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with pretend(NOON):
        yield


@pytest.fixture
def leader(people: People) -> Person:
    person = people.add("Lars Leder")
    people.add("Mette Medarbejder", leader=person)
    return person


@pytest.fixture
def at_work(client: PageClient, leader: Person) -> PageClient:
    return open_session(client, leader)


def test_a_leader_chooses_replaces_and_ends(app: Flask, at_work: PageClient, people: People) -> None:
    first, second = people.add("Sten Ind"), people.add("Vera Vikar")
    page = at_work.get("/team/stand-in").press(SAVE, email=first.email.upper(), until="2026-12-24")
    assert "Sten Ind til og med 24. december 2026" in page.text
    page = page.press(SAVE, email=second.email, until="2027-01-04")
    assert "Vera Vikar til og med 4. januar 2027" in page.text
    assert [(each.person_id, each.until) for each in rows(app, StandIn)] == [(second.id, date(2027, 1, 4))]
    page = page.press("Afslut nu")
    assert "Vera Vikar" not in page.text
    assert rows(app, StandIn) == []


@pytest.mark.parametrize(("values", "said"), [
    ({"email": "findes@ikke.dk"}, "Ingen her har den mailadresse"),
    ({"email": "gaaet@example.dk"}, "Ingen her har den mailadresse"),
    ({"email": "lars@example.dk"}, "Det er dig selv"),
    ({"email": ""}, "Vælg en kollega på listen, eller skriv"),
    ({"until": "2026-11-23"}, "Vælg en dag fra i morgen"),
    ({"until": "2027-11-24"}, "Vælg en dag fra i morgen"),
    ({"until": ""}, "Vælg den sidste dag"),
    ({"until": "24. december"}, "Vælg den sidste dag"),
    ({"until": "0000-00-00"}, "Vælg den sidste dag"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused_at_its_field(
    app: Flask, client: PageClient, people: People, values: dict[str, str], said: str
) -> None:
    leader = people.add("Lars Leder", email="lars@example.dk")
    people.add("Mette Medarbejder", leader=leader)
    people.add("Gerda Gået", email="gaaet@example.dk", is_active=False)
    people.add("Sten Ind", email="sten@example.dk")
    form = open_session(client, leader).get("/team/stand-in")
    filled_in = {"email": "sten@example.dk", "until": "2026-12-24", **values}
    page = form.press(SAVE, status=REFUSED, **filled_in)
    (field,) = values
    message = page.soup.select_one(f"#{field}-error")
    assert message
    assert said in message.get_text()
    kept = page.soup.select_one("#email")
    assert kept
    assert kept.get("value") == filled_in["email"]
    assert rows(app, StandIn) == []


def test_a_leader_is_offered_those_near_them(client: PageClient, people: People) -> None:
    boss = people.add("Birgitte Boss")
    leader, beside = people.add("Lars Leder", leader=boss), people.add("Åse Nabo", leader=boss)
    people.add("Kollega Uden Team", leader=boss)
    people.add("Mette Medarbejder", leader=leader)
    people.add("Gerda Gået", leader=leader, is_active=False)
    people.add("Nabos Medarbejder", leader=beside)
    page = open_session(client, leader).get("/team/stand-in")
    offered = [each.get_text() for each in page.soup.select("#colleague option")]
    assert offered == ["Ingen valgt", "Birgitte Boss", "Mette Medarbejder", "Åse Nabo"]


def test_a_colleague_on_the_list_is_chosen_without_an_e_mail(
    app: Flask, at_work: PageClient, people: People
) -> None:
    page = at_work.get("/team/stand-in")
    mette = page.soup.select("#colleague option")[1]
    page = page.press(SAVE, colleague=str(mette["value"]), until="2026-12-24")
    assert "Mette Medarbejder til og med 24. december 2026" in page.text
    assert [str(each.person_id) for each in rows(app, StandIn)] == [mette["value"]]
    said = "Mette Medarbejder er din stedfortræder til og med 24. december 2026."
    assert said in at_work.get("/team").text
    both = {"colleague": str(mette["value"]), "email": people.add("Sten Ind").email}
    at_work.get("/team/stand-in").press(SAVE, status=REFUSED, until="2026-12-25", **both)
    someone = {"colleague": both["email"]}
    at_work.get("/team/stand-in").press(SAVE, status=REFUSED, until="2026-12-25", **someone)


def test_the_first_and_the_last_day_are_tomorrow_and_a_year_ahead(
    at_work: PageClient, people: People
) -> None:
    person = people.add("Sten Ind")
    for until in ("2026-11-24", "2027-11-23"):
        at_work.get("/team/stand-in").press(SAVE, email=person.email, until=until)


def test_a_stand_in_cannot_hand_the_team_on(at_work: PageClient, people: People) -> None:
    person = people.add("Sten Ind")
    at_work.get("/team/stand-in").press(SAVE, email=person.email, until="2026-12-24")
    stand_in = open_session(at_work.another(), person)
    stand_in.get("/team")
    stand_in.get("/team/stand-in", status=403)
    for address in ("/team/stand-in", "/team/stand-in/end"):
        stand_in.post(address, {"csrf_token": stand_in.token()}, status=403)
    assert "Sten Ind" in at_work.get("/team/stand-in").text


def test_who_has_a_team_and_stands_in_sees_both(at_work: PageClient, people: People) -> None:
    other = people.add("Olga Over")
    people.add("Niels Ny", leader=other)
    at_work.get("/team/stand-in").press(SAVE, email=other.email, until="2026-12-24")
    visitor = open_session(at_work.another(), other)
    own = visitor.get("/team")
    assert "Niels Ny" in own.text
    theirs = own.follow("Lars Leder")
    assert theirs.heading == "Team: Lars Leder"
    assert "Mette Medarbejder" in theirs.text
    kept = theirs.follow("Alle i teamet")
    assert kept.heading == "Team: Lars Leder"
    assert "Mette Medarbejder" in kept.text
