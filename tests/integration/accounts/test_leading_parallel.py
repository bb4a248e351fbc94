"""Several change who leads whom in the same moment: it stays a forest, and everybody's leader is active."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from flask import Flask

from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.accounts.service import NewPerson, add_person
from elearning.database import db
from tests.course import rows
from tests.integration.accounts.test_leading import found
from tests.people import People

ROUNDS = 6
DAY = date(2026, 11, 2)

Change = Callable[[], object]


@pytest.fixture(autouse=True)
def _many_connections(app: Flask) -> Iterator[None]:
    yield
    with app.app_context():
        db.engine.dispose()


def at_once(app: Flask, changes: Sequence[Change]) -> list[str]:
    """Make each change in a transaction of its own, all in the same moment; give what each was refused by."""
    together = Barrier(len(changes))

    def make(change: Change) -> str:
        with app.app_context():
            together.wait(30)
            try:
                change()
            except ValueError as error:
                return type(error).__name__
            db.session.commit()
            return ""

    with ThreadPoolExecutor(len(changes)) as pool:
        return list(pool.map(make, changes))


def set_leader(person: Person, leader: Person) -> Change:
    return lambda: leading.set_leader(found(person), found(leader))


def has_circle(everybody: Sequence[Person]) -> bool:
    above = {each.id: each.leader_id for each in everybody}
    for each, leader in above.items():
        seen: set[int] = set()
        walked = leader
        while walked and walked not in seen:
            seen.add(walked)
            walked = above[walked]
        if each in seen:
            return True
    return False


def test_two_never_come_to_lead_each_other(app: Flask, people: People) -> None:
    for number in range(ROUNDS):
        anna, birgitte = people.add(f"Anna {number}"), people.add(f"Birgitte {number}")
        refused = at_once(app, [set_leader(anna, birgitte), set_leader(birgitte, anna)])
        assert sorted(refused) == ["", "LeaderCycleError"]
    assert not has_circle(rows(app, Person))


def test_a_ring_of_many_lacks_one(app: Flask, people: People) -> None:
    ring = [people.add(f"Nr. {number}") for number in range(8)]
    changes = [set_leader(each, ring[number - 1]) for number, each in enumerate(ring)]
    assert sorted(at_once(app, changes)) == [""] * 7 + ["LeaderCycleError"]
    assert not has_circle(rows(app, Person))


def test_nobody_gets_a_leader_who_is_leaving(app: Flask, people: People) -> None:
    for number in range(ROUNDS):
        leader, anna = people.add(f"Leder {number}"), people.add(f"Anna {number}")

        def leave(leader: Person = leader) -> None:
            leading.leave(found(leader))

        def add_one(number: int = number, leader: Person = leader) -> None:
            leads = found(leader)
            add_person(NewPerson(f"Ny {number}", f"ny{number}@example.dk", leads.role, DAY, leader=leads))

        at_once(app, [leave, set_leader(anna, leader), add_one])
    everybody = {each.id: each for each in rows(app, Person)}
    assert not [
        each.name for each in everybody.values() if each.leader_id and not everybody[each.leader_id].is_active
    ]


def test_the_circle_that_a_test_looks_for_would_be_seen(app: Flask, people: People) -> None:
    anna = people.add("Anna")
    birgitte = people.add("Birgitte", leader=anna)
    with app.app_context():
        found(anna).leader_id = birgitte.id
        db.session.commit()
    assert has_circle(rows(app, Person))
