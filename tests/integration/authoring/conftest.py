"""Somebody from HR who writes in the made-up course, and somebody who reads it."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.modules.content import Module
from tests.course import GREETING, MODULES, NEXT, open_session, publish
from tests.integration.authoring.scenarios import MANY, TEXT
from tests.integration.quizzes.weighing import publish as publish_scenarios
from tests.pages import PageClient
from tests.people import People

DILEMMAS_MODULE = Module(slug=TEXT.module, title="Balancerne", summary="Om balancerne.")


@pytest.fixture
def course(app: Flask) -> None:
    publish(app, GREETING, NEXT)


@pytest.fixture
def dilemmas(app: Flask) -> None:
    """Publish dilemmas too, in their own module."""
    publish(app, GREETING, NEXT, modules=(*MODULES, DILEMMAS_MODULE))
    publish_scenarios(app, TEXT, MANY)


@pytest.fixture
def hanne(people: People) -> Person:
    return people.add("Hanne Hr", is_hr=True)


@pytest.fixture
def hr(client: PageClient, hanne: Person, course: None) -> PageClient:  # noqa: ARG001 - there is a course
    return open_session(client, hanne)


@pytest.fixture
def colleague(hr: PageClient, people: People) -> PageClient:
    """Another person from HR, at another machine."""
    return open_session(hr.another(), people.add("Henny Hr", is_hr=True))


@pytest.fixture
def anna(people: People, course: None) -> Person:  # noqa: ARG001 - there is a course
    return people.add("Anna Holm")


@pytest.fixture
def learner(hr: PageClient, anna: Person) -> PageClient:
    return open_session(hr.another(), anna)
