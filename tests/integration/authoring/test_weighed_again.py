"""A learner whom HR asks to weigh a dilemma again: told why, counted once, and losing nothing they sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.clock import pretend
from elearning.database import db
from elearning.progress.models import ProgressSummary
from elearning.quizzes.models import (
    PanelReason,
    PriceAnswer,
    Round,
    Scenario,
    ScenarioRevision,
    Takeaway,
    Weighting,
)
from elearning.quizzes.service import ask_person_again
from tests.course import open_session, rows
from tests.integration.authoring.scenarios import DILEMMA, TEXT
from tests.integration.authoring.test_scenario_publish import revisions, rewrite
from tests.integration.certificates.finishing import change_person
from tests.integration.progress.summing import differing
from tests.integration.quizzes.weighing import HOW, ON_THE_BOARD, Weigher
from tests.pages import Page, PageClient
from tests.people import People

pytestmark = pytest.mark.usefixtures("dilemmas")

DAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
CHANGED = "Teksten er ændret 24. november 2026."
NOT_KEPT = "Dit svar blev ikke gemt, fordi siden var fra før."
FIRST, SECOND = TEXT.balances


@pytest.fixture
def weigher(learner: PageClient) -> Weigher:
    return Weigher(learner, TEXT)


@pytest.fixture
def done(weigher: Weigher) -> Weigher:
    return weigher.to_the_reveal(2, 3)


def ask_again(hr: PageClient) -> None:
    with pretend(DAY):
        rewrite(hr, size="substantial", redo="y")


def weighings(app: Flask, person: Person) -> set[tuple[int, int]]:
    """Give the number of the text and the round of everything that the person has weighed."""
    number = {row.id: row.number for row in rows(app, ScenarioRevision)}
    return {(number[row.revision_id], row.round) for row in rows(app, Weighting, person_id=person.id)}


def board(page: Page, balance: str) -> str:
    [found] = page.soup.select(f"section[aria-labelledby=balance-{balance}]")
    return " ".join(found.get_text(" ").split())


class TestWhy:
    def test_is_said_on_the_journey_and_on_the_pages_of_the_dilemma_until_it_is_done(
        self, hr: PageClient, done: Weigher
    ) -> None:
        ask_again(hr)
        [card] = done.client.get("/").soup.select(f".lesson-card:has(a[href='/scenarios/{DILEMMA}'])")
        assert f"{CHANGED} Vej dilemmaet igen." in " ".join(card.get_text(" ").split())
        assert f"{CHANGED} Vej dilemmaet igen." in done.see().text
        done.to_the_price(1, 1)
        assert CHANGED in done.see().text
        done.to_the_reveal(1, 1)
        assert CHANGED not in done.see().text
        assert CHANGED not in done.client.get("/").text

    def test_names_the_day_of_the_change_where_a_renewal_asks_after_a_smaller_one(
        self, app: Flask, hr: PageClient, done: Weigher, anna: Person
    ) -> None:
        with pretend(DAY):
            rewrite(hr, size="substantial", redo="")
        with pretend(DAY + timedelta(days=3)):
            rewrite(hr)
        with app.app_context():
            ask_person_again(anna.id, [row.id for row in db.session.query(Scenario)])
            db.session.commit()
        assert CHANGED in done.see().text

    def test_leaves_them_under_way_although_it_was_all_they_had_done(
        self, app: Flask, hr: PageClient, done: Weigher, anna: Person
    ) -> None:
        ask_again(hr)
        [row] = rows(app, ProgressSummary, person_id=anna.id)
        assert (row.steps_done, row.has_begun) == (0, True)
        assert "I gang" in done.client.get("/").soup.select(".journey-deadline")[0].get_text()
        assert differing(app) == []
        done.to_the_reveal(1, 1)
        assert differing(app) == []


class TestMyBalance:
    def test_counts_the_old_weighting_until_the_new_one_is_complete(
        self, hr: PageClient, done: Weigher
    ) -> None:
        ask_again(hr)
        before = board(done.client.get("/balance"), FIRST)
        done.to_the_new_fact(-3, -3)
        assert board(done.client.get("/balance"), FIRST) == before
        assert "Overvejende vægt på differentiering" in before

    def test_then_counts_only_the_new_one_and_still_tells_the_old(
        self, hr: PageClient, done: Weigher
    ) -> None:
        ask_again(hr)
        done.to_the_reveal(-3, -3)
        page = done.client.get("/balance")
        assert len(page.soup.select(".my-marks li")) == len(page.soup.select(".my-earlier li")) == 2
        [mark] = page.soup.select(f"section[aria-labelledby=balance-{FIRST}] .my-marks li")
        [earlier] = page.soup.select(f"section[aria-labelledby=balance-{FIRST}] .my-earlier li")
        assert "Næsten al vægt på ensartethed" in mark.get_text()
        assert "Overvejende vægt på differentiering" in earlier.get_text()
        assert "1 vægtning fra før, teksten blev ændret" in board(page, FIRST)

    def test_gives_all_of_them_in_the_file(self, hr: PageClient, done: Weigher) -> None:
        ask_again(hr)
        done.to_the_reveal(-3, -3)
        given = done.client.raw.get("/balance/export").json
        assert given
        assert len(given["weightings"]) == 6


class TestAnOldTab:
    """Of who was done in another tab when HR asked for it again."""

    def test_with_the_situation_says_so_and_keeps_what_was_written(
        self, app: Flask, hr: PageClient, weigher: Weigher, anna: Person
    ) -> None:
        old = weigher.see("situation")
        sent: dict[str, Any] = {FIRST: "0", f"how-{FIRST}": "Jeg ringer selv.", SECOND: "1"}
        weigher.to_the_reveal()
        ask_again(hr)
        page = old.press(ON_THE_BOARD, status=409, **sent)
        assert "Teksten blev ændret, mens du havde siden åben" in page.text
        assert "Du har 1 dage." in page.text
        assert page.soup.select_one(f"[name=how-{FIRST}]").get_text() == "Jeg ringer selv."  # type: ignore[union-attr]
        assert page.soup.select(f"[name={SECOND}][value='1'][checked]")
        assert weighings(app, anna) == {(1, 1), (1, 2)}
        page.press(ON_THE_BOARD, **sent)
        assert weighings(app, anna) == {(1, 1), (1, 2), (2, 1)}

    def test_with_the_new_fact_keeps_what_was_written_too(
        self, app: Flask, hr: PageClient, weigher: Weigher, anna: Person
    ) -> None:
        touched = TEXT.new_fact.balance
        sent: dict[str, Any] = {touched: "0", f"how-{touched}": HOW}
        old = weigher.to_the_new_fact().see("new-fact")
        weigher.post("new-fact", {"stay": "1"})
        ask_again(hr)
        page = old.press(ON_THE_BOARD, status=409, **sent)
        assert page.soup.select_one(f"[name=how-{touched}]").get_text() == HOW  # type: ignore[union-attr]
        assert weighings(app, anna) == {(1, 1), (1, 2)}

    def test_with_the_price_is_no_answer_to_the_new_options(
        self, app: Flask, hr: PageClient, weigher: Weigher, anna: Person
    ) -> None:
        old = weigher.to_the_price(2, 3).see("price")
        right = weigher.options(2, 3)[True][0]
        weigher.to_the_reveal(2, 3)
        ask_again(hr)
        assert "så det tæller ikke med" in old.press("Svar", status=409, option=right).text
        weigher.to_the_price(2, 3)
        page = old.press("Svar", option=right)
        assert (page.url, NOT_KEPT in page.text) == (weigher.address("price"), True)
        new = revisions(app)[-1].id
        assert rows(app, PriceAnswer, person_id=anna.id, revision_id=new) == []

    def test_says_that_an_answer_to_deleted_ones_is_not_kept(self, weigher: Weigher) -> None:
        old = weigher.to_the_price(2, 3).see("price")
        right = weigher.options(2, 3)[True][0]
        weigher.client.get("/balance").press("Ja, slet mine vægtninger")
        page = old.press("Svar", option=right)
        assert (page.url, NOT_KEPT in page.text) == (weigher.address("situation"), True)

    def test_keeps_the_private_note(self, app: Flask, hr: PageClient, done: Weigher) -> None:
        old = done.see("reveal")
        ask_again(hr)
        page = old.press("Gem noten", text="Ring før kl. 10.")
        assert page.url == done.address("situation")
        assert "Din note er gemt." in page.text
        assert [row.text for row in rows(app, Takeaway)] == ["Ring før kl. 10."]
        assert "Ring før kl. 10." in done.client.get("/balance").text

    def test_gives_a_note_back_that_is_too_long_or_was_changed_elsewhere(
        self, hr: PageClient, done: Weigher
    ) -> None:
        old = done.see("reveal")
        ask_again(hr)
        page = old.press("Gem noten", text="æ" * 5001, status=422)
        page.press("Gem noten", text="Fra den ene.")
        again = old.press("Gem noten", text="Fra den anden.", status=409)
        assert "Fra den ene." in again.text
        assert "Fra den anden." in again.text

    def test_keeps_the_second_thought_with_what_was_weighed_before(
        self, app: Flask, hr: PageClient, done: Weigher, anna: Person
    ) -> None:
        old = done.see("second-thought")
        ask_again(hr)
        sent: dict[str, Any] = {FIRST: "-1", SECOND: "1"}
        page = old.press("Gem min anden tanke", **sent)
        assert "Din anden tanke er gemt." in page.text
        assert (1, int(Round.SECOND_THOUGHT)) in weighings(app, anna)
        assert page.url == done.address("situation")

    def test_keeps_the_reason_of_a_panel_member_with_the_text_it_is_about(
        self, app: Flask, hr: PageClient, people: People
    ) -> None:
        member = people.add("Pia Panel")
        change_person(app, member, is_panel=True)
        weigher = Weigher(open_session(hr.another(), member), TEXT).to_the_reveal()
        old = weigher.see("reveal")
        ask_again(hr)
        old.press("Gem min begrundelse", reason="Det haster ikke.")
        [reason] = rows(app, PanelReason)
        assert (reason.text, reason.revision_id) == ("Det haster ikke.", revisions(app)[0].id)

    def test_of_somebody_who_never_weighed_it_writes_nothing(
        self, app: Flask, hr: PageClient, weigher: Weigher
    ) -> None:
        ask_again(hr)
        for page in ("takeaway", "second-thought", "reason"):
            values = {"text": "x", "version": 0, "reason": "x", "revision": revisions(app)[0].id}
            assert weigher.post(page, values).status_code == 403
        assert rows(app, Takeaway) == []
