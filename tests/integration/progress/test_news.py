"""Who has completed the course is told calmly what has changed since, and need do nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.clock import pretend
from elearning.database import db
from elearning.modules import publishing
from elearning.modules.content import Lesson
from elearning.modules.models import Lesson as Item
from elearning.modules.models import LessonRevision
from elearning.modules.place import Place
from elearning.modules.service import complete_step
from elearning.progress import counting
from elearning.progress.models import Assignment, LessonReviewed
from tests.course import GREETING, NEXT, open_session, publish, read, rows
from tests.integration.progress.summing import differing
from tests.pages import Page, PageClient
from tests.people import People
from tests.statements import statements

DONE = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CHANGED = GREETING.model_copy(
    update={"steps": (GREETING.steps[0].model_copy(update={"text": "Nye ord."}), *GREETING.steps[1:])}
)


@pytest.fixture
def course(app: Flask) -> None:
    with pretend(DONE - 9 * DAY):
        publish(app, GREETING, NEXT)


@pytest.fixture
def person(people: People, course: None) -> Person:  # noqa: ARG001 - there is a course
    return people.add("Anna Holm")


@pytest.fixture
def learner(app: Flask, client: PageClient, person: Person) -> PageClient:
    """Somebody who has completed the course."""
    finish(app, person, GREETING, NEXT)
    assert rows(app, Assignment, person_id=person.id)[0].completed_at
    return open_session(client, person)


def finish(app: Flask, person: Person, *lessons: Lesson) -> None:
    revisions = {revision.title: revision for revision in rows(app, LessonRevision)}
    with pretend(DONE), app.app_context():
        for lesson in lessons:
            revision = revisions[lesson.title]
            for step in lesson.steps:
                place = Place(person.id, revision.lesson_id, revision.id, step.slug)
                complete_step(place, next_step=None)
        db.session.commit()


def change(app: Flask, text: Lesson = CHANGED, *, days: int = 1, is_substantial: bool = True) -> None:
    with pretend(DONE + days * DAY), app.app_context():
        item = db.session.query(Item).filter_by(slug=text.slug).one()
        publishing.publish(item, text, note="Nyt", is_substantial=is_substantial)
        db.session.commit()
        counting.recount_everybody()


def told(page: Page) -> list[str]:
    return [each.get_text(strip=True) for each in page.soup.select(".journey-news li a")]


def test_a_substantial_change_is_named_with_its_changed_steps(app: Flask, learner: PageClient) -> None:
    assert told(learner.get("/")) == []
    change(app)
    page = learner.get("/")
    assert told(page) == ["Lektion hilsen", "Læs foerste"]
    assert "Du behøver ikke gøre noget" in page.text
    assert page.follow("Læs foerste").heading == "Læs foerste"
    assert rows(app, Assignment)[0].completed_at == DONE


def test_a_small_change_and_one_from_before_are_not(app: Flask, learner: PageClient) -> None:
    change(app, is_substantial=False)
    change(app, days=-1)
    assert told(learner.get("/")) == []


def test_who_is_under_way_has_it_in_the_journey_and_not_beside_it(
    app: Flask, client: PageClient, person: Person
) -> None:
    finish(app, person, GREETING)
    change(app)
    assert told(open_session(client, person).get("/")) == []


def test_a_lesson_that_is_open_again_is_in_the_journey_and_not_beside_it(
    app: Flask, learner: PageClient
) -> None:
    change(app, GREETING.model_copy(update={"steps": (*GREETING.steps, read("ekstra"))}))
    page = learner.get("/")
    assert told(page) == []
    assert "Lektion hilsen" in page.text


def test_what_is_seen_is_gone_until_the_next_change(app: Flask, learner: PageClient) -> None:
    change(app)
    with pretend(DONE + 2 * DAY):
        page = learner.get("/").press("Jeg har set det nye")
    assert told(page) == []
    assert len(rows(app, LessonReviewed)) == 1
    assert differing(app) == []
    change(app, GREETING, days=3)
    with pretend(DONE + 4 * DAY):
        page = learner.get("/")
        assert told(page)[0] == "Lektion hilsen"
        assert told(page.press("Jeg har set det nye")) == []


def test_only_a_lesson_of_ones_own_is_marked_as_seen(app: Flask, learner: PageClient, people: People) -> None:
    token = {"csrf_token": learner.token()}
    learner.post("/journey/lessons/ingen/seen", token, status=404)
    newcomer = open_session(learner.another(), people.add("Bo Bang"))
    newcomer.post("/journey/lessons/hilsen/seen", {"csrf_token": newcomer.token()}, status=404)
    assert rows(app, LessonReviewed) == []


def test_it_costs_one_statement_and_one_more_where_there_is_something(
    app: Flask, learner: PageClient
) -> None:
    with app.app_context():
        engine = db.engine
    counts = []
    for _each in range(2):
        with statements(engine) as sent:
            learner.get("/")
        counts.append(len(sent))
        change(app)
    assert counts[1] == counts[0] + 1
