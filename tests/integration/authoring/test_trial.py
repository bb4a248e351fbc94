"""HR tries a dilemma while it is written: as a learner would, and nothing of it is kept."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person
from elearning.authoring import drafts
from elearning.authoring.models import Draft, DraftKind
from elearning.authoring.rules import Writing
from elearning.authoring.scenario_data import data_of
from elearning.database import Base, db
from elearning.quizzes import rules
from elearning.quizzes.content import Scenario
from tests.course import BEGIN
from tests.integration.quizzes.weighing import (
    ANSWER,
    EMPLOYEE,
    HOW,
    ON_THE_BOARD,
    STAY,
    TWO,
    Given,
    crowd,
    own_words,
    publish,
    revised,
    text_of,
)
from tests.pages import Page, PageClient

TRY = f"/hr/scenarios/{TWO}/try"
NOT_COUNTED = "Prøve: tæller ikke med"
GO_ON = "Fortsæt"
POSITIONS = (0, -2)


@pytest.fixture
def dilemma(app: Flask, course: None) -> Scenario:  # noqa: ARG001 - its module
    text = revised(text_of(TWO), module=BEGIN.slug, position=7)
    publish(app, text)
    return text


def write_draft(app: Flask, text: Scenario, by: Person, **changes: Any) -> None:  # noqa: ANN401 - as in the form
    """Begin or go on with a draft of the dilemma."""
    with app.app_context():
        key = drafts.Key(DraftKind.SCENARIO, text.slug)
        current = drafts.find(key)
        version = current.version if current else 0
        drafts.save(key, Writing({**data_of(text), **changes}, []), version=version, base=1, by=by)
        db.session.commit()


def boards(text: Scenario) -> dict[str, Any]:
    first, second = text.balances
    return {first: str(POSITIONS[0]), f"how-{first}": HOW, second: str(POSITIONS[1])}


def after(text: Scenario, position: str, how: str = "") -> dict[str, Any]:
    touched = text.new_fact.balance
    return {touched: position, f"how-{touched}": how}


def option(text: Scenario, *, right: bool) -> int:
    drawn = rules.draw_price(text, POSITIONS)
    return next(each for each in drawn if rules.judge_price(text, POSITIONS, each).right is right)


def weigh(hr: PageClient, text: Scenario) -> Page:
    return hr.get(TRY).press(ON_THE_BOARD, **boards(text))


def to_the_new_fact(hr: PageClient, text: Scenario) -> Page:
    return weigh(hr, text).press(ANSWER, option=option(text, right=True)).press(GO_ON)


def all_rows(app: Flask) -> dict[str, int]:
    with app.app_context():
        counts = {
            table.name: db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
        db.session.rollback()
    return counts


class TestATrial:
    def test_goes_through_the_learners_pages_and_stores_nothing(
        self, app: Flask, hr: PageClient, dilemma: Scenario
    ) -> None:
        before = all_rows(app)
        pages = [hr.get(TRY), weigh(hr, dilemma)]
        assert "Ikke med den vægt" in pages[-1].press(ANSWER, option=option(dilemma, right=False)).text
        pages.append(pages[-1].press(ANSWER, option=option(dilemma, right=True)))
        assert dilemma.price[option(dilemma, right=True)].explanation in pages[-1].text
        pages.append(pages[-1].press(GO_ON))
        assert own_words(dilemma.new_fact.text.split("\n")[0][:40]) in pages[-1].text
        pages.append(pages[-1].press(STAY, stay="1"))
        assert all(NOT_COUNTED in page.text for page in pages)
        assert all(own_words(voice.reason) in str(pages[-1].soup) for voice in dilemma.voices)
        assert all_rows(app) == before

    def test_may_move_the_weight_after_the_new_fact(self, hr: PageClient, dilemma: Scenario) -> None:
        page = to_the_new_fact(hr, dilemma).press(ON_THE_BOARD, **after(dilemma, "3"))
        assert "Den nye oplysning flyttede dig." in page.text

    def test_holds_no_voice_before_the_learner_would_hear_one(
        self, hr: PageClient, dilemma: Scenario
    ) -> None:
        shown = [str(page.soup) for page in (hr.get(TRY), weigh(hr, dilemma), to_the_new_fact(hr, dilemma))]
        assert not [voice for voice in dilemma.voices for page in shown if own_words(voice.reason) in page]

    def test_shows_no_pictures_of_others_and_says_so(
        self, app: Flask, hr: PageClient, dilemma: Scenario
    ) -> None:
        crowd(app, TWO, [Given(EMPLOYEE, POSITIONS)] * 20)
        page = to_the_new_fact(hr, dilemma).press(STAY, stay="1")
        assert not page.soup.select(".spread")
        assert "I en prøve vises der ikke noget her." in page.text

    def test_begins_again_from_any_page(self, hr: PageClient, dilemma: Scenario) -> None:
        again = to_the_new_fact(hr, dilemma).follow("Forfra")
        assert again.form(ON_THE_BOARD)
        assert not again.soup.select(".stills")

    def test_leads_back_to_the_text(self, hr: PageClient, dilemma: Scenario) -> None:
        assert weigh(hr, dilemma).link("Tilbage til teksten").endswith(f"/hr/scenarios/{TWO}/edit")


class TestWhatIsNotAccepted:
    def test_is_said_at_the_board_and_nothing_is_lost(self, hr: PageClient, dilemma: Scenario) -> None:
        first, second = dilemma.balances
        page = hr.get(TRY).press(
            ON_THE_BOARD, status=422, **{**boards(dilemma), second: "1", f"how-{first}": ""}
        )
        assert "Skriv i én sætning" in page.text
        assert page.soup.select_one(f"input[name={second}][value='1'][checked]")
        assert page.press(ON_THE_BOARD, **{**boards(dilemma), second: "1"}).form(ANSWER)

    def test_is_said_at_the_price(self, hr: PageClient, dilemma: Scenario) -> None:
        page = weigh(hr, dilemma).press(ANSWER, status=422)
        assert "Vælg et svar." in page.text
        assert page.press(ANSWER, option=option(dilemma, right=True)).form(GO_ON)

    def test_is_said_at_the_new_fact(self, hr: PageClient, dilemma: Scenario) -> None:
        page = to_the_new_fact(hr, dilemma)
        refused = page.press(ON_THE_BOARD, status=422, **after(dilemma, "0", how=" "))
        assert "Skriv i én sætning" in refused.text
        assert NOT_COUNTED in refused.text

    @pytest.mark.parametrize("played", ["", "x", "{}", "[]", "\0", '{"text": ""}', "[" * 100_000])
    def test_garbage_for_what_was_answered_is_refused(
        self, hr: PageClient, dilemma: Scenario, played: str
    ) -> None:
        values = {"csrf_token": hr.token(), "played": played, **boards(dilemma)}
        assert hr.raw.post(TRY, data=values).status_code in {302, 400}

    def test_answers_of_another_kind_are_refused(self, hr: PageClient, dilemma: Scenario) -> None:
        page = weigh(hr, dilemma)
        assert page.press(ANSWER, status=422, option="1" * 500).form(ANSWER)
        played = str(page.soup.select_one("input[name=played]")["value"])  # type: ignore[index]  # it is there
        other = played.replace('"price":[]', '"price":[99]')
        assert other != played
        page.press(ANSWER, status=400, played=other)

    def test_a_post_without_the_token_is_refused(self, hr: PageClient, dilemma: Scenario) -> None:
        assert hr.raw.post(TRY, data=boards(dilemma)).status_code == 400


class TestTheDraft:
    def test_is_what_is_tried(self, app: Flask, hr: PageClient, dilemma: Scenario, hanne: Person) -> None:
        write_draft(app, dilemma, hanne, title="Fire breve til Mads")
        assert hr.get(TRY).heading == "Fire breve til Mads"

    def test_begins_the_trial_again_when_it_is_changed_meanwhile(
        self, app: Flask, hr: PageClient, dilemma: Scenario, hanne: Person
    ) -> None:
        page = weigh(hr, dilemma)
        write_draft(app, dilemma, hanne, title="Fire breve til Mads")
        again = page.press(ANSWER, option=option(dilemma, right=True))
        assert "Teksten er ændret" in again.text
        assert again.form(ON_THE_BOARD)

    def test_that_lacks_something_says_what_and_leads_to_its_field(
        self, app: Flask, hr: PageClient, dilemma: Scenario, hanne: Person
    ) -> None:
        page = weigh(hr, dilemma)
        write_draft(app, dilemma, hanne, situation="")
        lacking = page.press(ANSWER, status=422, option=1)
        assert "Skriv situationen." in lacking.text
        assert lacking.link("Skriv situationen.").endswith("/edit?check=1#situation")
        assert hr.get(TRY).text == lacking.text

    def test_is_not_touched_by_a_trial(
        self, app: Flask, hr: PageClient, dilemma: Scenario, hanne: Person
    ) -> None:
        write_draft(app, dilemma, hanne, title="Fire breve til Mads")
        weigh(hr, revised(dilemma, title="Fire breve til Mads")).follow("Forfra")
        with app.app_context():
            assert [each.version for each in db.session.scalars(sa.select(Draft))] == [1]


def test_a_dilemma_that_there_is_not_cannot_be_tried(hr: PageClient) -> None:
    hr.get("/hr/scenarios/findes-ikke/try", status=404)
