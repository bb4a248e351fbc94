"""Somebody in HR, signed in."""

from __future__ import annotations

import pytest

from elearning.accounts.models import Person
from tests.pages import PageClient
from tests.people import People


@pytest.fixture
def hr(people: People) -> Person:
    return people.add("Hanne Hr", email="hanne@example.dk", is_hr=True)


@pytest.fixture
def office(client: PageClient, hr: Person) -> PageClient:
    """The browser of `hr`."""
    client.sign_in(hr)
    return client
