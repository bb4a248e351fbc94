"""Somebody who reads the made-up course."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts.models import Person
from tests.course import GREETING, NEXT, open_session, publish
from tests.pages import PageClient
from tests.people import People


@pytest.fixture
def person(people: People) -> Person:
    return people.add()


@pytest.fixture
def learner(app: Flask, client: PageClient, person: Person) -> PageClient:
    """`person`, signed in, with both lessons of the course published."""
    publish(app, GREETING, NEXT)
    return open_session(client, person)
