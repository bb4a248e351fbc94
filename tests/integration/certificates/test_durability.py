"""Whoever is finishing when the server is killed has both the end and the certificate, or neither of them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from urllib.error import URLError

import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person
from elearning.certificates.models import Certificate
from elearning.modules.models import StepCompletion
from elearning.progress.models import Assignment
from tests.course import lesson, read
from tests.databases import Backend
from tests.integration.certificates.finishing import BALANCES, publish_lessons
from tests.integration.test_durability import Reader
from tests.people import People
from tests.server import Server

PEOPLE = 24
AT_ONCE = 4
ENOUGH = 6  # who have their certificate before the kill, so that it comes in the middle of the issuing
STEP = "/lessons/hilsen/eneste"


def test_a_server_killed_while_issuing_leaves_both_or_neither(
    app: Flask, server: Server, people: People, backend: Backend, database_url: str
) -> None:
    publish_lessons(app, lesson("hilsen", read("eneste"), module=BALANCES))
    everybody = {each.id: each for each in (people.add(f"Nr. {number}") for number in range(PEOPLE))}
    server.start()
    readers = {each.id: _signed_in(server, each) for each in everybody.values()}
    congratulated = _finish_until_killed(server, readers)
    assert len(congratulated) >= ENOUGH
    done = _stored(backend, database_url)
    assert set(congratulated) <= done
    assert len(done) < PEOPLE  # else it was killed too late to say anything

    server.start()
    for person_id in everybody.keys() - done:
        assert _finish(_signed_in(server, everybody[person_id])) == "/certificate"
    server.kill()
    assert _stored(backend, database_url) == set(everybody)


def _signed_in(server: Server, person: Person) -> Reader:
    reader = Reader(server.address)
    reader.sign_in(person)
    return reader


def _finish(reader: Reader) -> str:
    """Send the only step there is, and give where it led: to the congratulation."""
    return reader.open(STEP, go="on")


def _finish_until_killed(server: Server, readers: dict[int, Reader]) -> Sequence[int]:
    """Let people finish, some at a time, until SIGKILL; give those who were told that they had."""
    congratulated: list[int] = []
    in_the_middle = threading.Event()

    def finish(person_id: int) -> None:
        try:
            _finish(readers[person_id])
        except (URLError, HTTPException, ConnectionError, TimeoutError):
            return
        congratulated.append(person_id)
        if len(congratulated) >= ENOUGH:
            in_the_middle.set()

    def kill() -> None:
        in_the_middle.wait(60)
        server.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(finish, readers))
    in_the_middle.set()
    killer.join()
    return congratulated


def _stored(backend: Backend, database_url: str) -> set[int]:
    """Give who is done, from the database alone: by the step, the journey and the certificate alike."""
    engine = backend.engine(database_url)
    queries = (
        sa.select(StepCompletion.person_id),
        sa.select(Assignment.person_id).where(Assignment.completed_at.is_not(None)),
        sa.select(Certificate.person_id),
    )
    with engine.connect() as connection:
        steps, journeys, issued = (list(connection.scalars(query)) for query in queries)
    engine.dispose()
    assert sorted(steps) == sorted(journeys) == sorted(issued)
    assert len(issued) == len(set(issued))
    return set(issued)
