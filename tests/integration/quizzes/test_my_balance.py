"""“Min balance”: one's own weightings together, described and not judged, to take along or to delete."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.database import Base, db
from elearning.quizzes.models import (
    PanelReason,
    PriceAnswer,
    QuizPass,
    Round,
    ScenarioCompletion,
    Takeaway,
    Weighting,
)
from tests.course import rows
from tests.integration.quizzes.weighing import EMPLOYEE, ONE, TWO, Given, Weigher, crowd, weigh_to_the_end
from tests.pages import Page, PageClient

TOO_FEW = "Det er for lidt til at sige noget ud fra."
ON_UNIFORMITY = {ONE: 1, "en-time-mere-i-boernehaven": 1, TWO: 2, "legepladsen-som-boernene-tegnede": 3}


def weigh_all(
    app: Flask, person: Person, position: int, *, after: int | None = None, number: int = 4
) -> None:
    """Put the weight at one place in the dilemmas about uniformity and differentiation."""
    with app.app_context():
        stored = db.session.get(Person, person.id)
        assert stored
        for slug, boards in list(ON_UNIFORMITY.items())[:number]:
            weigh_to_the_end(stored, slug, (position,) * boards, after)
        db.session.commit()


def board(page: Page, balance: str = "uniformity-differentiation") -> str:
    found = page.soup.select_one(f"section[aria-labelledby=balance-{balance}]")
    assert found
    return " ".join(found.get_text(" ").split())


def test_before_anything_is_weighed_to_the_end_it_says_so(weigher: Weigher) -> None:
    weigher.to_the_new_fact()
    page = weigher.client.get("/balance")
    assert "Du har ikke vægtet et dilemma til ende endnu." in page.text
    assert not page.soup.select(".my-board")


def test_under_four_weightings_it_says_that_it_is_too_little(
    app: Flask, learner: PageClient, person: Person
) -> None:
    weigh_all(app, person, -2, number=3)
    said = board(learner.get("/balance"))
    assert TOO_FEW in said
    assert "Du lægger oftest vægten på" not in said


@pytest.mark.parametrize(
    ("position", "says"),
    [
        (-2, "Du lægger oftest vægten på ensartethed."),
        (3, "Du lægger oftest vægten på differentiering."),
        (0, "Du lægger oftest vægten i midten."),
    ],
)
def test_from_four_on_it_describes_in_words(
    app: Flask, learner: PageClient, person: Person, position: int, says: str
) -> None:
    weigh_all(app, person, position)
    said = board(learner.get("/balance"))
    assert says in said
    assert TOO_FEW not in said
    assert "Det fravalg, du oftest har taget med" in said


def test_it_counts_what_new_facts_moved_and_which_way(
    app: Flask, learner: PageClient, person: Person
) -> None:
    weigh_all(app, person, -2, after=1)
    assert "flyttet dig 2 gange, hver gang mod differentiering." in board(learner.get("/balance"))


def test_where_nothing_moved_it_says_so(app: Flask, learner: PageClient, person: Person) -> None:
    weigh_all(app, person, -2)
    assert "Ingen ny oplysning har flyttet dig" in board(learner.get("/balance"))


def test_every_dilemma_is_a_ball_and_a_link(app: Flask, learner: PageClient, person: Person) -> None:
    weigh_all(app, person, -2, after=1)
    found = learner.get("/balance").soup.select_one(
        "section[aria-labelledby=balance-uniformity-differentiation]"
    )
    assert found
    assert len(found.select(".ball")) == 4
    assert {str(link["href"]) for link in found.select("a")} == {
        f"/scenarios/{slug}/reveal" for slug in ON_UNIFORMITY
    }


def test_the_export_is_all_of_ones_own_and_nothing_else(
    app: Flask, learner: PageClient, person: Person
) -> None:
    crowd(app, ONE, [Given(EMPLOYEE, (3,))])
    weigh_all(app, person, -2, after=1, number=1)
    answer = learner.raw.get("/balance/export", buffered=True)
    assert answer.mimetype == "application/json"
    assert "attachment" in answer.headers["Content-Disposition"]
    found = json.loads(answer.text)
    assert [(each["scenario"], each["round"], each["position"]) for each in found["weightings"]] == [
        (ONE, Round.FIRST, -2),
        (ONE, Round.AFTER_NEW_FACT, 1),
    ]
    assert [each["is_right"] for each in found["prices"]] == [True]
    assert (found["reasons"], found["notes"]) == ([], [])


def test_the_export_has_what_one_wrote_too(weigher: Weigher) -> None:
    weigher.to_the_reveal()
    weigher.post("takeaway", {"text": "Min note", "version": 0})
    answer = weigher.client.raw.get("/balance/export", buffered=True)
    assert [each["text"] for each in json.loads(answer.text)["notes"]] == ["Min note"]


def test_deleting_leaves_nothing_but_that_it_was_done(app: Flask, weigher: Weigher, person: Person) -> None:
    (colleague,) = crowd(app, ONE, [Given(EMPLOYEE, (3,))])
    weigher.to_the_reveal()
    weigher.post("takeaway", {"text": "Min note", "version": 0})
    weigher.post("second-thought", weigher.boards(-1))
    Weigher(weigher.client, TWO).to_the_price()
    page = weigher.client.get("/balance").press("Ja, slet mine vægtninger")
    assert "Dine vægtninger er slettet." in page.soup.get_text()
    assert tables_about(app, person.id) == {ScenarioCompletion}
    assert tables_about(app, colleague) == {Weighting, PriceAnswer, ScenarioCompletion}
    done = weigher.client.get("/").soup.select(f".lesson-card.is-done a[href='/scenarios/{ONE}']")
    assert done


def tables_about(app: Flask, person_id: int) -> set[type[Base]]:
    kinds: tuple[type[Base], ...] = (
        Weighting,
        PriceAnswer,
        PanelReason,
        Takeaway,
        ScenarioCompletion,
        QuizPass,
    )
    return {kind for kind in kinds if rows(app, kind, person_id=person_id)}


def test_after_deleting_one_may_weigh_again(app: Flask, weigher: Weigher) -> None:
    weigher.to_the_reveal(-2)
    weigher.client.get("/balance").press("Ja, slet mine vægtninger")
    assert weigher.see().url == weigher.address("situation")
    weigher.to_the_reveal(3)
    assert {row.position for row in rows(app, Weighting)} == {3}
    assert len(rows(app, ScenarioCompletion)) == 1
