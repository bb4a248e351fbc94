"""A crowd below a leader, with every way to stand, in a tree of units."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts.models import Person
from tests.course import open_session
from tests.integration.teams.crowd import Crowd, make_crowd
from tests.pages import PageClient
from tests.people import People


@pytest.fixture
def boss(people: People) -> Person:
    return people.add("Karen Koncern")


@pytest.fixture
def crowd(app: Flask, boss: Person) -> Crowd:
    return make_crowd(app, boss)


@pytest.fixture
def at_work(client: PageClient, boss: Person, crowd: Crowd) -> PageClient:  # noqa: ARG001 - there to be seen
    """`boss` at a browser."""
    return open_session(client, boss)
