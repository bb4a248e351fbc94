"""The order of a journey of lessons, dilemmas and quizzes, and that the end of each leads to the next."""

from __future__ import annotations

import pytest
from bs4 import Tag
from flask import Flask

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.database import db
from elearning.quizzes.content import Scenario
from elearning.quizzes.publishing import QuizLibrary, import_quiz_library
from tests.course import BEGIN, GO_ON, lesson, open_session, publish, read
from tests.integration.quizzes.test_quiz import Quiz
from tests.integration.quizzes.weighing import Weigher
from tests.integration.quizzes.weighing import publish as publish_dilemmas
from tests.pages import Page, PageClient
from tests.people import People
from tests.unit.progress.courses import FIELD, OPERATIONS, UNIFORMITY, bank, dilemma

EMPLOYEE, LEADER, EXECUTIVE = FoundationRole
FIRST = dilemma("et", UNIFORMITY, position=2)
SECOND = dilemma("to", OPERATIONS, position=3)
QUIZ = bank(BEGIN.slug)


@pytest.fixture
def learner(app: Flask, client: PageClient, person: Person) -> PageClient:
    """Somebody with a module of two lessons, two dilemmas and a quiz, and a lesson in another module."""
    # The second dilemma has the place of the second lesson.
    publish(
        app,
        lesson("foerst", read("a")),
        lesson("midt", read("a"), position=3),
        lesson("sidst", read("a"), module=GO_ON),
    )
    publish_quizzes(app, FIRST, SECOND)
    return open_session(client, person)


def publish_quizzes(app: Flask, *scenarios: Scenario) -> None:
    with app.app_context():
        import_quiz_library(QuizLibrary(scenarios, (QUIZ,)))
        db.session.commit()


def tasks(page: Page) -> list[str]:
    return [str(link["href"]) for link in page.soup.select(".lesson-card h3 a")]


def read_lesson(client: PageClient, slug: str) -> Page:
    return client.post(f"/lessons/{slug}/a", {"csrf_token": client.token()})


def main_button(page: Page) -> Tag:
    (button,) = page.soup.select(".lesson-moves a.button-primary")
    return button


def test_lessons_and_dilemmas_share_one_numbering_and_the_quiz_is_last(learner: PageClient) -> None:
    assert tasks(learner.get("/")) == [
        "/lessons/foerst",
        "/scenarios/et",
        "/lessons/midt",
        "/scenarios/to",
        "/quiz/begynd",
        "/lessons/sidst",
    ]


def test_a_dilemma_that_moved_stands_at_its_new_place(app: Flask, learner: PageClient) -> None:
    publish_dilemmas(app, FIRST.model_copy(update={"position": 99}))
    assert tasks(learner.get("/"))[:5] == [
        "/lessons/foerst",
        "/lessons/midt",
        "/scenarios/to",
        "/scenarios/et",
        "/quiz/begynd",
    ]


def test_a_module_may_have_dilemmas_alone(app: Flask, learner: PageClient) -> None:
    publish_dilemmas(app, dilemma("tre", FIELD, module=GO_ON.slug, position=1))
    publish(app, lesson("sidst", read("a"), module=GO_ON, audience=(EXECUTIVE,)))
    page = learner.get("/")
    assert tasks(page)[-1] == "/scenarios/tre"
    assert "2. Videre frem" in page.text


