"""Somebody who has done a bit of everything in the shipped course."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask

from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.database import db
from elearning.modules import service as modules
from elearning.modules.models import Lesson, LessonRevision
from elearning.modules.place import Place
from elearning.quizzes import queries, service
from tests.course import CIRCLES, open_session
from tests.course import lesson as made_up
from tests.course import publish as publish_lessons
from tests.integration.quizzes.conftest import course, course_rows, shipped
from tests.integration.quizzes.weighing import ONE, weigh_to_the_end
from tests.pages import PageClient
from tests.people import People

__all__ = ["course", "course_rows", "shipped"]

NOTE, TAKEAWAY, RELATION = "Min hemmelige note", "Det tager jeg med", "Fru Hemmelig"


@dataclass(frozen=True)
class Cast:
    """Who is there: the owner of it all, a colleague who did the same, and HR."""

    owner: Person
    colleague: Person
    hr: Person


def write_everything(person_id: int, words: str = "") -> None:
    """Let somebody note, place, answer and weigh; everything they write ends with `words`."""
    person = db.session.get_one(Person, person_id)
    lesson = db.session.query(Lesson).filter_by(slug="hilsen").one()
    revision = db.session.query(LessonRevision).filter_by(lesson_id=lesson.id).one()

    def at(step: str) -> Place:
        return Place(person_id=person.id, lesson_id=lesson.id, step=step, revision_id=revision.id)

    modules.complete_step(at("foerste"), next_step="en")
    modules.save_note(at("taenk"), NOTE + words, version=0)
    values: dict[str, str | bool] = {"circle": CIRCLES.circles[0].slug, "name": RELATION + words}
    modules.save_relation(at("cirkler"), None, values)
    weigh_to_the_end(person, ONE, (2,))
    opened = queries.open_scenario(person, ONE)
    assert opened
    service.save_takeaway(service.Seat(person, opened.id, opened.revision_id), TAKEAWAY + words, version=0)


@pytest.fixture
def cast(app: Flask, people: People, course: object) -> Cast:
    assert course
    publish_lessons(app, made_up())
    made = Cast(
        people.add("Mette Medarbejder"), people.add("Kaj Kollega"), people.add("Hanne Hr", is_hr=True)
    )
    with app.app_context():
        write_everything(made.owner.id)
        write_everything(made.colleague.id, " (Kaj)")
        db.session.commit()
    return made


@pytest.fixture
def owner(client: PageClient, cast: Cast) -> PageClient:
    return open_session(client, cast.owner)


@pytest.fixture
def hr(client: PageClient, cast: Cast) -> PageClient:
    return open_session(client.another(), cast.hr)


def let_go(app: Flask, person: Person) -> None:
    with app.app_context():
        leading.leave(db.session.get_one(Person, person.id))
        db.session.commit()
