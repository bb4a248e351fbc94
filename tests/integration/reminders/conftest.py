"""A mail server, and an app that sends by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from elearning.accounts.models import Person
from tests.integration.reminders.office import Office
from tests.people import People


@pytest.fixture
def office() -> Iterator[Office]:
    opened = Office()
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def mailing(another_app: Callable[..., Flask], office: Office) -> Flask:
    """An app on the same database as `app`, which sends by `office`."""
    return another_app(**office.settings)


@pytest.fixture
def person(people: People) -> Person:
    """Somebody who starts on 2 November 2026, and is due on 2 December."""
    return people.add("Åse Østergård", email="aase@example.dk")