class TestTheEndOfATask:
    def test_of_a_lesson_leads_to_the_dilemma_after_it(self, learner: PageClient) -> None:
        page = read_lesson(learner, "foerst")
        assert f"Næste: Dilemma: {FIRST.title}" in page.text
        assert page.follow("Begynd").url == f"/scenarios/{FIRST.slug}/situation"

    def test_of_a_dilemma_leads_to_the_lesson_after_it(self, learner: PageClient) -> None:
        weigher = Weigher(learner, FIRST).to_the_reveal()
        button = main_button(weigher.see("reveal"))
        assert (button.get_text(strip=True), button["href"]) == ("Næste: Lektion midt", "/lessons/midt")

    def test_of_the_last_dilemma_leads_to_the_quiz(self, learner: PageClient) -> None:
        page = Weigher(learner, SECOND).to_the_reveal().see("reveal")
        assert page.follow(f"Næste: Quiz: {BEGIN.title}").url == "/quiz/begynd"

    def test_of_a_quiz_leads_into_the_next_module(self, learner: PageClient) -> None:
        quiz = Quiz(learner, QUIZ)
        quiz.pass_it()
        page = quiz.see()
        assert main_button(page)["href"] == "/lessons/sidst"
        assert page.follow("Næste: Lektion sidst").url == "/lessons/sidst/a"
        assert page.link("Tilbage til mit forløb") == "/"

    def test_of_a_quiz_that_is_not_passed_leads_nowhere_else(self, learner: PageClient) -> None:
        quiz = Quiz(learner, QUIZ)
        assert "Næste" not in quiz.see().text
        quiz.begin()
        quiz.answer(0)
        assert "Næste:" not in quiz.see().text

    def test_leads_past_what_is_done(self, learner: PageClient) -> None:
        read_lesson(learner, "midt")
        page = Weigher(learner, FIRST).to_the_reveal().see("reveal")
        assert main_button(page)["href"] == f"/scenarios/{SECOND.slug}"

    def test_leads_back_to_what_was_left_out(self, learner: PageClient) -> None:
        for slug in ("midt", "sidst"):
            read_lesson(learner, slug)
        Quiz(learner, QUIZ).pass_it()
        page = Weigher(learner, SECOND).to_the_reveal().see("reveal")
        assert main_button(page)["href"] == "/lessons/foerst"

    def test_that_is_seen_again_still_leads_on(self, learner: PageClient) -> None:
        weigher = Weigher(learner, FIRST).to_the_reveal()
        read_lesson(learner, "midt")
        assert main_button(weigher.see("reveal"))["href"] == f"/scenarios/{SECOND.slug}"

    def test_is_no_dead_end_when_everything_is_done(self, learner: PageClient) -> None:
        for slug in ("foerst", "midt", "sidst"):
            read_lesson(learner, slug)
        Quiz(learner, QUIZ).pass_it()
        for scenario in (FIRST, SECOND):
            Weigher(learner, scenario).to_the_reveal()
        for address in (f"/scenarios/{SECOND.slug}/reveal", "/quiz/begynd"):
            page = learner.get(address)
            assert "Næste:" not in page.text
            assert learner.get(str(main_button(page)["href"])).status == 200
        assert "Du er igennem det hele" in learner.get("/").text


class TestTwoRoles:
    """Two roles are not twice the work: the lessons of both, and as many dilemmas as one role has."""

    @pytest.fixture
    def journeys(self, app: Flask, people: People) -> dict[str, Page]:
        """The journeys of an employee, a leader, and somebody who is both."""
        roles = {"employee": EMPLOYEE, "leader": LEADER}
        publish(
            app,
            *(lesson(f"som-{name}", read("a"), audience=(role,)) for name, role in roles.items()),
        )
        publish_dilemmas(
            app,
            *(
                dilemma(f"{name}-{number}-{balance}", balance, position=number, required_for=[name])
                for name in roles
                for number, balance in enumerate((UNIFORMITY, OPERATIONS, FIELD, FIELD), start=2)
            ),
            dilemma("faelles", OPERATIONS, position=9, required_for=list(roles)),
        )
        persons = [
            people.add(),
            people.add(role=LEADER),
            people.add(role=EMPLOYEE, second_role=LEADER),
        ]
        names = (*roles, "both")
        return {
            name: open_session(PageClient(app), person).get("/")
            for name, person in zip(names, persons, strict=True)
        }

    def test_have_the_lessons_of_both(self, journeys: dict[str, Page]) -> None:
        both = {address for address in tasks(journeys["both"]) if address.startswith("/lessons/")}
        assert both == {"/lessons/som-employee", "/lessons/som-leader"}

    def test_have_as_many_dilemmas_as_one_and_some_of_each(self, journeys: dict[str, Page]) -> None:
        dilemmas = {
            name: {address for address in tasks(page) if "scenarios" in address}
            for name, page in journeys.items()
        }
        assert {name: len(found) for name, found in dilemmas.items()} == {
            "employee": 5,
            "leader": 5,
            "both": 5,
        }
        assert "/scenarios/faelles" in dilemmas["both"]
        for role in ("employee", "leader"):
            assert len(dilemmas["both"] & dilemmas[role]) >= 2
        for balance in (UNIFORMITY, FIELD):
            assert any(balance in address for address in dilemmas["both"])

    def test_count_only_what_is_in_the_journey(self, journeys: dict[str, Page]) -> None:
        assert "0 af 16 trin" in journeys["employee"].text  # a step to read, and three pages a dilemma
        assert "0 af 17 trin" in journeys["both"].text

    def test_find_the_others_beside_it(self, app: Flask, journeys: dict[str, Page]) -> None:
        assert app
        page = journeys["both"]
        beside = page.follow("Se dem alle")
        addresses = {str(link["href"]) for link in beside.soup.select(".shelves h3 a")}
        assert len(addresses) == 4
        assert not addresses & set(tasks(page))

    def test_keep_the_same_selection_from_visit_to_visit(self, journeys: dict[str, Page]) -> None:
        page = journeys["both"]
        assert {tuple(tasks(page.client.get("/"))) for _visit in range(3)} == {tuple(tasks(page))}
