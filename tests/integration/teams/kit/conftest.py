"""A leader, signed in, whose team has answered nothing yet."""

from __future__ import annotations

import pytest

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from tests.course import open_session
from tests.integration.quizzes.conftest import course, course_rows, shipped
from tests.integration.teams.kit.kits import Kit
from tests.pages import PageClient
from tests.people import People

__all__ = ["course", "course_rows", "shipped"]


@pytest.fixture
def leader(people: People) -> Person:
    """Somebody who leads one person, who has not begun."""
    leader = people.add("Lars Leder", role=FoundationRole.LEADER)
    people.add("Mette Medarbejder", leader=leader)
    return leader


@pytest.fixture
def leading_client(client: PageClient, leader: Person) -> PageClient:
    """`leader`, signed in."""
    return open_session(client, leader)


@pytest.fixture
def kit(leading_client: PageClient) -> Kit:
    """`leader` in front of a dilemma with one board."""
    return Kit(leading_client)
