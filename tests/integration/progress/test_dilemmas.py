"""Flere dilemmaer: those beside one's journey, to be taken by whoever is curious."""

from __future__ import annotations

import pytest
from bs4 import Tag
from flask import Flask

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.database import db
from elearning.quizzes.content import Scenario
from elearning.quizzes.models import Round, ScenarioCompletion
from tests.course import lesson, open_session, publish, read, rows
from tests.integration.quizzes.weighing import Weigher, kept
from tests.integration.quizzes.weighing import publish as publish_dilemmas
from tests.pages import Page, PageClient
from tests.people import People
from tests.statements import statements
from tests.unit.progress.courses import FIELD, OPERATIONS, UNIFORMITY, dilemma

EMPLOYEE, LEADER, EXECUTIVE = FoundationRole
#: One for the signed-in person, and the two of the journey.
MOST_STATEMENTS = 3
NONE_LEFT = "Der er ikke flere dilemmaer lige nu."

MINE = dilemma("i-forloebet", UNIFORMITY, position=2, required_for=["employee"])
BESIDE = dilemma("ved-siden-af", UNIFORMITY, position=3, required_for=["leader"])
NOBODYS = dilemma("ingens", FIELD, position=4, required_for=[])
SEVERAL = dilemma("flere-paa-en-gang", FIELD, UNIFORMITY, position=5, required_for=[])
OF_LEADERS = dilemma("ledernes", OPERATIONS, position=6, required_for=[], audience=["leader"])


@pytest.fixture
def learner(app: Flask, client: PageClient, person: Person) -> PageClient:
    """An employee with a lesson and a dilemma in their journey, and three dilemmas beside it."""
    publish(app, lesson("en", read("a")))
    publish_dilemmas(app, MINE, BESIDE, NOBODYS, SEVERAL, OF_LEADERS)
    return open_session(client, person)


def shelves(page: Page) -> dict[str, list[str]]:
    """Give the addresses of the dilemmas on the page by the title of their shelf."""
    return {
        words(shelf.select_one("h2")): [str(link["href"]) for link in shelf.select("h3 a")]
        for shelf in page.soup.select(".shelves section")
    }


def words(tag: Tag | None) -> str:
    assert tag
    return " ".join(tag.get_text(" ").split())


def card(page: Page, text: Scenario) -> str:
    return words(page.soup.select_one(f".lesson-card:has(a[href='/scenarios/{text.slug}'])"))


def numbers(page: Page) -> str:
    """Give what the journey says of how far one is."""
    return words(page.soup.select_one(".journey-total"))


def test_it_has_those_for_ones_role_that_are_not_in_the_journey_by_balance(learner: PageClient) -> None:
    assert shelves(learner.get("/dilemmas")) == {
        "Ensartethed og differentiering": [f"/scenarios/{BESIDE.slug}"],
        "Egen faglighed og sammenhæng på tværs": [f"/scenarios/{NOBODYS.slug}"],
        "Flere balancer på én gang": [f"/scenarios/{SEVERAL.slug}"],
    }


@pytest.mark.parametrize(
    ("role", "second", "beside"),
    [
        (LEADER, None, {MINE, NOBODYS, SEVERAL, OF_LEADERS}),
        (EXECUTIVE, None, {MINE, BESIDE, NOBODYS, SEVERAL}),
        (EXECUTIVE, LEADER, {MINE, NOBODYS, SEVERAL, OF_LEADERS}),
    ],
)
@pytest.mark.usefixtures("learner")
def test_others_have_what_their_own_roles_leave(
    app: Flask, people: People, role: FoundationRole, second: FoundationRole | None, beside: set[Scenario]
) -> None:
    other = open_session(PageClient(app), people.add("Bo Bach", role=role, second_role=second))
    found = [address for shelf in shelves(other.get("/dilemmas")).values() for address in shelf]
    assert sorted(found) == sorted(f"/scenarios/{text.slug}" for text in beside)


def test_the_journey_leads_there_and_says_how_many_there_are(learner: PageClient) -> None:
    page = learner.get("/")
    assert "Der er 3 dilemmaer mere ud over dit forløb." in page.text
    there = page.follow("Se dem alle")
    assert (there.url, there.heading) == ("/dilemmas", "Flere dilemmaer")
    assert there.follow("Tilbage til mit forløb").url == "/"


def test_one_alone_is_spoken_of_as_one(app: Flask, learner: PageClient) -> None:
    everybodys = [each.model_copy(update={"required_for": (EMPLOYEE,)}) for each in (BESIDE, SEVERAL)]
    publish_dilemmas(app, *everybodys)
    assert "Der er 1 dilemma mere ud over dit forløb." in learner.get("/").text


def test_where_none_are_left_it_says_so_and_the_journey_does_not_lead_there(
    app: Flask, client: PageClient, person: Person
) -> None:
    publish(app, lesson("en", read("a")))
    publish_dilemmas(app, MINE, OF_LEADERS)
    learner = open_session(client, person)
    page = learner.get("/dilemmas")
    assert NONE_LEFT in page.text
    assert shelves(page) == {}
    assert "Flere dilemmaer" not in learner.get("/").text


