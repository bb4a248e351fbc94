"""A learner whom HR asks for steps of a lesson again: told why, still under way, and losing nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import Tag
from flask import Flask

from elearning.accounts.models import Person
from elearning.clock import pretend, today
from elearning.config import settings
from elearning.database import db
from elearning.modules import service
from elearning.modules.content import parse_lesson
from elearning.modules.models import CheckAnswer, Lesson, LessonRevision, Note, Relation, StepCompletion
from elearning.modules.place import Place
from elearning.modules.publishing import publish
from elearning.progress.deadlines import Status
from elearning.progress.models import ProgressSummary
from elearning.progress.summaries import status_in_sql, status_of
from tests.course import read, rows
from tests.integration.authoring.writing import EDIT, press_publish, write
from tests.integration.progress.summing import differing
from tests.pages import Page, PageClient

HILSEN = "/lessons/hilsen"
DAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
CHANGED = "Teksten er ændret 24. november 2026."
MEANWHILE = "Teksten blev ændret, mens du havde siden åben."


def ask_again(hr: PageClient, *, do: str = "save", redo: str = "y", **changes: Any) -> None:  # noqa: ANN401 - texts
    """Change the lesson so that those who did the changed steps must do them again."""
    with pretend(DAY):
        write(hr.get(EDIT), do=do, **changes)
        press_publish(hr, size="substantial", redo=redo)


def reworded(hr: PageClient) -> None:
    ask_again(hr, steps__1__text="Helt andre ord.")


def card(page: Page) -> str:
    found = page.soup.select_one(f".lesson-card:has(a[href='{HILSEN}'])")
    assert found
    return words(found)


def words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def done(app: Flask) -> dict[str, int]:
    """Give the steps that are done, with the number of the text that was before the learner."""
    numbers = {row.id: row.number for row in rows(app, LessonRevision)}
    return {row.step: numbers[row.revision_id] for row in rows(app, StepCompletion)}


class TestWhy:
    def test_is_said_on_the_journey_with_the_day_and_never_in_hrs_words(
        self, hr: PageClient, learner: PageClient
    ) -> None:
        learner.get(f"{HILSEN}/foerste").press("Næste")
        with pretend(DAY):
            write(hr.get(EDIT), steps__1__text="Helt andre ord.")
            press_publish(hr, size="substantial", redo="y", note="Kun for os i HR")
        page = learner.get("/")
        assert f"{CHANGED} Tag det ændrede trin igen." in card(page)
        assert f"{CHANGED} Tag det ændrede trin igen." in words(page.soup.select(".next-step")[0])
        assert page.soup.select(f"details[open] a[href='{HILSEN}']")
        assert "Kun for os i HR" not in page.text

    def test_is_said_on_the_changed_step_and_the_others_lead_to_it(
        self, hr: PageClient, learner: PageClient
    ) -> None:
        for step in ("foerste", "cirkler"):
            learner.get(f"{HILSEN}/{step}").press("Næste" if step == "foerste" else "Afslut lektionen")
        reworded(hr)
        page = learner.get(HILSEN)
        assert page.heading == "Læs foerste"
        assert f"{CHANGED} Tag trinnet igen." in page.text
        other = learner.get(f"{HILSEN}/cirkler")
        assert f"{CHANGED} Tag det ændrede trin igen:" in other.text
        assert other.follow("Læs foerste").url == page.url

    def test_is_no_longer_said_when_it_is_done_again(self, hr: PageClient, learner: PageClient) -> None:
        learner.get(f"{HILSEN}/foerste").press("Næste")
        reworded(hr)
        learner.get(f"{HILSEN}/foerste").press("Næste")
        assert CHANGED not in learner.get("/").text
        assert CHANGED not in learner.get(f"{HILSEN}/foerste").text

    def test_is_not_said_to_who_had_not_done_it_nor_where_it_need_not_be_done_again(
        self, hr: PageClient, learner: PageClient
    ) -> None:
        reworded(hr)
        assert CHANGED not in learner.get("/").text
        learner.get(f"{HILSEN}/foerste").press("Næste")
        ask_again(hr, redo="", steps__1__text="Endnu andre ord.")
        assert CHANGED not in learner.get("/").text


class TestWhoHadDoneOneStep:
    def test_is_still_under_way_wherever_it_is_counted(
        self, app: Flask, hr: PageClient, learner: PageClient, anna: Person
    ) -> None:
        learner.get(f"{HILSEN}/foerste").press("Næste")
        reworded(hr)
        [row] = rows(app, ProgressSummary, person_id=anna.id)
        assert row.steps_done == 0
        with app.app_context():
            day = today(settings().zone)
            in_sql = db.session.scalar(
                sa.select(status_in_sql(day)).where(ProgressSummary.person_id == anna.id)
            )
            assert (status_of(row, day), in_sql) == (Status.UNDER_WAY, Status.UNDER_WAY)
        page = learner.get("/")
        assert "I gang" in page.soup.select(".journey-deadline")[0].get_text()
        assert "I gang" in card(page)
        assert differing(app) == []

    def test_is_counted_as_before_when_it_is_done_again(
        self, app: Flask, hr: PageClient, learner: PageClient, anna: Person
    ) -> None:
        learner.get(f"{HILSEN}/foerste").press("Næste")
        reworded(hr)
        learner.get(f"{HILSEN}/foerste").press("Næste")
        [row] = rows(app, ProgressSummary, person_id=anna.id)
        assert (row.steps_done, row.is_reopened) == (1, False)
        assert differing(app) == []


#: On SQLite one writes at a time.
AT_THE_SAME_TIME = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


class TestAnOldTab:
    def test_does_not_read_the_new_text_for_the_learner(
        self, app: Flask, hr: PageClient, learner: PageClient
    ) -> None:
        old = learner.get(f"{HILSEN}/foerste")
        reworded(hr)
        page = old.press("Næste")
        assert (page.heading, MEANWHILE in page.text) == ("Læs foerste", True)
        assert done(app) == {}
        page.press("Næste")
        assert done(app) == {"foerste": 2}

    @AT_THE_SAME_TIME
    def test_is_asked_again_also_when_the_new_text_is_published_in_the_same_moment(
        self, app: Flask, hr: PageClient, learner: PageClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old, real = learner.get(f"{HILSEN}/foerste"), service.complete_step
        publishing = Thread(target=reworded, args=(hr,))

        def while_it_is_published(place: Place, *, next_step: str | None) -> None:
            publishing.start()
            publishing.join(2)
            real(place, next_step=next_step)

        monkeypatch.setattr(service, "complete_step", while_it_is_published)
        old.press("Næste")
        publishing.join(30)
        assert done(app) == {}
        assert CHANGED in learner.get(f"{HILSEN}/foerste").text

    @AT_THE_SAME_TIME
    def test_that_is_sent_while_a_new_text_is_being_published_waits_for_it(
        self, app: Flask, learner: PageClient
    ) -> None:
        old, pages = learner.get(f"{HILSEN}/foerste"), []
        reading = Thread(target=lambda: pages.append(old.press("Næste")))
        with app.app_context():
            item = db.session.query(Lesson).filter_by(slug="hilsen").one()
            text = parse_lesson(db.session.query(LessonRevision).filter_by(lesson_id=item.id).one().text)
            steps = (read("foerste", 30), *text.steps[1:])
            publish(item, text.model_copy(update={"steps": steps}))
            reading.start()
            reading.join(1)
            db.session.commit()
        reading.join(30)
        assert [MEANWHILE in page.text for page in pages] == [True]
        assert done(app) == {}

    def test_counts_where_the_step_is_the_same_or_the_change_is_small(
        self, app: Flask, hr: PageClient, learner: PageClient
    ) -> None:
        first = learner.get(f"{HILSEN}/foerste")
        ask_again(hr, steps__4__question="Hvem hilser du på i morgen?")
        assert first.press("Næste").url == f"{HILSEN}/en"
        write(hr.get(EDIT), steps__2__question="Hvad siger vi allerførst?")
        press_publish(hr)
        other = learner.get(f"{HILSEN}/en")
        write(hr.get(EDIT), steps__2__question="Hvad siger vi?")
        press_publish(hr)
        assert "Det er rigtigt" in other.press("Svar", chosen="1").text
        assert done(app) == {"foerste": 2, "en": 3}

    def test_answers_no_other_question_than_was_asked(
        self, app: Flask, hr: PageClient, learner: PageClient
    ) -> None:
        old = learner.get(f"{HILSEN}/en")
        swapped: dict[str, Any] = {
            "steps__2__options__1__text": "Goddag",
            "steps__2__options__2__text": "Farvel",
        }
        write(hr.get(EDIT), **swapped)
        press_publish(hr)
        page = old.press("Svar", chosen="1")
        assert MEANWHILE in page.text
        assert not page.soup.select("[name=chosen][checked]")
        assert rows(app, CheckAnswer) == []

    def test_keeps_a_note_with_the_question_it_answers(
        self, app: Flask, hr: PageClient, learner: PageClient
    ) -> None:
        old = learner.get(f"{HILSEN}/taenk")
        ask_again(hr, steps__4__question="Hvem hilser du på i morgen?")
        page = old.press("Næste", text="Min nabo.")
        assert (page.url, MEANWHILE in page.text) == (f"{HILSEN}/taenk", True)
        [field] = page.soup.select("textarea[name=text]")
        assert field.get_text() == "Min nabo."
        assert "Hvem hilste du på i går?" in learner.get("/notes").text
        assert done(app) == {}
        page.press("Næste", text="Min nabo og min chef.")
        assert "Hvem hilser du på i morgen?" in learner.get("/notes").text
        assert done(app) == {"taenk": 2}

    @pytest.mark.parametrize("button", ["Næste", "Gem noten"])
    def test_keeps_a_note_to_a_step_that_is_gone(
        self, app: Flask, hr: PageClient, learner: PageClient, button: str
    ) -> None:
        old = learner.get(f"{HILSEN}/taenk")
        ask_again(hr, do="delete.4")
        page = old.press(button, text="Min nabo.")
        assert (page.url, "Min nabo." in page.text) == ("/notes", True)
        assert [row.text for row in rows(app, Note)] == ["Min nabo."]
        old.press(button, text="æ" * 5001, status=422)
        assert done(app) == {}

    def test_with_a_step_to_read_that_is_gone_leads_into_the_lesson(
        self, app: Flask, hr: PageClient, learner: PageClient
    ) -> None:
        old = learner.get(f"{HILSEN}/foerste")
        ask_again(hr, do="delete.1")
        page = old.press("Næste")
        assert (page.url, MEANWHILE in page.text) == (f"{HILSEN}/en", True)
        assert done(app) == {}

    def test_keeps_a_relation_to_a_step_that_is_gone(
        self, app: Flask, hr: PageClient, learner: PageClient
    ) -> None:
        old = learner.get(f"{HILSEN}/cirkler")
        ask_again(hr, do="delete.5")
        page = old.press("Placér", name="Kaj", circle="naere")
        assert (page.url, "Kaj" in page.text) == ("/notes", True)
        assert [row.name for row in rows(app, Relation)] == ["Kaj"]

    @pytest.mark.parametrize("revision", ["", "-1", "99999999", "9" * 30, "²", "en"])
    def test_with_a_text_that_never_was_counts_as_the_one_of_now(
        self, app: Flask, hr: PageClient, learner: PageClient, revision: str
    ) -> None:
        old = learner.get(f"{HILSEN}/foerste")
        reworded(hr)
        old.press("Næste", revision=revision)
        assert done(app) == {"foerste": 2}
        learner.post(
            f"{HILSEN}/findes-ikke", {"csrf_token": learner.token(), "revision": revision}, status=404
        )


def test_a_check_that_was_right_before_is_asked_again(
    app: Flask, hr: PageClient, learner: PageClient
) -> None:
    learner.get(f"{HILSEN}/en").press("Svar", chosen="1")
    ask_again(hr, steps__2__question="Hvad siger vi allerførst?")
    page = learner.get(f"{HILSEN}/en")
    assert "Det er rigtigt" not in page.text
    assert "Det er rigtigt" in page.press("Svar", chosen="1").text
    assert done(app) == {"en": 2}
