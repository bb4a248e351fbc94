"""Whatever goes wrong, the answer is a Danish page that leads on; and no input, however odd, is our fault."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NoReturn
from urllib.parse import urlencode

import pytest
from flask import Flask, abort
from sqlalchemy.exc import OperationalError

from elearning.access import Permission, requires
from elearning.accounts.models import Person, Unit
from elearning.database import db
from elearning.modules.models import Note, Relation
from tests.course import GREETING, open_session, publish, rows
from tests.databases import Backend
from tests.integration.routes import ROUTES
from tests.integration.test_health import UNREACHABLE
from tests.pages import PageClient
from tests.people import People

HEADINGS = {
    400: "Det forstod vi ikke",
    403: "Du har ikke adgang til siden",
    404: "Vi kan ikke finde siden",
    405: "Det kan man ikke gøre her",
    409: "Det er blevet ændret i mellemtiden",
    413: "Det er for meget på én gang",
    422: "Der mangler noget",
    429: "For mange forsøg",
    500: "Noget gik galt hos os",
    503: "Det er ikke klar endnu",
}
OTHERS = {406: 400, 410: 400, 415: 400, 431: 400, 501: 500}
SECRET = "Anna Holm, anna@example.dk"


@requires(Permission.PUBLIC)
def fail(status: int) -> NoReturn:
    abort(status)


@requires(Permission.PUBLIC)
def write_and_fail(status: int) -> str:
    db.session.add(Unit(name="Half a unit"))
    db.session.flush()
    if status == 500:
        raise RuntimeError(SECRET)
    abort(status)


@pytest.fixture
def failing(another_app: Callable[..., Flask]) -> Flask:
    """The app with views that fail with any status."""
    app = another_app(log_level="ERROR")
    app.add_url_rule("/fail/<int:status>", "fail", fail)
    app.add_url_rule("/write/<int:status>", "write", write_and_fail, methods=["POST"])
    return app


@pytest.mark.parametrize("status", [*HEADINGS, *OTHERS])
def test_an_error_page_is_whole_and_leads_on(failing: Flask, people: People, status: int) -> None:
    client = PageClient(failing)
    page = client.get(f"/fail/{status}", status=status)
    assert page.heading == HEADINGS[OTHERS.get(status, status)]
    assert str(status) in page.text
    assert page.link("Gå til mit forløb" if status >= 500 else "Gå til log ind")
    open_session(client, people.add())
    assert client.get(f"/fail/{status}", status=status).link("Gå til mit forløb")


def test_the_ways_on_from_an_error_page_lead_somewhere(failing: Flask, people: People) -> None:
    client = PageClient(failing)
    assert client.get("/fail/404", status=404).follow("Gå til log ind").heading == "Log ind"
    assert client.get("/fail/500", status=500).follow("Gå til mit forløb").heading == "Log ind"
    open_session(client, people.add())
    assert client.get("/fail/500", status=500).follow("Gå til mit forløb").heading == "Mit forløb"


@pytest.mark.parametrize("status", HEADINGS)
def test_a_script_that_asks_for_json_gets_json(failing: Flask, status: int) -> None:
    answer = failing.test_client().get(f"/fail/{status}", headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert answer.json
    assert set(answer.json) == {"error", "advice"}
    assert answer.json["error"] == HEADINGS[status]


@pytest.mark.parametrize("accept", ["text/html,application/json;q=0.9", "*/*", "", "nonsense", "*/*;q=x"])
def test_everybody_else_gets_a_page(failing: Flask, accept: str) -> None:
    answer = failing.test_client().get("/fail/404", headers={"Accept": accept})
    assert answer.content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 500])
def test_what_a_failing_request_had_written_is_taken_back(failing: Flask, status: int) -> None:
    client = PageClient(failing)
    page = client.post(f"/write/{status}", {"csrf_token": client.token()}, status=status)
    assert rows(failing, Unit) == []
    assert SECRET not in str(page.soup)


def test_a_wrong_method_says_which_are_right(client: PageClient) -> None:
    answer = client.raw.get("/logout")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_a_form_that_is_too_large_is_refused_with_a_page(client: PageClient) -> None:
    values = {"csrf_token": client.token(), "email": "a" * (1024 * 1024 + 1)}
    assert client.post("/login", values, status=413).heading == HEADINGS[413]


def test_the_page_for_a_failure_does_not_fail_with_the_database(
    backend: Backend, another_app: Callable[..., Flask], people: People
) -> None:
    person = people.add()
    app = another_app(database_url=UNREACHABLE[backend.name])
    page = open_session(PageClient(app), person).get("/", status=500)
    assert page.heading == HEADINGS[500]


def test_a_database_that_goes_away_under_a_request_is_a_page_too(failing: Flask, people: People) -> None:
    @requires(Permission.LEARN)
    def lose() -> NoReturn:
        raise OperationalError("SELECT", {}, Exception(SECRET))

    failing.add_url_rule("/lose", "lose", lose)
    page = open_session(PageClient(failing), people.add()).get("/lose", status=500)
    assert page.heading == HEADINGS[500]
    assert SECRET not in str(page.soup)


def test_what_cannot_be_shown_or_stored_is_left_out_of_a_note_and_a_name(
    app: Flask, client: PageClient, people: People
) -> None:
    publish(app, GREETING)
    open_session(client, people.add())
    client.get("/lessons/hilsen/taenk").press(
        "Gem noten", text="Første\x00 linje\r\nanden\tlinje\x1b\x7f\x9f\ufffe"
    )
    client.get("/lessons/hilsen/cirkler").press("Placér", name="Jens\x00\x08", circle="naere\x00")
    assert [note.text for note in rows(app, Note)] == ["Første linje\nanden\tlinje"]
    assert [(each.name, each.circle) for each in rows(app, Relation)] == [("Jens", "naere")]


NASTY = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\x1b[31m",
    "æøå" * 20,
    "😀" * 50,
    "\ufffe\uffff",
    "\u202e\u200b",
    "-1",
    "0",
    "1e9",
    "NaN",
    "9" * 30,
    "2147483648",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "%(name)s %s %d {0}",
    "../../etc/passwd",
    "x" * 70_000,
]
FIELDS = (
    "email", "password", "repeat", "current", "remember", "text", "version",
    "chosen", "circle", "name", "works_well", "comes_first", "next",
)  # fmt: skip
BODIES = [
    ("application/json", b'{"email": ['),
    ("application/json", b'["email"]'),
    ("application/json", b'{"email": {"a": 1}, "password": 7, "text": null}'),
    ("application/x-www-form-urlencoded", b"email=%ff%fe&password=%00&=&&%=%zz&email[]=1"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"email=+AGE-"),
    ("multipart/form-data", b"--x\r\n"),
    ("multipart/form-data; boundary=", b"--\r\n\r\n"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\na'),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="email"; filename="a"\r\n\r\na\r\n--x--',
    ),
    ("multipart/form-data; boundary=x", b"--x\r\n\xff\xfe: \x00\r\n\r\n--x--\r\n"),
    ("text/plain", b"\xff\x00\xfe"),
    ("", b""),
    ("nonsense", b"x"),
]
POSTS = sorted({route.address for name, route in ROUTES.items() if name.startswith("POST")} - {"/logout"})
GETS = sorted({route.address for name, route in ROUTES.items() if name.startswith("GET")})


@pytest.fixture
def attacker(app: Flask, client: PageClient, people: People) -> PageClient:
    """Somebody with an account and a token, so that what they send gets as far as it can."""
    publish(app, GREETING)
    return open_session(client, people.add())


def test_no_form_field_however_odd_is_an_error_of_ours(attacker: PageClient) -> None:
    chance = random.Random(20261123)  # noqa: S311 - the same odd forms each time
    token = attacker.token()
    for _each in range(6):
        for address in POSTS:
            values: dict[str, object] = {
                name: chance.choices(NASTY, k=chance.choice((1, 1, 2))) for name in chance.sample(FIELDS, 6)
            }
            answer = attacker.raw.post(address, data={**values, "csrf_token": token})
            assert answer.status_code < 500, f"{address}: {values!r:.300}"


@pytest.mark.parametrize(("content_type", "body"), BODIES)
def test_no_body_however_odd_is_an_error_of_ours(
    attacker: PageClient, content_type: str, body: bytes
) -> None:
    headers = {"X-CSRFToken": attacker.token()}
    for address in POSTS:
        answer = attacker.raw.post(address, data=body, content_type=content_type, headers=headers)
        assert answer.status_code < 500, address


@pytest.mark.parametrize(
    "query",
    [
        "next=%ff%fe",
        "next=%00",
        "%00=%00",
        "&&&=",
        "next=http://[",
        "next=" + "x" * 9000,
        "next=%0d%0aA:%20b",
    ],
)
def test_no_query_however_odd_is_an_error_of_ours(attacker: PageClient, query: str) -> None:
    for address in GETS:
        assert attacker.raw.get(f"{address}?{query}", buffered=True).status_code < 500, address


@pytest.mark.parametrize(
    "path",
    [
        "/%ff",
        "/lessons/%00",
        "/lessons/hilsen/%2e%2e",
        "//",
        "/lessons//x",
        "/password/new/" + "%00" * 20,
        "/æ",
    ],
)
def test_no_path_however_odd_is_an_error_of_ours(attacker: PageClient, path: str) -> None:
    assert attacker.raw.get(path).status_code in {302, 308, 404}


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Cookie", "elearning_session=nonsense; elearning_remember=1|æ; =; ;"),
        ("Accept-Language", "\x00,;q=,da-DK-x;q=zz"),
        ("Accept", ";;;,text/html;q=NaN"),
        ("Host", "evil.example/ x"),
        ("X-Forwarded-For", "not an address"),
        ("Content-Length", "-1"),
        ("Range", "bytes=9-1"),
        ("If-None-Match", '"\xe6'),
    ],
)
def test_no_header_however_odd_is_an_error_of_ours(client: PageClient, header: str, value: str) -> None:
    for path in ("/login", "/", "/nowhere"):
        assert client.raw.get(path, headers={header: value}, buffered=True).status_code < 500


def test_two_who_take_the_same_address_at_once_are_told_of_a_conflict(failing: Flask, people: People) -> None:
    taken = people.add()

    @requires(Permission.PUBLIC)
    def take() -> str:
        db.session.add(Person(name="Bo", email=taken.email, role=taken.role, starts_on=taken.starts_on))
        db.session.flush()
        return "not reached"

    failing.add_url_rule("/take", "take", take, methods=["POST"])
    client = PageClient(failing)
    assert client.post("/take", {"csrf_token": client.token()}, status=409).heading == HEADINGS[409]


def test_what_was_asked_for_is_never_repeated_as_markup(client: PageClient) -> None:
    query = urlencode({"next": '"><script>alert(1)</script>'})
    assert "<script>alert" not in client.raw.get(f"/login?{query}", buffered=True).text
