"""Every route, tried as every kind of person, against one table of who may do what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

import pytest
from flask import Flask
from sqlalchemy import event

from elearning.accounts import service
from elearning.accounts.models import Person
from elearning.database import db
from elearning.modules.models import StepCompletion
from elearning.quizzes import course
from elearning.rate_limit import RateLimitCount
from tests.course import GREETING, open_session, publish, rows
from tests.pages import PageClient
from tests.people import People
from tests.statements import statements

SIGNED_IN = frozenset({"employee", "leader", "executive", "hr"})
LEADS = frozenset({"leader"})  # the employee; the executive of these tests leads nobody
KINDS = sorted(SIGNED_IN | {"anonymous", "deactivated"})
EVERYBODY = frozenset(KINDS)
STEP = "/lessons/hilsen"
SCENARIO = "/scenarios/legepladsen-som-boernene-tegnede"
QUIZ = "/quiz/balancerne"
CODE = "A" * 32
# Guesses are counted, in a transaction of their own.
COUNTED = {"GET /verify/<string(maxlength=100):code>"}
# Mail programs send it without having seen a page; the link's signature says who may.
SIGNED_INSTEAD = {"POST /mails/<string(minlength=20,maxlength=120):token>"}
TOKEN = "a-token-that-nobody-was-ever-sent"


@dataclass(frozen=True)
class Route:
    """An address under a rule, who may use it, and what they get. Everybody else is refused."""

    address: str
    who: frozenset[str] = SIGNED_IN
    status: int = 200
    values: Mapping[str, str] = field(default_factory=dict)
    signed_in_status: int | None = None  # where it is another one for those who are signed in


ROUTES = {
    "GET /healthz": Route("/healthz", EVERYBODY),
    "GET /readyz": Route("/readyz", EVERYBODY),
    "GET /login": Route("/login", EVERYBODY, signed_in_status=302),
    "POST /login": Route("/login", EVERYBODY, 422, signed_in_status=302),
    "POST /logout": Route("/logout", EVERYBODY, 302),
    "GET /password/forgotten": Route("/password/forgotten", EVERYBODY),
    "POST /password/forgotten": Route("/password/forgotten", EVERYBODY, 422),
    "GET /password/sent": Route("/password/sent", EVERYBODY),
    # The token decides; this one belongs to nobody.
    "GET /password/new/<string(minlength=20,maxlength=100):token>": Route(
        f"/password/new/{TOKEN}", EVERYBODY, 404
    ),
    "POST /password/new/<string(minlength=20,maxlength=100):token>": Route(
        f"/password/new/{TOKEN}", EVERYBODY, 404
    ),
    "GET /password/change": Route("/password/change"),
    "POST /password/change": Route("/password/change", status=422),
    "GET /": Route("/"),
    "GET /dilemmas": Route("/dilemmas"),
    "GET /certificate": Route("/certificate"),
    "POST /certificate": Route("/certificate", status=302),
    "POST /certificate/renew": Route("/certificate/renew", status=302),
    "POST /certificate/renew/lessons/<slug:lesson>": Route("/certificate/renew/lessons/hilsen", status=404),
    # One's own only; to everybody else a certificate's page is not there, and this one is nobody's.
    "GET /certificate/<string(length=32):code>": Route(f"/certificate/{CODE}", status=404),
    "GET /certificate/<string(length=32):code>/pdf": Route(f"/certificate/{CODE}/pdf", status=404),
    "GET /verify": Route("/verify", EVERYBODY),
    "GET /verify/<string(maxlength=100):code>": Route(f"/verify/{CODE}", EVERYBODY, 404),
    "GET /go-on": Route("/go-on", status=302),
    "GET /journey/due-date.ics": Route("/journey/due-date.ics"),
    "GET /mails": Route("/mails"),
    "POST /mails": Route("/mails", status=302),
    # The token decides; nobody signed this one.
    "GET /mails/<string(minlength=20,maxlength=120):token>": Route(f"/mails/{TOKEN}", EVERYBODY, 404),
    "POST /mails/<string(minlength=20,maxlength=120):token>": Route(f"/mails/{TOKEN}", EVERYBODY, 404),
    "GET /hr/reminders": Route("/hr/reminders", frozenset({"hr"})),
    "GET /team": Route("/team?scope=all", LEADS),
    "GET /team/print": Route("/team/print", LEADS),
    'GET /team/export.<any("csv", "xlsx"):kind>': Route("/team/export.csv", LEADS),
    "GET /team/kit": Route("/team/kit", LEADS),
    "GET /team/kit/<slug:scenario>": Route(f"/team/kit/{SCENARIO.rpartition('/')[2]}", LEADS),
    "GET /team/kit/<slug:scenario>/show": Route(f"/team/kit/{SCENARIO.rpartition('/')[2]}/show", LEADS),
    # Nobody's leader, so that there is no such page.
    "GET /team/people/<int:person>": Route("/team/people/999", LEADS, 404),
    "POST /team/people/<int:person>/remind": Route("/team/people/999/remind", LEADS, 404),
    "GET /team/people/<int:person>/certificate.pdf": Route("/team/people/999/certificate.pdf", LEADS, 404),
    "GET /team/stand-in": Route("/team/stand-in", LEADS),
    "POST /team/stand-in": Route("/team/stand-in", LEADS, 422),
    "POST /team/stand-in/end": Route("/team/stand-in/end", LEADS, 302),
    "GET /hr/certificates": Route("/hr/certificates?q=Anna", frozenset({"hr"})),
    "GET /hr/certificates/<int:certificate>/revoke": Route(
        "/hr/certificates/1/revoke", frozenset({"hr"}), 404
    ),
    "POST /hr/certificates/<int:certificate>/revoke": Route(
        "/hr/certificates/1/revoke", frozenset({"hr"}), 404
    ),
    "GET /notes": Route("/notes"),
    "GET /finished/<slug:lesson>": Route("/finished/hilsen", status=302),
    "GET /lessons/<slug:lesson>": Route(STEP, status=302),
    "GET /lessons/<slug:lesson>/<slug:step>": Route(f"{STEP}/taenk"),
    "POST /lessons/<slug:lesson>/<slug:step>": Route(f"{STEP}/foerste", status=302),
    "POST /lessons/<slug:lesson>/<slug:step>/note": Route(
        f"{STEP}/taenk/note", status=302, values={"text": "Jens", "version": "0"}
    ),
    "POST /lessons/<slug:lesson>/<slug:step>/note/delete": Route(f"{STEP}/taenk/note/delete", status=302),
    "POST /lessons/<slug:lesson>/<slug:step>/relations": Route(f"{STEP}/cirkler/relations", status=422),
    # One's own relation 1; somebody who has none meets a 404.
    "GET /lessons/<slug:lesson>/<slug:step>/relations/<int:relation>": Route(
        f"{STEP}/cirkler/relations/1", status=404
    ),
    "POST /lessons/<slug:lesson>/<slug:step>/relations/<int:relation>": Route(
        f"{STEP}/cirkler/relations/1", status=404
    ),
    "POST /lessons/<slug:lesson>/<slug:step>/relations/<int:relation>/delete": Route(
        f"{STEP}/cirkler/relations/1/delete", status=404
    ),
    "GET /scenarios/<slug:scenario>": Route(SCENARIO, status=302),
    "GET /scenarios/<slug:scenario>/situation": Route(f"{SCENARIO}/situation"),
    "POST /scenarios/<slug:scenario>/situation": Route(f"{SCENARIO}/situation", status=422),
    # Nobody comes further before they have weighed.
    "GET /scenarios/<slug:scenario>/price": Route(f"{SCENARIO}/price", status=302),
    "POST /scenarios/<slug:scenario>/price": Route(f"{SCENARIO}/price", status=302),
    "GET /scenarios/<slug:scenario>/new-fact": Route(f"{SCENARIO}/new-fact", status=302),
    "POST /scenarios/<slug:scenario>/new-fact": Route(f"{SCENARIO}/new-fact", status=302),
    "GET /scenarios/<slug:scenario>/reveal": Route(f"{SCENARIO}/reveal", status=302),
    "POST /scenarios/<slug:scenario>/takeaway": Route(f"{SCENARIO}/takeaway", status=403),
    "GET /scenarios/<slug:scenario>/second-thought": Route(f"{SCENARIO}/second-thought", status=403),
    "POST /scenarios/<slug:scenario>/second-thought": Route(f"{SCENARIO}/second-thought", status=403),
    "POST /scenarios/<slug:scenario>/reason": Route(f"{SCENARIO}/reason", status=403),
    "GET /balance": Route("/balance"),
    "GET /balance/export": Route("/balance/export"),
    "POST /balance/delete": Route("/balance/delete", status=302),
    "GET /quiz/<slug:module>": Route(QUIZ),
    "GET /quiz/<slug:module>/answers/<int:number>": Route(f"{QUIZ}/answers/0", status=302),
    "POST /quiz/<slug:module>/answers/<int:number>": Route(f"{QUIZ}/answers/0", status=404),
    "POST /quiz/<slug:module>": Route(QUIZ, status=302),
}


@cache
def shipped() -> course.Course:
    return course.read_course()


@pytest.fixture
def kinds(app: Flask, people: People) -> dict[str, Person | None]:
    """One person of each kind, on a course with a step of each kind."""
    with app.app_context():
        course.import_course(shipped())
        db.session.commit()
    publish(app, GREETING)
    return {**people.add_kinds(), "deactivated": people.add("Dorte Stoppet", is_active=False)}


def expected(route: Route, method: str, kind: str) -> int:
    if kind not in route.who:
        return 302 if method == "GET" and kind not in SIGNED_IN else 403
    return (route.signed_in_status if kind in SIGNED_IN else None) or route.status


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_person_gets_what_the_table_says(
    client: PageClient, kinds: dict[str, Person | None], kind: str
) -> None:
    surprises = []
    token = client.token()
    for name, route in ROUTES.items():
        method = name.partition(" ")[0]
        if person := kinds[kind]:
            open_session(client, person)
        data = None if method == "GET" else {"csrf_token": token, **route.values}
        answer = client.raw.open(route.address, method=method, data=data, buffered=True)
        if answer.status_code != expected(route, method, kind):
            surprises.append(f"{name}: {answer.status_code}, not {expected(route, method, kind)}")
        sent_to_sign_in = (answer.location or "").startswith("/login?next=")
        may_sign_in = kind not in route.who and kind not in SIGNED_IN
        if method == "GET" and sent_to_sign_in is not may_sign_in:
            surprises.append(f"{name}: led to {answer.location}")
    assert surprises == []


def test_a_post_without_a_token_changes_nothing_and_gets_a_page_that_explains(
    app: Flask, client: PageClient, kinds: dict[str, Person | None]
) -> None:
    assert kinds["hr"]
    open_session(client, kinds["hr"])
    for name, route in ROUTES.items():
        if name.startswith("POST") and name not in SIGNED_INSTEAD:
            page = client.post(route.address, route.values, status=400)
            assert page.heading == "Siden har været åben for længe"
    assert rows(app, StepCompletion) == []


def test_a_token_of_another_session_is_refused(client: PageClient, kinds: dict[str, Person | None]) -> None:
    assert kinds["hr"]
    open_session(client, kinds["hr"])
    client.token()
    somebody_elses = client.another().token()
    assert client.raw.post(f"{STEP}/foerste", data={"csrf_token": somebody_elses}).status_code == 400


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_get_never_writes(
    app: Flask, client: PageClient, people: People, kinds: dict[str, Person | None], method: str
) -> None:
    assert kinds["hr"]
    people.add("Tage Team", leader=kinds["hr"])  # so that the leaders' pages open too
    open_session(client, kinds["hr"])
    client.get(f"{STEP}/taenk").press("Gem noten", text="Jens")
    client.get(f"{STEP}/cirkler").press("Placér", name="Jens", circle="naere")
    with app.app_context():
        engine = db.engine
        made = service.request_reset(kinds["hr"].email)
        db.session.commit()
    assert made
    for name, route in ROUTES.items():
        if not name.startswith("GET"):
            continue
        address = route.address.replace(TOKEN, made[1])
        with commits(app) as committed, statements(engine) as sent:
            answer = client.raw.open(address, method=method, buffered=True)
        assert answer.status_code in {200, 302, route.status}, name
        assert committed == [] or name in COUNTED, name
        writes = [each.text for each in sent if each.text.startswith(("INSERT", "UPDATE", "DELETE"))]
        assert [text for text in writes if RateLimitCount.__tablename__ not in text] == [], name


@pytest.mark.parametrize(
    "path", ["/nowhere", "/lessons/Hilsen", "/lessons/hilsen/relations/-1", "/static/none.css"]
)
def test_an_address_that_does_not_exist_is_the_same_404_for_everybody(
    client: PageClient, people: People, path: str
) -> None:
    assert client.get(path, status=404).heading == "Vi kan ikke finde siden"
    assert open_session(client, people.add()).get(path, status=404).heading == "Vi kan ikke finde siden"


@pytest.mark.parametrize("number", [2**31, 2**63, 10**40])
def test_a_number_larger_than_any_key_is_a_404(
    client: PageClient, kinds: dict[str, Person | None], number: int
) -> None:
    assert kinds["employee"]
    open_session(client, kinds["employee"]).get(f"{STEP}/cirkler/relations/{number}", status=404)


def test_nobody_reaches_a_relation_or_a_note_of_somebody_else(
    client: PageClient, kinds: dict[str, Person | None]
) -> None:
    assert kinds["employee"]
    owner = open_session(client, kinds["employee"])
    owner.get(f"{STEP}/taenk").press("Gem noten", text="Kun til mig selv")
    owner.get(f"{STEP}/cirkler").press("Placér", name="Hemmelig", circle="naere")
    for kind in ("leader", "hr"):
        person = kinds[kind]
        assert person
        other = open_session(client.another(), person)
        for name, route in ROUTES.items():
            if name.startswith("GET /") and route.who == SIGNED_IN:
                page = other.raw.get(route.address, follow_redirects=True, buffered=True)
                assert "Kun til mig selv" not in page.text
                assert "Hemmelig" not in page.text
        token = other.token()
        refused = other.raw.post(f"{STEP}/cirkler/relations/1/delete", data={"csrf_token": token})
        assert refused.status_code == 404
    assert "Hemmelig" in owner.get(f"{STEP}/cirkler").text


@contextmanager
def commits(app: Flask) -> Iterator[list[object]]:
    """Collect what is committed in the block, by whatever connection."""
    seen: list[object] = []
    with app.app_context():
        engine = db.engine
    collect = seen.append
    event.listen(engine, "commit", collect)
    try:
        yield seen
    finally:
        event.remove(engine, "commit", collect)
