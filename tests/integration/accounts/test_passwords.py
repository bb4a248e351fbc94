"""A new password by a mailed link, and changing the one that one has."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask

from elearning.accounts import service
from elearning.accounts.models import PasswordReset, Person
from elearning.clock import now, pretend
from elearning.database import db
from tests.course import open_session, rows
from tests.integration.people.files import csv_file, look
from tests.mailbox import MailBox, ask_for_link
from tests.pages import Page, PageClient
from tests.people import PASSWORD, People

NEW = "otte røde pander på ferie"
EXPIRED = "Linket virker ikke længere"


def choose(page: Page, password: str = NEW, repeat: str | None = None, *, status: int = 200) -> Page:
    repeat = password if repeat is None else repeat
    return page.press("Gem adgangskoden", password=password, repeat=repeat, status=status)


def change(client: PageClient, password: str = NEW, current: str = PASSWORD, *, status: int = 200) -> Page:
    page = client.get("/password/change")
    return page.press("Skift adgangskode", current=current, password=password, repeat=password, status=status)


def test_a_mailed_link_lets_one_choose_a_password_and_sign_in_with_it(
    client: PageClient, people: People, mailbox: MailBox
) -> None:
    person = people.add(email="anna@example.dk", password=None)
    ask_for_link(client, "Anna@Example.dk")
    page = choose(client.get(mailbox.link()))
    assert "Din nye adgangskode er gemt." in page.text
    assert client.sign_in(person, NEW).heading == "Mit forløb"


def test_the_old_password_ends_with_the_new_one(client: PageClient, people: People, mailbox: MailBox) -> None:
    person = people.add()
    elsewhere = client.another()
    elsewhere.sign_in(person)
    ask_for_link(client, person.email)
    choose(client.get(mailbox.link()))
    client.get("/login").press("Log ind", email=person.email, password=PASSWORD, status=422)
    assert elsewhere.get("/").heading == "Log ind"


def test_a_link_works_only_once(client: PageClient, people: People, mailbox: MailBox) -> None:
    ask_for_link(client, people.add().email)
    link = mailbox.link()
    choose(client.get(link))
    page = client.get(link, status=404)
    assert page.heading == EXPIRED
    assert page.follow("Send et nyt link").heading == "Vælg en ny adgangskode"


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 404)])
def test_a_link_ends_after_an_hour(
    client: PageClient, people: People, mailbox: MailBox, minutes: int, status: int
) -> None:
    ask_for_link(client, people.add().email)
    link = mailbox.link()
    page = client.get(link)
    with pretend(now() + timedelta(minutes=minutes)):
        client.get(link, status=status)
        choose(page, status=status)


@pytest.mark.parametrize("way", ["page", "file"])
def test_a_link_ends_when_hr_corrects_the_address_that_it_was_mailed_to(
    client: PageClient, people: People, mailbox: MailBox, way: str
) -> None:
    person = people.add("Anna Holm", email="strangers@example.dk")
    stays = people.add("Bo Bang", email="bo@example.dk")
    office = open_session(client.another(), people.add(is_hr=True))
    if way == "file":
        office.get(f"/hr/people/{person.id}").press("Gem", number="17")
    ask_for_link(client, stays.email)
    kept = mailbox.link()
    ask_for_link(client, person.email)
    link = mailbox.link()
    client.get(link)
    if way == "page":
        office.get(f"/hr/people/{person.id}").press("Gem", email="anna@example.dk")
    else:
        headings = ("Navn", "E-mail", "Medarbejdernummer")
        shown = look(office, csv_file(("Anna Holm", "anna@example.dk", "17"), headings=headings))
        shown.press("Brug filen nu")
    assert client.get(link, status=404).heading == EXPIRED
    client.get(kept)


def test_of_two_uses_at_once_only_one_succeeds(client: PageClient, people: People, mailbox: MailBox) -> None:
    person = people.add()
    ask_for_link(client, person.email)
    link = mailbox.link()
    browsers = [client, client.another(), client.another()]
    posts = [
        {"csrf_token": browser.token(), "password": f"{NEW} {number}", "repeat": f"{NEW} {number}"}
        for number, browser in enumerate(browsers)
    ]
    together = Barrier(len(browsers))

    def post(number: int) -> int:
        together.wait()
        return browsers[number].raw.post(link, data=posts[number], buffered=True).status_code

    with ThreadPoolExecutor(len(browsers)) as pool:
        statuses = list(pool.map(post, range(len(browsers))))
    assert statuses.count(302) == 1
    assert {status for status in statuses if status != 302} <= {404, 409}
    client.another().sign_in(person, posts[statuses.index(302)]["password"])


def test_asking_looks_the_same_whether_or_not_there_is_somebody_and_mails_only_them(
    client: PageClient, people: People, mailbox: MailBox
) -> None:
    people.add(email="left@example.dk", is_active=False)
    people.add(email="anna@example.dk")
    answers = set()
    for address in ("anna@example.dk", "nobody@example.dk", "left@example.dk"):
        page = client.get("/password/forgotten").press("Send linket", email=address)
        answers.add(f"{page.url} {page.status} {page.text}")
    assert len(answers) == 1
    assert [mail["To"] for mail in mailbox.mails()] == ["anna@example.dk"]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "Skriv din e-mailadresse."),
        ("anna", "Det ligner ikke en e-mailadresse."),
        (f"{'a' * 300}@example.dk", "Brug højst 254 tegn."),
    ],
)
def test_an_address_that_cannot_be_one_is_said_to_be(
    client: PageClient, mailbox: MailBox, address: str, message: str
) -> None:
    page = client.get("/password/forgotten").press("Send linket", email=address, status=422)
    assert message in page.text
    assert mailbox.mails() == []


def test_only_the_hash_of_a_token_is_kept(
    app: Flask, client: PageClient, people: People, mailbox: MailBox
) -> None:
    ask_for_link(client, people.add().email)
    token = mailbox.link().rpartition("/")[2]
    assert [token in row.token_hash for row in rows(app, PasswordReset)] == [False]


def test_every_link_ends_when_the_password_changes(
    client: PageClient, people: People, mailbox: MailBox
) -> None:
    person = people.add()
    ask_for_link(client, person.email)
    first = mailbox.link()
    ask_for_link(client, person.email)
    second = mailbox.link()
    assert first != second
    client.get(first)  # both work, whichever mail is found first
    client.sign_in(person)
    change(client)
    assert client.get(first, status=404).heading == EXPIRED
    assert client.get(second, status=404).heading == EXPIRED


def test_a_link_of_somebody_who_left_no_longer_works(
    app: Flask, client: PageClient, people: People, mailbox: MailBox
) -> None:
    person = people.add()
    ask_for_link(client, person.email)
    link = mailbox.link()
    with app.app_context():
        db.session.merge(person).is_active = False
        db.session.commit()
    assert client.get(link, status=404).heading == EXPIRED


@pytest.mark.parametrize(
    ("password", "repeat", "message"),
    [
        ("", "", "Skriv en ny adgangskode."),
        ("for kort", "for kort", "Brug mindst 12 tegn."),
        (NEW * 9, NEW * 9, "Brug højst 128 tegn."),
        ("passwordpassword", "passwordpassword", "let at gætte"),
        ("rosa qvortrupsen", "rosa qvortrupsen", "let at gætte"),
        (NEW, f"{NEW}!", "De to adgangskoder er ikke ens."),
    ],
)
def test_a_poor_password_is_refused_at_its_field_and_the_link_still_works(
    client: PageClient, people: People, mailbox: MailBox, *, password: str, repeat: str, message: str
) -> None:
    ask_for_link(client, people.add("Rosa Qvortrupsen").email)
    page = choose(client.get(mailbox.link()), password, repeat, status=422)
    assert message in page.text
    assert not password or password not in str(page.soup)
    choose(page)


def test_a_change_of_password_ends_every_other_session_but_not_this_one(
    client: PageClient, people: People
) -> None:
    person = people.add()
    other, remembered = client.another(), client.another()
    client.get("/login").press("Log ind", email=person.email, password=PASSWORD, remember="y")
    other.sign_in(person)
    remembered.get("/login").press("Log ind", email=person.email, password=PASSWORD, remember="y")
    assert "Din adgangskode er skiftet." in change(client).text

    assert client.get("/").heading == "Mit forløb"
    assert other.get("/").heading == "Log ind"
    assert remembered.get("/").heading == "Log ind"
    remembered.raw.delete_cookie("elearning_session")
    assert remembered.get("/").heading == "Log ind"
    client.raw.delete_cookie("elearning_session")
    assert client.get("/").heading == "Mit forløb", "this device is still remembered"


def test_a_device_that_was_not_remembered_is_not_after_a_change_of_password_either(
    client: PageClient, people: People
) -> None:
    client.sign_in(people.add())
    change(client)
    assert client.raw.get_cookie("elearning_remember") is None


def test_a_change_needs_the_present_password(app: Flask, client: PageClient, people: People) -> None:
    person = people.add()
    client.sign_in(person)
    page = change(client, current="not this one", status=422)
    assert "Det er ikke din adgangskode." in page.text
    assert rows(app, Person)[0].session_key == person.session_key
    client.another().sign_in(person)


@pytest.mark.usefixtures("context")
def test_a_password_that_was_reset_by_two_links_in_turn_is_the_first_ones(people: People) -> None:
    person = people.add()
    made = [service.request_reset(person.email) for _each in range(2)]
    tokens = [each[1] for each in made if each]
    assert service.reset_password(tokens[0], NEW)
    assert service.reset_password(tokens[1], PASSWORD) is None
