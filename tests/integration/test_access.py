"""Every route, tried as every kind of person, against one table of who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
from tests.integration.routes import COUNTED, KINDS, ROUTES, SIGNED_IN, SIGNED_INSTEAD, STEP, TOKEN, Route
from tests.pages import PageClient
from tests.people import People
from tests.statements import statements


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
