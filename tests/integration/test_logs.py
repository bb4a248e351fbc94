"""Logs say what happened, as JSON that a program can read, and never to whom."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NoReturn

import pytest
from flask import Flask

from elearning.access import Permission, requires
from elearning.logs import log
from tests.course import GREETING, publish
from tests.mailbox import MailBox
from tests.pages import PageClient
from tests.people import People

PASSWORD = "syv grå mus under trappen"
PERSONAL = ("kirstine", "moelgaard", "mølgaard", PASSWORD, "en hemmelig tanke", "Hemmelige Jens")


class Lines:
    """What the app wrote to its log."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    def all(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def lines(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """Catch the log of the app, at the level of production."""
    assert app
    level = log.level
    log.setLevel(logging.INFO)
    stream = io.StringIO()
    monkeypatch.setattr(log.handlers[0], "stream", stream)
    yield Lines(stream)
    log.setLevel(level)


def test_each_request_is_one_line_with_what_an_operator_needs(client: PageClient, lines: Lines) -> None:
    answer = client.raw.get("/login?next=/notes", buffered=True)
    (line,) = lines.all()
    assert datetime.fromisoformat(line.pop("time"))
    assert 0 < line.pop("milliseconds") < 10_000
    assert line == {
        "level": "INFO",
        "logger": "elearning",
        "message": "request",
        "request_id": answer.headers["X-Request-ID"],
        "method": "GET",
        "rule": "/login",
        "status": 200,
    }


def test_each_request_has_an_id_of_its_own(client: PageClient, lines: Lines) -> None:
    for _each in range(3):
        client.raw.get("/healthz")
    assert len({line["request_id"] for line in lines.all()}) == 3


def test_an_address_that_does_not_exist_is_not_repeated(client: PageClient, lines: Lines) -> None:
    client.get("/kirstine.moelgaard@example.dk", status=404)
    (line,) = lines.all()
    assert (line["rule"], line["status"]) == (None, 404)
    assert "kirstine" not in lines.text


def test_nothing_that_a_person_is_or_writes_is_logged(
    app: Flask, client: PageClient, people: People, lines: Lines, mailbox: MailBox
) -> None:
    publish(app, GREETING)
    person = people.add("Kirstine Mølgaard", email="kirstine.moelgaard@example.dk")
    client.get("/login").press("Log ind", email=person.email, password=PASSWORD, status=422)
    client.get("/password/forgotten").press("Send linket", email=person.email)
    link = mailbox.link()
    client.get(link).press("Gem adgangskoden", password=PASSWORD, repeat=PASSWORD)
    client.sign_in(person, PASSWORD)
    client.get("/lessons/hilsen/taenk").press("Gem noten", text="en hemmelig tanke")
    client.get("/lessons/hilsen/cirkler").press("Placér", name="Hemmelige Jens", circle="naere")
    assert len(lines.all()) > 10
    token = link.rpartition("/")[2]
    session = client.raw.get_cookie("elearning_session")
    assert session
    for secret in (*PERSONAL, token, session.value, "127.0.0.1"):
        assert secret.lower() not in lines.text.lower()


def test_an_error_that_nobody_caught_says_where_it_was_and_not_what_it_was_about(
    another_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    @requires(Permission.PUBLIC)
    def crash(token: str) -> NoReturn:
        raise RuntimeError(f"no such person: kirstine.moelgaard@example.dk, {token}")

    app = another_app()
    app.add_url_rule("/crash/<slug:token>", "crash", crash)
    stream = io.StringIO()
    monkeypatch.setattr(log.handlers[0], "stream", stream)
    answer = app.test_client().get("/crash/a-one-use-token")
    assert answer.status_code == 500
    (line,) = Lines(stream).all()
    assert line["level"] == "ERROR"
    assert line["message"] == "unhandled exception"
    assert line["reason"] == "RuntimeError"
    assert line["rule"] == "/crash/<slug:token>"
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert any("test_logs.py" in where and where.endswith(" crash") for where in line["where"])
    assert "kirstine" not in stream.getvalue()
    assert "one-use-token" not in stream.getvalue()


def test_a_level_can_be_chosen(another_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> None:
    app = another_app(log_level="WARNING")
    stream = io.StringIO()
    monkeypatch.setattr(log.handlers[0], "stream", stream)
    app.test_client().get("/healthz")
    assert stream.getvalue() == ""
