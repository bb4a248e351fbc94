"""Whatever HR, or a leader, sends in the fields of their own pages, no answer is an error of ours."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlencode, urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from elearning.accounts.models import Person
from elearning.database import db
from elearning.quizzes import course
from tests.course import open_session
from tests.integration.people.files import csv_file, send
from tests.integration.routes import ROUTES
from tests.pages import PageClient, filled_in
from tests.people import People

ODD = (
    "", "\x00", "a\x00b", "\x9f\ufffe", "😀\u202e", "a\r\nBcc: b@example.dk", "-1", "0", "٣", "1_0", "NaN",
    "1e309",
    "2147483647", "2147483648", "9223372036854775808", "9" * 5000, "0001-01-01", "9999-12-31", "=1+1",
    "<script>alert(1)</script>", "{organisation.__class__}{0}%s%(x)s", '[["\\ud800"]]', "[" * 3000,
    "æ" * 70_000,
)  # fmt: skip
#: What the addresses of lists and pages say.
ARGUMENTS = (
    "q", "page", "unit", "status", "team", "scope", "sort", "order", "role", "from", "to", "within", "who",
    "action", "first", "last", "email", "days", "due_on", "kind", "state", "back", "address", "module",
    "width", "check", "part", "file", "code", "answer", "gone",
)  # fmt: skip
TRIES = 4  # of each form


@cache
def shipped() -> course.Course:
    return course.read_course()


@pytest.fixture
def anna(people: People) -> Person:
    return people.add("Anna Holm")


@pytest.fixture
def office(app: Flask, client: PageClient, people: People, anna: Person) -> PageClient:
    """Somebody of HR who leads Anna, and has sent a file with people."""
    hr = people.add("Hanne Hr", is_hr=True)
    people.add("Helle Hr", is_hr=True)
    with app.app_context():
        course.import_course(shipped())
        db.session.get_one(Person, anna.id).leader_id = hr.id
        db.session.commit()
    open_session(client, hr)
    client.get(f"/hr/people/{anna.id}").press("Gem", leader_email=hr.email)
    send(client, csv_file(("Bo Bang", "bo@example.dk", "01-12-2026", "Medarbejder", "Skole", hr.email)))
    return client


def pages_with_forms(anna: Person) -> list[str]:
    person = f"/hr/people/{anna.id}"
    return [
        person, f"{person}/deactivate", f"{person}/leave", f"{person}/erase", "/hr/people/new", "/hr/units",
        f"/hr/deadlines?email={anna.email}&days=3", "/hr/people/import", "/hr/people/import/columns",
        "/hr/people/import/check", "/hr/lessons", "/hr/lessons/new", "/hr/lessons/velkommen/edit",
        "/hr/lessons/velkommen/publish", "/hr/lessons/velkommen/retire", "/hr/lessons/velkommen/history/1",
        "/hr/scenarios/legepladsen-som-boernene-tegnede/edit", "/hr/scenarios/required",
        "/hr/scenarios/legepladsen-som-boernene-tegnede/try", "/hr/questions/balancerne/edit", "/hr/images",
        "/hr/content", "/hr/settings/course", "/hr/settings/contacts", "/hr/settings/certificate",
        "/hr/settings/mails/welcome", "/team/stand-in", f"/team/people/{anna.id}", "/mails",
        "/my-data/delete",
    ]  # fmt: skip


def posts(page: BeautifulSoup, url: str) -> Iterator[tuple[str, dict[str, str]]]:
    for form in page.select("main form[method=post]"):
        assert isinstance(form, Tag)
        yield urljoin(url, str(form.get("action") or url)), filled_in(form)


def test_no_field_of_a_form_however_odd_is_an_error_of_ours(office: PageClient, anna: Person) -> None:
    chance = random.Random(20261124)  # noqa: S311 - the same odd forms each time
    failed, sent = [], 0
    for url in pages_with_forms(anna):
        opened = office.raw.get(url, buffered=True, follow_redirects=True)
        assert opened.status_code == 200, url
        for address, values in posts(BeautifulSoup(opened.text, "html.parser"), url):
            fields = sorted({*values} - {"csrf_token"}) or ["do"]
            for _try in range(TRIES if len(fields) > 1 else 1):
                field, said = chance.choice(fields), chance.choice(ODD)
                answer = office.raw.post(address, data={**values, field: said}, buffered=True)
                sent += 1
                if answer.status_code >= 500:
                    failed.append(f"{address} {field}={said[:40]!r}: {answer.status_code}")
    assert failed == []
    assert sent > 100


def test_no_number_as_large_as_a_column_is_an_error_of_ours(office: PageClient, anna: Person) -> None:
    failed, sent = [], 0
    for url in pages_with_forms(anna):
        opened = office.raw.get(url, buffered=True, follow_redirects=True)
        for address, values in posts(BeautifulSoup(opened.text, "html.parser"), url):
            for field in values.keys() & {"version", "published"}:
                said = {**values, field: str(2**31 - 1)}
                sent += 1
                if office.raw.post(address, data=said, buffered=True).status_code >= 500:
                    failed.append(f"{address} {field}")
    assert failed == []
    assert sent >= 5


def test_no_argument_however_odd_is_an_error_of_ours(office: PageClient, anna: Person) -> None:
    chance = random.Random(20261124)  # noqa: S311 - the same odd addresses each time
    addresses = {route.address.partition("?")[0] for name, route in ROUTES.items() if name.startswith("GET")}
    failed = []
    for url in (*sorted(addresses), f"/hr/people/{anna.id}", f"/team/people/{anna.id}"):
        for _try in range(2):
            query = urlencode({name: chance.choice(ODD)[:500] for name in ARGUMENTS})
            if office.raw.get(f"{url}?{query}", buffered=True).status_code >= 500:
                failed.append(f"{url}?{query}")
    assert failed == []
