"""What could not be saved: who sent it is told why, and has it on the page."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import NoReturn

import pytest
from flask import Flask
from psycopg.errors import DeadlockDetected
from sqlalchemy.exc import OperationalError

from elearning import database
from elearning.access import Permission, requires
from elearning.database import db
from tests.course import open_session
from tests.databases import Backend
from tests.pages import PageClient
from tests.people import People


def test_who_would_wait_too_long_for_others_is_asked_to_send_it_again(
    backend: Backend, another_app: Callable[..., Flask], people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_SECONDS", 0)
    app, person = another_app(), people.add()

    @requires(Permission.PUBLIC)
    def wait_for_each_other() -> NoReturn:
        raise OperationalError("UPDATE", {}, DeadlockDetected())

    app.add_url_rule("/each-other", "each_other", wait_for_each_other, methods=["POST"])
    client = open_session(PageClient(app), person)
    token = client.token()
    with app.app_context():
        others = db.engine.raw_connection()
    try:
        if isinstance(others.driver_connection, sqlite3.Connection):
            others.execute("BEGIN IMMEDIATE")
        address = "/mails" if backend.name == "sqlite" else "/each-other"
        answer = client.raw.post(address, data={"csrf_token": token}, buffered=True)
    finally:
        others.rollback()
        others.close()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "Der bliver gemt rigtig meget lige nu" in answer.text
    assert client.raw.post("/mails", data={"csrf_token": token}).status_code == 302


class TestWhatWasWritten:
    """Somebody wrote for half an hour, and was signed out meanwhile."""

    TEXT = "Jeg vil lytte først, <b>og</b> så spørge."

    def test_can_be_copied_from_the_page_that_says_why_it_is_not_saved(self, client: PageClient) -> None:
        values = {"text": self.TEXT, "version": "0", "do": "save"}
        page = client.post("/lessons/hilsen/tre/note", values, status=400)
        assert page.heading == "Siden har været åben for længe"
        assert [each.get_text().strip() for each in page.soup.select("textarea")] == [self.TEXT]

    def test_is_not_shown_where_it_can_be_a_password(self, client: PageClient) -> None:
        password = "hest batteri klips papir"
        page = client.post("/login", {"email": "anna@example.dk", "password": password}, status=400)
        assert password not in page.text
        assert page.soup.select("textarea") == []

    def test_is_left_out_where_it_broke_off_on_its_way_here(self, client: PageClient) -> None:
        kind, longer = "multipart/form-data; boundary=x", {"CONTENT_LENGTH": "1000"}
        answer = client.raw.post("/mails", data=b"--x\r\n", content_type=kind, environ_overrides=longer)
        assert answer.status_code == 400
        assert "textarea" not in answer.text
