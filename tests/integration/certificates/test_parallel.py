"""Many people finish at once, one person in many tabs: everybody gets one certificate, nobody two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person
from elearning.background import wait_for_all
from elearning.certificates.models import Certificate, CertificateDocument
from elearning.clock import now
from elearning.database import db
from elearning.progress.models import Assignment
from tests.course import open_session, rows
from tests.integration.certificates.conftest import Set
from tests.integration.certificates.finishing import (
    GOODBYE,
    STEPS,
    Learner,
    certificates,
    completed,
    publish_lessons,
    unpublish,
)
from tests.pages import PageClient
from tests.people import People

PEOPLE = 50
PAIRS = 10
TABS = 8
LAST = f"/lessons/{STEPS[-1]}"

Post = Callable[[], int]


@pytest.fixture(autouse=True)
def _many_connections(app: Flask) -> Iterator[None]:
    publish_lessons(app)
    yield
    wait_for_all()  # also those who draw PDFs have connections
    with app.app_context():
        db.engine.dispose()


def at_once(posts: Sequence[Post]) -> Counter[int]:
    """Send posts in the same moment, and count the answers by status."""
    together = Barrier(len(posts))

    def send(post: Post) -> int:
        together.wait(60)
        return post()

    with ThreadPoolExecutor(len(posts)) as pool:
        return Counter(pool.map(send, posts))


def tabs_of(app: Flask, person: Person, count: int) -> list[Learner]:
    return [Learner(open_session(PageClient(app), person)) for _tab in range(count)]


def posts_to(tabs: Sequence[Learner], address: str) -> list[Post]:
    return [lambda tab=tab: tab.post(address) for tab in tabs]  # type: ignore[misc]  # its type is the default's


def test_50_people_who_finish_at_the_same_time_get_50_certificates(app: Flask, people: People) -> None:
    everybody = [people.add(f"Nr. {number}") for number in range(PEOPLE)]
    tabs = [tab for person in everybody for tab in tabs_of(app, person, 2)]
    for first, _second in zip(tabs[::2], tabs[1::2], strict=True):
        first.read(*STEPS[:-1])
    assert certificates(app) == []
    # Each of them sends the last step twice, as with a double click.
    assert at_once(posts_to(tabs, LAST)) == {302: 2 * PEOPLE}
    found = certificates(app)
    assert Counter(each.person_id for each in found) == {each.id: 1 for each in everybody}
    assert {each.person_id: each.name for each in found} == {each.id: each.name for each in everybody}
    assert len({each.code for each in found}) == len({each.number for each in found}) == PEOPLE
    assert completed(app) == [True] * PEOPLE
    wait_for_all()
    assert sorted(each.certificate_id for each in rows(app, CertificateDocument)) == [
        each.id for each in found
    ]


@pytest.mark.usefixtures("no_documents")
def test_whoever_does_the_last_two_things_at_the_same_moment_gets_one(app: Flask, people: People) -> None:
    everybody = [people.add(f"Nr. {number}") for number in range(PAIRS)]
    posts: list[Post] = []
    for person in everybody:
        one, other = tabs_of(app, person, 2)
        one.read(STEPS[0])
        posts += [*posts_to([one], f"/lessons/{STEPS[1]}"), *posts_to([other], LAST)]
    assert at_once(posts) == {302: 2 * PAIRS}
    # Had neither seen what the other did, there would be none; had both seen it, perhaps two.
    found = Counter(each.person_id for each in certificates(app))
    assert found == {each.id: 1 for each in everybody}
    assert completed(app) == [True] * PAIRS


@pytest.mark.usefixtures("no_documents")
def test_claims_in_many_tabs_issue_one(app: Flask, people: People) -> None:
    everybody = [people.add(f"Nr. {number}") for number in range(PAIRS)]
    tabs = [tab for person in everybody for tab in tabs_of(app, person, 2)]
    for first in tabs[::2]:
        first.read(*STEPS[:-1])
    unpublish(app, GOODBYE)
    assert at_once(posts_to(tabs, "/certificate")) == {302: 2 * PAIRS}
    assert Counter(each.person_id for each in certificates(app)) == {each.id: 1 for each in everybody}


@pytest.mark.usefixtures("no_documents")
def test_renewals_in_many_tabs_give_one_new_certificate(app: Flask, people: People, set_to: Set) -> None:
    set_to(certificate_months=1, renewal_days=20)
    tabs = tabs_of(app, people.add(), TABS)
    tabs[0].read()
    last_week = now().date() + timedelta(days=7)
    with app.app_context():
        db.session.execute(sa.update(Certificate).values(valid_until=last_week))
        db.session.commit()
    # Nothing is new, so the first of them completes it; those after it find that there is nothing to renew.
    assert set(at_once(posts_to(tabs, "/certificate/renew"))) <= {302, 409}
    assert [each.assignment for each in certificates(app)] == [1, 2]
    assert [each.number for each in rows(app, Assignment)] == [1, 2]


@pytest.mark.usefixtures("no_documents")
def test_of_many_who_revoke_one_gives_the_reason_and_the_others_see_it(app: Flask, people: People) -> None:
    tabs_of(app, people.add(), 1)[0].read()
    address = f"/hr/certificates/{certificates(app)[0].id}/revoke"
    hr = people.add("Hanne Hr", is_hr=True)
    clients = [open_session(PageClient(app), hr) for _tab in range(TABS)]
    tokens = [client.token() for client in clients]
    answers: dict[str, int] = {}

    def revoke(number: int) -> int:
        values = {"csrf_token": tokens[number], "reason": f"Grund {number}"}
        answer = clients[number].raw.post(address, data=values, buffered=True).status_code
        answers[values["reason"]] = answer
        return answer

    assert at_once([lambda number=each: revoke(number) for each in range(TABS)]) == {302: 1, 200: TABS - 1}  # type: ignore[misc]  # as above
    (revoked,) = certificates(app)
    assert [reason for reason, status in answers.items() if status == 302] == [revoked.revoked_reason]
