"""Somebody before a short course, and HR."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.certificates import documents
from elearning.config import Settings
from tests.course import open_session
from tests.integration.certificates.finishing import Learner, publish_all_kinds, publish_lessons
from tests.pages import PageClient
from tests.people import People

Set = Callable[..., None]


@pytest.fixture
def person(people: People) -> Person:
    return people.add()


@pytest.fixture
def set_to(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Set:
    """Change settings for the rest of the test."""

    def change(**values: object) -> None:
        chosen: Settings = app.extensions["settings"]
        monkeypatch.setitem(app.extensions, "settings", chosen.model_copy(update=values))

    return change


@pytest.fixture
def learner(app: Flask, client: PageClient, person: Person) -> Learner:
    """`person`, signed in, with two short lessons before them."""
    publish_lessons(app)
    return Learner(open_session(client, person))


@pytest.fixture
def all_kinds(app: Flask, client: PageClient, person: Person) -> Learner:
    """`person`, signed in, with a lesson, a dilemma and a quiz before them."""
    publish_all_kinds(app)
    return Learner(open_session(client, person))


@pytest.fixture
def hr(client: PageClient, people: People) -> PageClient:
    """Somebody of HR at a browser of their own."""
    return open_session(client.another(), people.add("Hanne Hr", is_hr=True))


@pytest.fixture
def no_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no PDF be drawn: it takes a quarter of a second, and most tests are about something else."""
    monkeypatch.setattr(documents, "make", lambda _certificate: None)
