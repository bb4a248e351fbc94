"""Private notes: saved in every way one can leave the page, and never lost."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.modules.models import StepCompletion
from tests.course import open_session, rows
from tests.integration.modules.noting import NOTE, TEXT, autosave, stored, version, written
from tests.pages import Page, PageClient


@pytest.fixture
def second(learner: PageClient, person: Person) -> PageClient:
    """The same person on another device."""
    return open_session(learner.another(), person)


def test_next_saves_the_note_and_leads_on(app: Flask, learner: PageClient) -> None:
    page = learner.get(NOTE).press("Næste", text=TEXT)
    assert page.url == "/lessons/hilsen/cirkler"
    assert stored(app) == [(TEXT, 1)]
    assert [row.step for row in rows(app, StepCompletion)] == ["taenk"]


def test_gem_noten_saves_the_note_and_stays(app: Flask, learner: PageClient) -> None:
    page = learner.get(NOTE).press("Gem noten", text=TEXT)
    assert page.url == NOTE
    assert "Din note er gemt." in page.text
    assert written(page) == TEXT
    assert stored(app) == [(TEXT, 1)]
    assert rows(app, StepCompletion) == []


def test_writing_nothing_is_allowed(app: Flask, learner: PageClient) -> None:
    assert learner.get(NOTE).press("Næste").url == "/lessons/hilsen/cirkler"
    assert stored(app) == []


def test_a_note_comes_back_on_another_device(learner: PageClient, second: PageClient) -> None:
    learner.get(NOTE).press("Næste", text=TEXT)
    assert written(second.get(NOTE)) == TEXT


def test_autosave_answers_with_the_new_version(app: Flask, learner: PageClient) -> None:
    assert autosave(learner, "Min", 0) == (200, {"version": 1})
    assert autosave(learner, "Min nabo", 1) == (200, {"version": 2})
    assert stored(app) == [("Min nabo", 2)]
    assert rows(app, StepCompletion) == []


def test_saving_after_autosave_goes_on_from_its_version(app: Flask, learner: PageClient) -> None:
    page = learner.get(NOTE)
    autosave(learner, "Min", 0)
    page.press("Gem noten", text=TEXT, version=1)
    assert stored(app) == [(TEXT, 2)]


def test_the_same_text_twice_is_no_conflict(app: Flask, learner: PageClient) -> None:
    assert autosave(learner, TEXT, 0) == (200, {"version": 1})
    assert autosave(learner, TEXT, 0) == (200, {"version": 1})  # the answer to the first one got lost
    learner.get(NOTE).press("Gem noten", text=TEXT, version=0)
    assert stored(app) == [(TEXT, 1)]


def test_the_same_text_is_the_same_whichever_line_ends_it_is_sent_with(
    app: Flask, learner: PageClient
) -> None:
    assert autosave(learner, "en\nto", 0) == (200, {"version": 1})
    assert autosave(learner, "en\r\nto", 0) == (200, {"version": 1})
    assert stored(app) == [("en\nto", 1)]


class TestTwoDevices:
    """Each loaded the note before the other saved it."""

    @pytest.fixture
    def late(self, learner: PageClient, second: PageClient) -> Page:
        """The page that the second device still has open when the first has saved."""
        page = second.get(NOTE)
        learner.get(NOTE).press("Gem noten", text="Fra den første.")
        return page

    @pytest.mark.parametrize("button", ["Næste", "Gem noten"])
    def test_the_later_one_sees_both_texts_and_nothing_is_lost(
        self, app: Flask, late: Page, button: str
    ) -> None:
        page = late.press(button, text="Fra den anden.", status=409)
        assert "Du har også skrevet på en anden enhed" in page.text
        assert page.soup.select_one("blockquote").get_text() == "Fra den første."  # type: ignore[union-attr]
        assert written(page) == "Fra den anden."
        assert stored(app) == [("Fra den første.", 1)]
        assert rows(app, StepCompletion) == []

    def test_saving_once_more_keeps_what_the_learner_then_has(self, app: Flask, late: Page) -> None:
        page = late.press("Næste", text="Fra den anden.", status=409)
        assert page.press("Næste", text="Fra dem begge.").url == "/lessons/hilsen/cirkler"
        assert stored(app) == [("Fra dem begge.", 2)]

    def test_a_third_save_in_between_is_a_conflict_again(
        self, app: Flask, learner: PageClient, late: Page
    ) -> None:
        page = late.press("Næste", text="Fra den anden.", status=409)
        learner.get(NOTE).press("Gem noten", text="Fra den første igen.")
        page = page.press("Næste", text="Fra den anden.", status=409)
        assert "Fra den første igen." in page.text
        assert stored(app) == [("Fra den første igen.", 2)]

    def test_autosave_gives_the_other_text_and_its_version(
        self, app: Flask, late: Page, second: PageClient
    ) -> None:
        assert autosave(second, "Fra den anden.", version(late)) == (
            409,
            {"text": "Fra den første.", "version": 1},
        )
        assert stored(app) == [("Fra den første.", 1)]

    @pytest.mark.usefixtures("late")
    def test_a_note_deleted_on_the_other_device_is_said_to_be(
        self, app: Flask, learner: PageClient, second: PageClient
    ) -> None:
        page = second.get(NOTE)
        learner.get("/notes").press("Slet noten")
        page = page.press("Gem noten", text="Videre på den.", status=409)
        assert "(noten blev slettet)" in page.text
        page.press("Gem noten")
        assert stored(app) == [("Videre på den.", 1)]

    def test_the_same_words_on_both_are_no_conflict(self, app: Flask, late: Page) -> None:
        late.press("Næste", text="Fra den første.")
        assert stored(app) == [("Fra den første.", 1)]


@pytest.mark.parametrize("text", ["", "   ", "\r\n \n"])
def test_an_emptied_note_is_gone(app: Flask, learner: PageClient, text: str) -> None:
    learner.get(NOTE).press("Gem noten", text=TEXT)
    learner.get(NOTE).press("Gem noten", text=text)
    assert stored(app) == []


def test_a_note_can_be_deleted_from_mine_noter(app: Flask, learner: PageClient) -> None:
    learner.get(NOTE).press("Næste", text=TEXT)
    page = learner.get("/notes").press("Slet noten")
    assert page.url == "/notes"
    assert "Din note er slettet." in page.text
    assert TEXT not in page.text
    assert stored(app) == []
    assert [row.step for row in rows(app, StepCompletion)] == ["taenk"]  # the step stays done


def test_deleting_twice_is_harmless(learner: PageClient) -> None:
    learner.get(NOTE).press("Gem noten", text=TEXT)
    page = learner.get("/notes")
    page.press("Slet noten")
    assert page.press("Slet noten").url == "/notes"


def test_a_note_that_is_too_long_is_refused_and_kept_in_the_field(app: Flask, learner: PageClient) -> None:
    text = "æ" * 5001
    page = learner.get(NOTE).press("Næste", text=text, status=422)
    assert "En note kan være på 5000 tegn." in page.text
    assert written(page) == text
    assert autosave(learner, text, 0) == (422, {"error": "En note kan være på 5000 tegn."})
    assert stored(app) == []


def test_a_note_of_the_greatest_length_is_kept_whole(app: Flask, learner: PageClient) -> None:
    text = ("æ" * 99 + "\n") * 50
    learner.get(NOTE).press("Gem noten", text=text.replace("\n", "\r\n"))  # as a browser sends it
    assert stored(app) == [(text, 1)]


@pytest.mark.parametrize("number", ["-1", "x", "1.5", "9" * 5000])
def test_a_version_that_cannot_be_is_refused_with_the_text_kept(
    app: Flask, learner: PageClient, number: str
) -> None:
    page = learner.get(NOTE).press("Gem noten", text=TEXT, version=number, status=422)
    assert written(page) == TEXT
    status, answer = autosave(learner, TEXT, number)
    assert (status, answer) == (422, {"error": "Noten blev ikke gemt."})
    assert stored(app) == []


def test_a_note_without_the_forms_token_is_refused(app: Flask, learner: PageClient) -> None:
    learner.post(NOTE, {"text": TEXT}, status=400)
    assert stored(app) == []


@pytest.mark.parametrize("step", ["foerste", "en", "cirkler"])
def test_only_a_reflection_takes_a_note(app: Flask, learner: PageClient, step: str) -> None:
    values = {"csrf_token": learner.token(), "text": TEXT, "version": 0}
    learner.post(f"/lessons/hilsen/{step}/note", values, status=404)
    assert stored(app) == []


HOSTILE = "<script>alert(1)</script>\n</textarea><b>fed</b> & \"citat\" 'enkelt' {{ 7 * 7 }} 🌳 æøå"


def test_markup_newlines_and_emoji_in_a_note_are_text(app: Flask, learner: PageClient) -> None:
    page = learner.get(NOTE).press("Gem noten", text=HOSTILE)
    assert written(page) == HOSTILE
    shown = learner.get("/notes").soup.select_one(".note-text")
    assert shown is not None
    assert shown.get_text() == HOSTILE
    assert shown.select("*") == []
    assert stored(app) == [(HOSTILE, 1)]


def test_a_first_line_break_is_kept(learner: PageClient) -> None:
    page = learner.get(NOTE).press("Gem noten", text="\n\nTredje linje")
    assert written(page) == "\n\nTredje linje"


def test_a_character_that_no_database_can_hold_is_left_out(app: Flask, learner: PageClient) -> None:
    learner.get(NOTE).press("Gem noten", text="før\x00efter")
    assert stored(app) == [("førefter", 1)]
