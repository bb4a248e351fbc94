"""Somebody who weighs a few dilemmas of the shipped course, and takes its quizzes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person
from elearning.database import Base, db
from elearning.modules.publishing import Library
from elearning.quizzes.course import Course, import_course, read_course
from elearning.quizzes.publishing import QuizLibrary
from tests.conftest import empty_all_tables
from tests.course import open_session
from tests.integration.quizzes.weighing import DILEMMAS, TWO, Weigher, text_of
from tests.pages import PageClient
from tests.people import People

Rows = Mapping[sa.Table, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def shipped() -> Course:
    """The shipped course, read once."""
    return read_course()


@pytest.fixture(scope="session")
def course_rows(shared_app: Flask, shipped: Course) -> Rows:
    """What importing a few dilemmas and all quizzes writes, done once: copying it is quick."""
    few = QuizLibrary(tuple(map(text_of, DILEMMAS)), shipped.quizzes.banks)
    with shared_app.app_context():
        empty_all_tables()  # of what the test before this one left
        import_course(Course(Library(shipped.lessons.modules, ()), few))
        written = {table: _rows_of(table) for table in Base.metadata.sorted_tables}
        db.session.rollback()
    return {table: found for table, found in written.items() if found}


@pytest.fixture
def course(app: Flask, shipped: Course, course_rows: Rows) -> Course:
    """Publish them. Ids are given anew: in tables that were emptied they are the same."""
    with app.app_context():
        for table, written in course_rows.items():
            db.session.execute(table.insert(), written)
        db.session.commit()
    return shipped


@pytest.fixture
def person(people: People) -> Person:
    return people.add()


@pytest.fixture
def learner(client: PageClient, person: Person, course: Course) -> PageClient:  # noqa: ARG001 - there to be weighed
    """`person`, signed in."""
    return open_session(client, person)


@pytest.fixture
def weigher(learner: PageClient) -> Weigher:
    """`person` in front of a dilemma with one board."""
    return Weigher(learner)


@pytest.fixture
def two_boards(learner: PageClient) -> Weigher:
    """`person` in front of a dilemma with two boards; the new fact touches the second."""
    return Weigher(learner, TWO)


def _rows_of(table: sa.Table) -> list[dict[str, Any]]:
    """Read a table in the order it was written, without the ids that the database gave."""
    found = db.session.execute(sa.select(table).order_by(*table.primary_key)).mappings()
    return [{name: value for name, value in row.items() if name != "id"} for row in found]
