"""Twenty requests at once: each thing is there once, and nobody is told that the database is busy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.database import db
from elearning.modules.models import CheckAnswer, Note, ReadingPosition, Relation, StepCompletion
from tests.course import GREETING, RIGHT, WRONG, open_session, publish, rows
from tests.pages import PageClient
from tests.people import People

AT_ONCE = 20
STEP = "/lessons/hilsen"


@pytest.fixture
def person(app: Flask, people: People) -> Iterator[Person]:
    publish(app, GREETING)
    yield people.add()
    with app.app_context():
        db.engine.dispose()  # the many connections that this took


@pytest.fixture
def devices(app: Flask, person: Person) -> list[PageClient]:
    """As many windows of one person's browser: they share its session."""
    first = open_session(PageClient(app), person)
    first.token()
    session = first.raw.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert session is not None
    others = [PageClient(app) for _number in range(AT_ONCE - 1)]
    for other in others:
        other.raw.set_cookie(session.key, session.value)
    return [first, *others]


def post_at_once(
    devices: list[PageClient], url: str, *values: dict[str, Any], tokens: list[str] | None = None
) -> Counter[int]:
    """Send each of `values` in turn, every device in the same moment, and count the answers by status."""
    together = Barrier(len(devices))
    tokens = tokens or [devices[0].token()] * len(devices)

    def post(number: int) -> int:
        data = {**values[number % len(values)], "csrf_token": tokens[number]}
        together.wait(30)
        return devices[number].raw.post(url, data=data, buffered=True).status_code

    with ThreadPoolExecutor(len(devices)) as pool:
        return Counter(pool.map(post, range(len(devices))))


def test_a_step_is_done_once(app: Flask, devices: list[PageClient]) -> None:
    assert post_at_once(devices, f"{STEP}/foerste", {}) == {302: AT_ONCE}
    assert [row.step for row in rows(app, StepCompletion)] == ["foerste"]
    assert [row.step for row in rows(app, ReadingPosition)] == ["en"]


def test_an_answer_is_kept_once_and_its_step_done_once(app: Flask, devices: list[PageClient]) -> None:
    assert post_at_once(devices, f"{STEP}/en", {"chosen": RIGHT}, {"chosen": WRONG}) == {302: AT_ONCE}
    assert [row.chosen in ([RIGHT], [WRONG]) for row in rows(app, CheckAnswer)] == [True]
    assert [row.step for row in rows(app, StepCompletion)] == ["en"]


def test_the_same_note_is_saved_once_and_is_no_conflict(app: Flask, devices: list[PageClient]) -> None:
    same = {"text": "Min nabo.", "version": 0}
    assert post_at_once(devices, f"{STEP}/taenk", same) == {302: AT_ONCE}
    assert [(row.text, row.version) for row in rows(app, Note)] == [("Min nabo.", 1)]
    assert len(rows(app, StepCompletion)) == 1


def test_of_different_notes_one_is_saved_and_every_other_is_told(
    app: Flask, devices: list[PageClient]
) -> None:
    different = [{"text": f"Tekst {number}", "version": 0} for number in range(AT_ONCE)]
    assert post_at_once(devices, f"{STEP}/taenk/note", *different) == {302: 1, 409: AT_ONCE - 1}
    assert [row.version for row in rows(app, Note)] == [1]


def test_of_different_changes_to_a_note_one_is_saved_and_every_other_is_told(
    app: Flask, devices: list[PageClient]
) -> None:
    devices[0].get(f"{STEP}/taenk").press("Gem noten", text="Den første tekst.")
    different = [{"text": f"Tekst {number}", "version": 1} for number in range(AT_ONCE)]
    assert post_at_once(devices, f"{STEP}/taenk/note", *different) == {302: 1, 409: AT_ONCE - 1}
    assert [row.version for row in rows(app, Note)] == [2]


def test_a_relation_is_placed_once(app: Flask, devices: list[PageClient]) -> None:
    anna = {"name": "Anna", "circle": "naere"}
    assert post_at_once(devices, f"{STEP}/cirkler/relations", anna) == {302: AT_ONCE}
    assert [row.name for row in rows(app, Relation)] == ["Anna"]


def test_a_relation_is_removed_once(app: Flask, devices: list[PageClient]) -> None:
    devices[0].get(f"{STEP}/cirkler").press("Placér", name="Anna", circle="naere")
    url = f"{STEP}/cirkler/relations/{rows(app, Relation)[0].id}"
    assert set(post_at_once(devices, f"{url}/delete", {})) <= {302, 404}
    assert rows(app, Relation) == []


def test_a_relation_is_changed_by_each_in_turn(app: Flask, devices: list[PageClient]) -> None:
    devices[0].get(f"{STEP}/cirkler").press("Placér", name="Anna", circle="naere")
    url = f"{STEP}/cirkler/relations/{rows(app, Relation)[0].id}"
    changes = [{"name": f"Anna {number}", "circle": "kolleger"} for number in range(AT_ONCE)]
    assert post_at_once(devices, url, *changes) == {302: AT_ONCE}
    assert [row.circle for row in rows(app, Relation)] == ["kolleger"]


def test_different_relations_are_all_there(app: Flask, devices: list[PageClient]) -> None:
    everybody = [{"name": f"Nr. {number}", "circle": "naere"} for number in range(AT_ONCE)]
    assert post_at_once(devices, f"{STEP}/cirkler/relations", *everybody) == {302: AT_ONCE}
    assert {row.name for row in rows(app, Relation)} == {each["name"] for each in everybody}


def test_many_people_at_once_each_get_their_own(app: Flask, people: People, person: Person) -> None:
    everybody = [person, *(people.add(f"Nr. {number}") for number in range(1, AT_ONCE))]
    devices = [open_session(PageClient(app), each) for each in everybody]
    texts = [{"text": f"Note {each.id}", "version": 0} for each in everybody]
    tokens = [device.token() for device in devices]
    assert post_at_once(devices, f"{STEP}/taenk", *texts, tokens=tokens) == {302: AT_ONCE}
    assert {row.person_id: row.text for row in rows(app, Note)} == {
        each.id: f"Note {each.id}" for each in everybody
    }
