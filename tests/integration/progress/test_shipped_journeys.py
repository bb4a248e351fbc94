"""The check of the content speaks of the very journeys that people get."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.database import db
from elearning.progress import curriculum
from elearning.progress.queries import journey
from elearning.progress.rules import Kind
from elearning.quizzes.course import Course, import_course, read_course
from tests.people import People


@pytest.fixture
def shipped(app: Flask) -> Course:
    course = read_course()
    with app.app_context():
        import_course(course)
        db.session.commit()
    return course


def test_each_role_and_each_two_get_what_the_check_counts(
    app: Flask, people: People, shipped: Course
) -> None:
    for roles in curriculum.EVERY_ROLES:
        first, *second = roles
        person = people.add(role=first, second_role=second[0] if second else None)
        expected = curriculum.journey_of(shipped, roles)
        with app.app_context():
            found = journey(db.session.get_one(Person, person.id))
        slugs = {kind: [each.task.slug for each in found.tasks if each.task.kind is kind] for kind in Kind}
        assert slugs[Kind.SCENARIO] == [each.slug for each in expected.scenarios], roles
        assert set(slugs[Kind.LESSON]) == {each.slug for each in expected.lessons}, roles
        assert found.amount.minutes_left == expected.minutes, roles
