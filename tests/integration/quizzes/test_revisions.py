"""A new text of a dilemma: who has begun goes on in theirs, and nobody's work is undone."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.quizzes.content import Scenario
from elearning.quizzes.models import PriceAnswer, Round, ScenarioRevision, Weighting
from tests.course import open_session, rows
from tests.integration.quizzes.weighing import ONE, Weigher, publish, revised, text_of
from tests.pages import PageClient
from tests.people import People

NEW_TITLE = "En helt anden titel"


def new_text() -> Scenario:
    old = text_of(ONE).model_dump(mode="json")
    return revised(text_of(ONE), title=NEW_TITLE, price=old["price"][::-1], voices=old["voices"][::-1])


def numbers_of(app: Flask, table: type[Weighting | PriceAnswer], person: Person) -> set[int]:
    number = {row.id: row.number for row in rows(app, ScenarioRevision)}
    return {number[row.revision_id] for row in rows(app, table, person_id=person.id)}


def test_who_has_begun_goes_on_in_the_revision_they_began(
    app: Flask, weigher: Weigher, person: Person
) -> None:
    weigher.to_the_price(-2)
    before = weigher.see("price")
    publish(app, new_text())
    after = weigher.see("price")
    assert (after.heading, after.text) == (before.heading, before.text)
    weigher.pay(weigher.options(-2)[True][0])
    weigher.move(1)
    assert weigher.see("reveal").heading == weigher.text.title
    assert numbers_of(app, Weighting, person) == numbers_of(app, PriceAnswer, person) == {1}


def test_who_begins_afterwards_gets_the_new_one(
    app: Flask, weigher: Weigher, people: People, person: Person
) -> None:
    weigher.weigh(1)
    publish(app, new_text())
    newcomer = people.add("Bo Bach")
    other = Weigher(open_session(PageClient(app), newcomer))
    assert other.see("situation").heading == NEW_TITLE
    other.weigh(1)
    assert (numbers_of(app, Weighting, person), numbers_of(app, Weighting, newcomer)) == ({1}, {2})


def test_a_completion_stands_and_what_was_answered_can_still_be_seen(app: Flask, weigher: Weigher) -> None:
    weigher.to_the_reveal(-3, after=1)
    journey = weigher.client.get("/")
    publish(app, new_text())
    card = f".lesson-card.is-done a[href='/scenarios/{ONE}']"
    assert weigher.client.get("/").soup.select(card)
    assert journey.soup.select(card)
    assert weigher.see("reveal").heading == weigher.text.title
    assert "Næsten al vægt på ensartethed" in weigher.see("situation").text
    assert "Noget vægt på differentiering" in weigher.client.get("/balance").text


def test_a_second_thought_belongs_to_the_revision_of_the_first(
    app: Flask, weigher: Weigher, person: Person
) -> None:
    weigher.to_the_reveal()
    publish(app, new_text())
    weigher.post("second-thought", weigher.boards(-1))
    assert len(rows(app, Weighting, round=int(Round.SECOND_THOUGHT))) == 1
    assert numbers_of(app, Weighting, person) == {1}


def test_who_deleted_their_answers_meets_the_new_one(app: Flask, weigher: Weigher) -> None:
    weigher.to_the_reveal()
    publish(app, new_text())
    weigher.client.get("/balance").press("Ja, slet mine vægtninger")
    assert weigher.see().heading == NEW_TITLE
    assert weigher.to_the_reveal().see("reveal").heading == NEW_TITLE


def test_a_first_answer_belongs_to_the_revision_that_was_on_the_page(
    app: Flask, weigher: Weigher, person: Person
) -> None:
    page = weigher.see("situation")
    publish(app, new_text())
    page.press("Læg vægten her", **weigher.boards(-2))
    assert numbers_of(app, Weighting, person) == {1}


def test_a_revision_of_another_dilemma_is_not_answered_here(
    app: Flask, weigher: Weigher, person: Person
) -> None:
    other = next(row for row in rows(app, ScenarioRevision) if row.title != weigher.text.title)
    weigher.post("situation", {**weigher.boards(-2), "revision": other.id})
    (revision_id,) = {row.revision_id for row in rows(app, Weighting, person_id=person.id)}
    assert revision_id != other.id


@pytest.mark.parametrize("revision", ["", "-1", "99999999", "9" * 30, "²", "en", "1.5"])
def test_a_revision_that_does_not_exist_is_the_published_one(
    app: Flask, weigher: Weigher, person: Person, revision: str
) -> None:
    weigher.post("situation", {**weigher.boards(-2), "revision": revision})
    assert numbers_of(app, Weighting, person) == {1}
