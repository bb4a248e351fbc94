"""Guessing is slowed down for an account and for an address, on all instances alike, and not for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from elearning.clock import now
from elearning.database import db
from elearning.rate_limit import DatabaseStorage, RateLimitCount
from tests.course import rows
from tests.pages import Page, PageClient
from tests.people import PASSWORD, People

TRIES = 10
WRONG = "not the password"


@pytest.fixture
def address(people: People) -> str:
    return people.add(email="anna@example.dk").email


class Guesser:
    """Somebody at one browser who tries passwords."""

    def __init__(self, app: Flask) -> None:
        self.client = PageClient(app)
        self._token = self.client.token()

    def guess(self, address: str, password: str = WRONG, **headers: str) -> int:
        values = {"csrf_token": self._token, "email": address, "password": password}
        return self.client.raw.post("/login", data=values, headers=headers).status_code

    def guess_often(self, address: str, times: int = TRIES) -> list[int]:
        return [self.guess(address) for _each in range(times)]


@pytest.fixture
def guesser(app: Flask) -> Guesser:
    return Guesser(app)


def test_after_ten_wrong_passwords_one_must_wait_and_is_told_how_long(guesser: Guesser, address: str) -> None:
    assert guesser.guess_often(address) == [422] * TRIES
    page = guesser.client.get("/login").press("Log ind", email=address, password=PASSWORD, status=429)
    assert page.heading == "For mange forsøg"
    assert "Vent 15 minutter, og prøv igen." in page.text
    assert page.follow("Gå til log ind").heading == "Log ind"
    values = {"csrf_token": guesser.client.token(), "email": address, "password": "wrong"}
    answer = guesser.client.raw.post("/login", data=values)
    assert 14 * 60 < int(answer.headers["Retry-After"]) <= 15 * 60


def test_the_wait_ends(guesser: Guesser, address: str) -> None:
    guesser.guess_often(address, TRIES + 1)
    with time_machine.travel(now() + timedelta(minutes=14)):
        assert guesser.guess(address, PASSWORD) == 429
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert guesser.guess(address, PASSWORD) == 302


def test_a_right_password_is_not_counted(app: Flask, guesser: Guesser, address: str) -> None:
    guesser.guess_often(address, TRIES - 1)
    assert [Guesser(app).guess(address, PASSWORD) for _each in range(3)] == [302] * 3
    assert guesser.guess(address) == 422
    assert guesser.guess(address) == 429


def test_another_account_is_not_held_up(guesser: Guesser, address: str) -> None:
    guesser.guess_often(address)
    assert guesser.guess(address) == 429
    assert guesser.guess("bo@example.dk") == 422


@pytest.mark.parametrize("written", ["ANNA@example.dk", " anna@example.dk ", "an\x00na@example.dk"])
def test_writing_the_address_in_another_way_gives_no_more_tries(
    guesser: Guesser, address: str, written: str
) -> None:
    guesser.guess_often(address)
    assert guesser.guess(written, PASSWORD) == 429


def test_an_account_that_does_not_exist_is_held_up_just_the_same(guesser: Guesser) -> None:
    assert guesser.guess_often("nobody@example.dk", TRIES + 1) == [422] * TRIES + [429]


def test_all_instances_count_together(another_app: Callable[..., Flask], address: str) -> None:
    first, second = Guesser(another_app()), Guesser(another_app())
    first.guess_often(address, TRIES // 2)
    assert second.guess_often(address, TRIES // 2) == [422] * (TRIES // 2)
    assert first.guess(address, PASSWORD) == second.guess(address, PASSWORD) == 429


def test_a_machine_that_guesses_at_many_accounts_must_wait(
    app: Flask, guesser: Guesser, address: str
) -> None:
    guesser.guess("somebody@example.dk")
    with app.app_context():
        from_here = sa.update(RateLimitCount).where(RateLimitCount.key.contains("127.0.0.1"))
        db.session.execute(from_here.values(hits=199))
        db.session.commit()
    assert guesser.guess("another@example.dk") == 422
    assert guesser.guess(address, PASSWORD) == 429


def test_a_forwarded_address_is_not_believed_unless_a_proxy_is_trusted(
    another_app: Callable[..., Flask],
) -> None:
    trusting = another_app(trusted_proxies=1)
    for app in (another_app(), trusting):
        guesser = Guesser(app)
        for number in (1, 2):
            headers = {"X-Forwarded-For": f"10.0.0.{number}"}
            assert guesser.guess(f"a{number}@example.dk", **headers) == 422
    keys = [row.key for row in rows(trusting, RateLimitCount)]
    assert sum("127.0.0.1" in key for key in keys) == 1
    assert sum("10.0.0." in key for key in keys) == 2


def change_password(client: PageClient, current: str, password: str = WRONG, *, status: int = 422) -> Page:
    page = client.get("/password/change")
    return page.press("Skift adgangskode", status=status, current=current, password=password, repeat=password)


def test_who_is_signed_in_cannot_guess_at_the_password_either(client: PageClient, people: People) -> None:
    client.sign_in(people.add())
    for _each in range(TRIES):
        change_password(client, WRONG)
    page = change_password(client, PASSWORD, status=429)
    assert "Vent 15 minutter, og prøv igen." in page.text
    other = client.another()
    other.sign_in(people.add())
    change_password(other, PASSWORD, "hest batteri klips papir", status=200)
    with time_machine.travel(now() + timedelta(minutes=16)):
        change_password(client, PASSWORD, "hest batteri klips papir", status=200)


def test_looking_for_a_new_password_that_is_good_enough_is_no_guessing(
    client: PageClient, people: People
) -> None:
    client.sign_in(people.add())
    for _each in range(TRIES + 1):
        change_password(client, PASSWORD, "kort")
        change_password(client, "", "kort")
    change_password(client, PASSWORD, "hest batteri klips papir", status=200)


def test_asking_for_links_is_limited_too(guesser: Guesser, address: str) -> None:
    for _each in range(5):
        guesser.client.get("/password/forgotten").press("Send linket", email=address)
    page = guesser.client.get("/password/forgotten").press("Send linket", email=address, status=429)
    assert "Vent 60 minutter, og prøv igen." in page.text


def test_neither_address_nor_name_of_a_person_is_kept(app: Flask, guesser: Guesser, address: str) -> None:
    guesser.guess(address)
    assert not [row.key for row in rows(app, RateLimitCount) if "anna" in row.key or "@" in row.key]


@pytest.mark.usefixtures("context")
def test_a_count_begins_anew_after_its_window_and_old_ones_are_swept_out() -> None:
    storage = DatabaseStorage()
    assert [storage.incr("a", 60) for _each in range(3)] == [1, 2, 3]
    assert storage.incr("b", 60, amount=5) == 5
    assert storage.get("a") == 3
    assert storage.get("never") == 0
    with time_machine.travel(now() + timedelta(seconds=61)):
        assert storage.get("a") == 0
        assert storage.incr("c", 60) == 1
        assert storage.incr("a", 60) == 1
    keys = db.session.scalars(sa.select(RateLimitCount.key).order_by(RateLimitCount.key))
    assert list(keys) == ["a", "c"]


@pytest.mark.usefixtures("context")
def test_counts_can_be_cleared_one_by_one_or_all() -> None:
    storage = DatabaseStorage()
    for key in "abc":
        storage.incr(key, 60)
    storage.clear("a")
    assert (storage.get("a"), storage.get("b")) == (0, 1)
    assert storage.reset() == 2
    assert storage.check()
