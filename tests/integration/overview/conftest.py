"""HR at a browser, in a municipality of which everything is known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.clock import pretend
from tests.course import open_session
from tests.integration.overview.place import Place, make_place
from tests.integration.teams.crowd import NOON
from tests.pages import PageClient
from tests.people import People


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with pretend(NOON):
        yield


@pytest.fixture
def hr(people: People) -> Person:
    return people.add("Hanne Hr", is_hr=True)


@pytest.fixture
def at_work(client: PageClient, hr: Person) -> PageClient:
    """HR at a browser."""
    return open_session(client, hr)


@pytest.fixture
def place(app: Flask, hr: Person) -> Place:
    return make_place(app, hr)
