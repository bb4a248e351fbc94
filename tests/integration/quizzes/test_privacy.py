"""What a person answers is theirs: every page, opened as every other kind of person, has nothing of it."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from tests.course import open_session
from tests.integration.quizzes.test_reveal import make_panel_member
from tests.integration.quizzes.weighing import TWO, Weigher
from tests.pages import PageClient
from tests.people import People

HOW = "Hemmelig sætning om midten"
TAKEAWAY = "Hemmelig note til mig selv"
PAGES = ("", "situation", "price", "new-fact", "reveal", "second-thought")
ADDRESSES = (
    "/",
    "/notes",
    "/balance",
    "/balance/export",
    "/quiz/velkommen",
    "/quiz/velkommen/answers/0",
    *(f"/scenarios/{TWO}/{page}".rstrip("/") for page in PAGES),
)


@pytest.fixture
def leader(people: People, course: object) -> Person:
    assert course
    return people.add("Lars Leder", role=FoundationRole.LEADER)


@pytest.fixture
def owner(client: PageClient, people: People, leader: Person) -> Weigher:
    """Somebody who has answered everything there is to answer."""
    weigher = Weigher(open_session(client, people.add("Mette Medarbejder", leader=leader)), TWO)
    first, _second = weigher.text.balances
    weigher.weigh(0, -3, **{f"how-{first}": HOW})
    weigher.pay(weigher.options(0, -3)[True][0])
    weigher.move(3)
    weigher.post("takeaway", {"text": TAKEAWAY, "version": 0})
    weigher.post("second-thought", weigher.boards(-2, -2))
    client.get("/quiz/velkommen").press("Begynd")
    return weigher


KINDS = ["employee", "leader of that person", "executive", "hr", "panel member"]


@pytest.fixture(params=KINDS)
def other(request: pytest.FixtureRequest, app: Flask, people: People, leader: Person) -> Person:
    if request.param == "leader of that person":
        return leader
    role = FoundationRole.EXECUTIVE if request.param == "executive" else FoundationRole.EMPLOYEE
    person = people.add("Anders And", role=role, is_hr=request.param == "hr")
    if request.param == "panel member":
        make_panel_member(app, person)
    return person


def everything(client: PageClient) -> dict[str, str]:
    return {
        address: client.raw.get(address, follow_redirects=True, buffered=True).text for address in ADDRESSES
    }


def test_nobody_else_gets_anything_of_it(owner: Weigher, other: Person) -> None:
    stranger = open_session(owner.client.another(), other)
    untouched = everything(stranger)
    assert not any(json.loads(untouched["/balance/export"]).values())
    Weigher(stranger, TWO).to_the_reveal(1, 1)
    for address, text in [*untouched.items(), *everything(stranger).items()]:
        assert HOW not in text, address
        assert TAKEAWAY not in text, address
    shown = Weigher(stranger, TWO).see("reveal")
    stood = shown.soup.select_one("section[aria-labelledby=me]")
    assert stood
    assert "Næsten al" not in stood.get_text()
    assert "anden tanke" not in stood.get_text()


def test_the_person_gets_all_of_it(owner: Weigher) -> None:
    text = " ".join(everything(owner.client).values())
    assert HOW in text
    assert TAKEAWAY in text


def test_no_address_has_a_place_for_somebody_else(app: Flask) -> None:
    arguments = {
        argument
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("quizzes.")
        for argument in rule.arguments
    }
    assert arguments == {"scenario", "module", "number"}


def test_who_is_not_signed_in_is_led_to_sign_in(owner: Weigher) -> None:
    visitor = owner.client.another()
    for address in ADDRESSES:
        answer = visitor.raw.get(address, buffered=True)
        assert (answer.status_code, str(answer.location).split("?")[0]) == (302, "/login"), address
    token = visitor.token()
    for address in ("/balance/delete", f"/scenarios/{TWO}/takeaway", "/quiz/velkommen"):
        assert visitor.raw.post(address, data={"csrf_token": token}).status_code == 403


def test_answers_are_not_left_in_caches(owner: Weigher) -> None:
    for address in ADDRESSES:
        answer = owner.client.raw.get(address, buffered=True)
        assert "no-store" in answer.headers["Cache-Control"], address
