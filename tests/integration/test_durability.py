"""An acknowledged answer is on disk: the server is killed in the middle of saving, and nothing is gone."""

from __future__ import annotations

import re
import threading
from http.client import HTTPException
from http.cookiejar import CookieJar
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person
from elearning.modules.models import Lesson, ReadingPosition, StepCompletion
from tests.course import lesson, publish, read
from tests.databases import Backend
from tests.people import PASSWORD, People
from tests.server import Server

LESSONS, STEPS = 12, 12
ENOUGH = 12  # acknowledged steps before the kill, so that it comes in the middle of the saving


class Reader:
    """A browser without the looks: keeps cookies, sends forms, follows where they lead."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        self._token = ""

    def open(self, path: str, **values: str) -> str:
        """Get a page, or post `values` to it, and give the address that it led to."""
        data = urlencode({**values, "csrf_token": self._token}).encode() if values else None
        with self._opener.open(self._address + path, data, timeout=20) as response:
            page = response.read().decode()
            led_to: str = response.url.removeprefix(self._address)
        token = re.search('name="csrf_token"[^>]*value="([^"]+)"', page)
        self._token = token[1] if token else self._token
        return led_to

    def sign_in(self, person: Person) -> None:
        self.open("/login")
        assert self.open("/login", email=person.email, password=PASSWORD) == "/"


def steps() -> list[tuple[str, str]]:
    return [
        (f"lektion-{number}", f"trin-{step}") for number in range(1, LESSONS + 1) for step in range(STEPS)
    ]


def test_no_acknowledged_step_is_gone_after_the_server_is_killed(
    app: Flask, server: Server, people: People, backend: Backend, database_url: str
) -> None:
    for number in range(1, LESSONS + 1):
        texts = [read(f"trin-{step}") for step in range(STEPS)]
        publish(app, lesson(f"lektion-{number}", *texts, position=number))
    person = people.add()
    server.start()
    acknowledged = _read_until_killed(server, person)
    kept = _stored(backend, database_url)
    assert len(acknowledged) >= ENOUGH
    assert set(acknowledged) - kept == set()
    assert len(kept - set(acknowledged)) <= 1  # the one that was saved but not yet answered

    server.start()
    reader = Reader(server.address)
    reader.sign_in(person)
    last_lesson, last_step = acknowledged[-1]
    following = int(last_step.removeprefix("trin-")) + 1
    if following < STEPS:
        resumed = reader.open(f"/lessons/{last_lesson}").rsplit("-", 1)[1]
        assert int(resumed) in {following, following + 1}  # where the last answer led, or one that got lost


def _read_until_killed(server: Server, person: Person) -> list[tuple[str, str]]:
    """Save step after step until the server dies of SIGKILL, and give those that it acknowledged."""
    reader = Reader(server.address)
    reader.sign_in(person)
    acknowledged: list[tuple[str, str]] = []
    in_the_middle = threading.Event()

    def kill() -> None:
        in_the_middle.wait(30)
        server.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        for lesson_slug, step in steps():
            reader.open(f"/lessons/{lesson_slug}/{step}", go="on")
            acknowledged.append((lesson_slug, step))
            if len(acknowledged) == ENOUGH:
                in_the_middle.set()
        raise AssertionError("the server outlived the test")
    except (URLError, HTTPException, ConnectionError, TimeoutError):
        return acknowledged
    finally:
        in_the_middle.set()
        killer.join()


def _stored(backend: Backend, database_url: str) -> set[tuple[str, str]]:
    """Read what is in the database, with the server gone."""
    engine = backend.engine(database_url)
    with engine.connect() as connection:
        query = sa.select(Lesson.slug, StepCompletion.step).join(
            Lesson, Lesson.id == StepCompletion.lesson_id
        )
        found = {(row.slug, row.step) for row in connection.execute(query)}
        positions = connection.execute(sa.select(sa.func.count()).select_from(ReadingPosition)).scalar_one()
    engine.dispose()
    assert positions == len({slug for slug, _step in found})  # a step and the place it leads to come together
    return found