def test_where_some_are_left_it_does_not_say_that_none_are(app: Flask, learner: PageClient) -> None:
    assert NONE_LEFT not in learner.get("/dilemmas").text
    # Only one on several balances: it stands on a shelf of its own.
    publish_dilemmas(
        app, *(each.model_copy(update={"required_for": (EMPLOYEE,)}) for each in (BESIDE, NOBODYS))
    )
    page = learner.get("/dilemmas")
    assert list(shelves(page)) == ["Flere balancer på én gang"]
    assert NONE_LEFT not in page.text


class TestTakingOne:
    def test_is_done_there_and_changes_nothing_in_the_journey(self, app: Flask, learner: PageClient) -> None:
        before = learner.get("/")
        assert "Ikke begyndt" in card(learner.get("/dilemmas"), BESIDE)
        Weigher(learner, BESIDE).to_the_reveal()
        page = learner.get("/dilemmas")
        assert "Færdig" in card(page, BESIDE)
        assert "Ikke begyndt" in card(page, NOBODYS)
        after = learner.get("/")
        assert numbers(after) == numbers(before)
        assert after.follow("Begynd").url == "/lessons/en/a"
        assert [row.is_panel for row in rows(app, ScenarioCompletion)] == [False]

    def test_half_way_is_under_way_there_and_nowhere_else(self, learner: PageClient) -> None:
        Weigher(learner, SEVERAL).to_the_price()
        assert "I gang" in card(learner.get("/dilemmas"), SEVERAL)
        # What is begun comes first in the journey, but this one is not in it.
        assert learner.get("/").follow("Begynd").url == "/lessons/en/a"

    def test_is_counted_on_its_shelf(self, learner: PageClient) -> None:
        Weigher(learner, BESIDE).to_the_reveal()
        heads = [words(head) for head in learner.get("/dilemmas").soup.select(".shelves .module-head p")]
        assert [head.split(" er ")[0] for head in heads] == ["1 af 1", "0 af 1", "0 af 1"]

    def test_leads_back_to_what_is_next_in_the_journey(self, learner: PageClient) -> None:
        Weigher(learner, BESIDE).to_the_reveal()
        page = learner.get(f"/scenarios/{BESIDE.slug}/reveal")
        assert page.follow("Næste: Lektion en").url == "/lessons/en/a"
        assert not page.soup.select(".journey-bar")

    def test_goes_into_my_balance(self, learner: PageClient) -> None:
        Weigher(learner, BESIDE).to_the_reveal()
        assert BESIDE.title in learner.get("/balance").text


class TestARequirementThatChanges:
    """The authors take a dilemma out of a role's journey, or put one into it: nothing done is lost."""

    OUT = MINE.model_copy(update={"required_for": ()})
    IN = BESIDE.model_copy(update={"required_for": (EMPLOYEE, LEADER)})

    def test_what_was_done_in_the_journey_is_done_beside_it(self, app: Flask, learner: PageClient) -> None:
        Weigher(learner, MINE).to_the_reveal(-2, after=1)
        positions = kept(app)
        publish_dilemmas(app, self.OUT)
        assert MINE.title not in learner.get("/").text
        assert "Færdig" in card(learner.get("/dilemmas"), MINE)
        assert kept(app) == positions
        assert learner.get(f"/scenarios/{MINE.slug}").url == f"/scenarios/{MINE.slug}/reveal"

    def test_what_was_begun_goes_on_where_it_was_left(self, app: Flask, learner: PageClient) -> None:
        weigher = Weigher(learner, MINE).to_the_new_fact(-2)
        publish_dilemmas(app, self.OUT)
        assert "I gang" in card(learner.get("/dilemmas"), MINE)
        assert learner.get(f"/scenarios/{MINE.slug}").url == weigher.address("new-fact")
        assert weigher.move(1).location == weigher.address("reveal")
        assert kept(app, Round.FIRST) == [-2]
        assert "Færdig" in card(learner.get("/dilemmas"), MINE)

    def test_what_was_taken_beside_the_journey_is_done_in_it(self, app: Flask, learner: PageClient) -> None:
        Weigher(learner, BESIDE).to_the_reveal()
        publish_dilemmas(app, self.IN)
        page = learner.get("/")
        assert "Færdig" in card(page, BESIDE)
        assert "3 af 7 trin" in page.text
        assert f"/scenarios/{BESIDE.slug}" not in learner.get("/dilemmas").soup.prettify()

    def test_the_other_roles_journey_stays_as_it_was(
        self, app: Flask, learner: PageClient, people: People
    ) -> None:
        assert learner
        leader = open_session(PageClient(app), people.add("Lis Leder", role=LEADER))
        before = numbers(leader.get("/"))
        publish_dilemmas(app, self.OUT, self.IN)
        assert numbers(leader.get("/")) == before


def test_the_page_costs_the_same_however_many_there_are(app: Flask, learner: PageClient) -> None:
    with app.app_context():
        engine = db.engine
    costs = []
    for number in (1, 30):
        more = [dilemma(f"nr-{each}", FIELD, required_for=[]) for each in range(number)]
        publish_dilemmas(app, *more)
        with statements(engine) as sent:
            assert more[-1].title in learner.get("/dilemmas").text
        costs.append(len(sent))
    assert costs[0] == costs[1] <= MOST_STATEMENTS
