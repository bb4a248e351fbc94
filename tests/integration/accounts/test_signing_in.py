"""Signing in and out: who gets in, what a stranger can learn from trying, and where one lands."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from argon2 import PasswordHasher
from flask import Flask

from elearning.accounts import service
from elearning.clock import now
from elearning.database import db
from tests.pages import PageClient
from tests.people import PASSWORD, People

REFUSAL = "E-mail og adgangskode passer ikke sammen."
SESSION, REMEMBER = "elearning_session", "elearning_remember"


def try_to_sign_in(client: PageClient, address: str, password: str, **values: str) -> str:
    """Post the form and give the page that refuses, without what is written in it by the visitor."""
    page = client.get("/login").press("Log ind", status=422, email=address, password=password, **values)
    token = page.soup.select_one("input[name=csrf_token]")
    assert token
    return str(page.soup).replace(address, "…").replace(str(token["value"]), "…")


@pytest.mark.parametrize("address", ["anna@example.dk", "ANNA@Example.dk", "  anna@example.dk "])
def test_the_right_password_signs_in_whatever_the_case_of_the_address(
    client: PageClient, people: People, address: str
) -> None:
    people.add(email="Anna@Example.dk")
    page = client.get("/login").press("Log ind", email=address, password=PASSWORD)
    assert page.heading == "Mit forløb"
    assert client.get("/").heading == "Mit forløb"


def test_a_refused_sign_in_looks_the_same_whoever_is_asked_for(client: PageClient, people: People) -> None:
    people.add(email="right@example.dk")
    people.add(email="left@example.dk", is_active=False)
    people.add(email="new@example.dk", password=None)
    wrong = try_to_sign_in(client, "right@example.dk", "not the password")
    assert REFUSAL in wrong
    assert try_to_sign_in(client, "nobody@example.dk", "not the password") == wrong
    assert try_to_sign_in(client, "left@example.dk", PASSWORD) == wrong
    assert try_to_sign_in(client, "new@example.dk", PASSWORD) == wrong
    assert client.get("/").heading == "Log ind"


@pytest.mark.parametrize("asked_for", ["right", "left", "new", "nobody"])
def test_a_refused_sign_in_costs_the_same_work_whoever_is_asked_for(
    client: PageClient, people: People, asked_for: str
) -> None:
    people.add(email="right@example.dk")
    people.add(email="left@example.dk", is_active=False)
    people.add(email="new@example.dk", password=None)
    page = client.get("/login")
    verify = PasswordHasher.verify
    with patch.object(PasswordHasher, "verify", autospec=True, side_effect=verify) as verified:
        page.press("Log ind", status=422, email=f"{asked_for}@example.dk", password="wrong")
    assert verified.call_count == 1


def test_a_password_is_kept_as_argon2id_with_the_parameters_of_today(
    app: Flask, client: PageClient, people: People
) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    person = people.add()
    with app.app_context():
        db.session.merge(person).password_hash = weak
        db.session.commit()
    with patch.object(service, "_hasher", PasswordHasher()):
        client.sign_in(person)
    with app.app_context():
        stored = db.session.get_one(type(person), person.id).password_hash
    assert stored
    assert stored.startswith("$argon2id$")
    assert not PasswordHasher().check_needs_rehash(stored)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"email": "", "password": "x"}, "Skriv din e-mailadresse."),
        ({"email": "a@example.dk", "password": ""}, "Skriv din adgangskode."),
        ({"email": "a" * 300, "password": "x"}, "Brug højst 254 tegn."),
        ({"email": "a@example.dk", "password": "x" * 200}, "Brug højst 128 tegn."),
    ],
)
def test_what_is_wrong_with_a_field_is_said_in_danish_at_the_field(
    client: PageClient, values: dict[str, str], message: str
) -> None:
    page = client.get("/login").press("Log ind", status=422, **values)
    assert message in page.text
    faulty = page.soup.select_one("input[aria-invalid=true]")
    assert faulty
    assert page.soup.select_one(f"#{faulty['aria-describedby']}")


def test_a_password_never_comes_back_in_a_page(client: PageClient) -> None:
    assert "not the password" not in try_to_sign_in(client, "a@example.dk", "not the password")


def test_whoever_is_signed_in_is_led_on_from_the_sign_in(client: PageClient, people: People) -> None:
    client.sign_in(people.add())
    assert client.get("/login").heading == "Mit forløb"


def test_the_session_is_a_cookie_that_scripts_and_other_sites_cannot_use(
    client: PageClient, people: People
) -> None:
    client.sign_in(people.add())
    cookie = client.raw.get_cookie(SESSION)
    assert cookie
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert cookie.expires is None
    assert client.raw.get_cookie(REMEMBER) is None


def test_remember_me_signs_in_when_the_browser_was_closed(client: PageClient, people: People) -> None:
    person = people.add()
    client.get("/login").press("Log ind", email=person.email, password=PASSWORD, remember="y")
    cookie = client.raw.get_cookie(REMEMBER)
    assert cookie
    assert cookie.http_only
    assert cookie.expires
    assert timedelta(days=29) < cookie.expires - now() <= timedelta(days=30)
    client.raw.delete_cookie(SESSION)
    assert client.get("/").heading == "Mit forløb"


def test_without_remember_me_a_closed_browser_is_signed_out(client: PageClient, people: People) -> None:
    client.sign_in(people.add())
    client.raw.delete_cookie(SESSION)
    assert client.get("/").heading == "Log ind"


@pytest.mark.parametrize(
    "value", ["", "|", "1", "1.abc|0", "1.abc|æøå", "å|ß", "1|" + "0" * 128, "\x01|\x02"]
)
def test_a_made_up_remember_cookie_signs_nobody_in(client: PageClient, people: People, value: str) -> None:
    people.add()
    client.raw.set_cookie(REMEMBER, value)
    assert client.get("/").heading == "Log ind"


@pytest.mark.parametrize("user_id", ["1", "1.", "x.y", "²." + "0" * 32, "9" * 40 + ".0", "", None, "-1.0"])
def test_a_session_for_something_else_than_a_person_signs_nobody_in(
    client: PageClient, people: People, user_id: str | None
) -> None:
    people.add()
    with client.raw.session_transaction() as session:
        session["_user_id"] = user_id
    assert client.get("/").heading == "Log ind"


def test_signing_out_ends_the_session_and_the_remembering_and_clears_the_device(
    client: PageClient, people: People
) -> None:
    person = people.add()
    client.get("/login").press("Log ind", email=person.email, password=PASSWORD, remember="y")
    answer = client.raw.post("/logout", data={"csrf_token": client.token()})
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert client.raw.get_cookie(REMEMBER) is None
    page = client.get("/")
    assert page.heading == "Log ind"
    assert "Du er logget ud." in page.text


def test_signing_out_is_never_done_by_a_link(client: PageClient, people: People) -> None:
    client.sign_in(people.add())
    assert client.get("/logout", status=405).heading == "Det kan man ikke gøre her"
    assert client.get("/").heading == "Mit forløb"


def test_whoever_is_deactivated_is_out_at_once(app: Flask, client: PageClient, people: People) -> None:
    person = people.add()
    client.get("/login").press("Log ind", email=person.email, password=PASSWORD, remember="y")
    with app.app_context():
        db.session.merge(person).is_active = False
        db.session.commit()
    assert client.get("/").heading == "Log ind"
    client.raw.delete_cookie(SESSION)
    assert client.get("/").heading == "Log ind"


@pytest.mark.parametrize(
    ("asked_for", "landing"),
    [
        ("/notes", "/notes"),
        ("/password/change?from=mail&x=%C3%A6", "/password/change?from=mail&x=%C3%A6"),
        ("/lessons/hilsen", "/lessons/hilsen"),
    ],
)
def test_the_sign_in_leads_on_to_the_page_that_was_asked_for(
    client: PageClient, people: People, asked_for: str, landing: str
) -> None:
    answer = client.raw.get(asked_for)
    assert answer.location
    assert sign_in_at(client, people, answer.location) == landing


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\t/evil.example", "http://[::1"]
)
def test_the_sign_in_never_leads_to_another_site(client: PageClient, people: People, target: str) -> None:
    assert sign_in_at(client, people, "/login?" + urlencode({"next": target})) == "/"


def sign_in_at(client: PageClient, people: People, login: str) -> str:
    """Sign in at this address of the sign-in page and give where that leads."""
    person = people.add()
    values = {"csrf_token": client.token(), "email": person.email, "password": PASSWORD}
    action = client.get(login).form("Log ind")["action"]
    answer = client.raw.post(str(action), data=values)
    assert answer.status_code == 302
    assert answer.location
    return answer.location


def test_a_hash_that_cannot_be_read_signs_nobody_in(app: Flask, client: PageClient, people: People) -> None:
    person = people.add(email="anna@example.dk")
    with app.app_context():
        db.session.merge(person).password_hash = "not a hash"
        db.session.commit()
    assert REFUSAL in try_to_sign_in(client, "anna@example.dk", PASSWORD)


@pytest.mark.usefixtures("context")
def test_the_same_address_is_never_added_twice_in_any_case(people: People) -> None:
    first = people.add(email="anna@example.dk")
    again = service.NewPerson(
        name="Anden Anna", email=" ANNA@example.dk", role=first.role, starts_on=first.starts_on
    )
    with pytest.raises(service.EmailTakenError, match=r"anna@example\.dk"):
        service.add_person(again)
