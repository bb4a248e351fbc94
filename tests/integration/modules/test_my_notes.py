"""All of one's notes on one page, and on nobody else's."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.modules.models import LessonRevision, Note
from tests.course import BEGIN, GO_ON, GREETING, NEXT, REFLECT, lesson, open_session, publish, read, rows
from tests.integration.modules.noting import NOTE, TEXT, autosave, stored, written
from tests.pages import PageClient
from tests.people import People


class TestMineNoter:
    """The page where all of one's notes are collected."""

    def test_says_how_notes_get_there_when_there_are_none(self, learner: PageClient) -> None:
        page = learner.get("/notes")
        assert "Du har ingen noter endnu." in page.text
        assert page.follow("Tilbage til mit forløb").url == "/"

    def test_lists_notes_in_the_courses_order_whenever_they_were_written(
        self, app: Flask, learner: PageClient
    ) -> None:
        late = [REFLECT.model_copy(update={"slug": s, "question": f"Spørgsmål {s}?"}) for s in ("x", "y")]
        publish(app, GREETING, lesson("sidste", *late, module=GO_ON, position=2))
        for url, text in (
            ("/lessons/sidste/y", "nr. 3"),
            ("/lessons/sidste/x", "nr. 2"),
            (NOTE, "nr. 1"),
        ):
            learner.get(url).press("Gem noten", text=text)
        page = learner.get("/notes")
        assert [note.get_text() for note in page.soup.select(".note-text")] == ["nr. 1", "nr. 2", "nr. 3"]
        assert [heading.get_text() for heading in page.soup.select(".note h2")] == [
            REFLECT.question,
            "Spørgsmål x?",
            "Spørgsmål y?",
        ]

    def test_follows_the_order_of_modules_when_it_changes(self, app: Flask, learner: PageClient) -> None:
        publish(app, GREETING, lesson("sidste", REFLECT, module=GO_ON))
        learner.get(NOTE).press("Gem noten", text="fra begyndelsen")
        learner.get("/lessons/sidste/taenk").press("Gem noten", text="fra det næste")
        publish(app, modules=(GO_ON, BEGIN))
        texts = [note.get_text() for note in learner.get("/notes").soup.select(".note-text")]
        assert texts == ["fra det næste", "fra begyndelsen"]

    def test_leads_back_to_where_a_note_was_written(self, learner: PageClient) -> None:
        learner.get(NOTE).press("Gem noten", text=TEXT)
        assert learner.get("/notes").follow("Skriv videre").url == NOTE

    def test_shows_the_question_as_it_was_asked(self, app: Flask, learner: PageClient) -> None:
        learner.get(NOTE).press("Gem noten", text=TEXT)
        asked_anew = REFLECT.model_copy(update={"question": "Hvem hilser du på i dag?"})
        publish(app, lesson("hilsen", asked_anew))
        heading = learner.get("/notes").soup.select_one(".note h2")
        assert heading is not None
        assert heading.get_text() == "Hvem hilste du på i går?"
        learner.get(NOTE).press("Gem noten", text=f"{TEXT} Og én til.")  # written to the new question
        assert "Hvem hilser du på i dag?" in learner.get("/notes").text

    def test_keeps_a_note_whose_step_is_gone_and_lets_it_be_deleted(
        self, app: Flask, learner: PageClient
    ) -> None:
        learner.get(NOTE).press("Gem noten", text=TEXT)
        publish(app, lesson("hilsen", read("foerste")), NEXT)
        page = learner.get("/notes")
        assert TEXT in page.text
        assert REFLECT.question in page.text
        assert "Skriv videre" not in page.text  # there is nowhere to go on
        assert TEXT not in page.press("Slet noten").text
        assert stored(app) == []

    def test_a_note_is_pinned_to_the_revision_in_front_of_its_writer(
        self, app: Flask, learner: PageClient
    ) -> None:
        learner.get(NOTE).press("Gem noten", text=TEXT)
        publish(app, lesson("hilsen", read("foerste", 3), REFLECT))
        assert written(learner.get(NOTE)) == TEXT
        numbers = {row.id: row.number for row in rows(app, LessonRevision, title="Lektion hilsen")}
        assert [numbers[row.revision_id] for row in rows(app, Note)] == [1]


class TestNobodyElse:
    """A note is its writer's alone, whoever else is asking."""

    @pytest.mark.parametrize("kind", ["employee", "leader", "executive", "hr"])
    def test_sees_a_note(self, learner: PageClient, people: People, kind: str) -> None:
        learner.get(NOTE).press("Næste", text=TEXT)
        other = open_session(learner.another(), _of_kind(people, kind))
        for url in (NOTE, "/notes", "/", "/lessons/hilsen/cirkler"):
            assert TEXT not in other.raw.get(url).text, url

    @pytest.mark.parametrize("kind", ["employee", "leader", "executive", "hr"])
    def test_changes_or_deletes_a_note(
        self, app: Flask, learner: PageClient, people: People, kind: str
    ) -> None:
        learner.get(NOTE).press("Næste", text=TEXT)
        person = _of_kind(people, kind)
        other = open_session(learner.another(), person)
        token = {"csrf_token": other.token()}
        other.post(f"{NOTE}/note/delete", token)
        assert autosave(other, "Ikke min.", 1) == (409, {"text": "", "version": 0})
        other.post(NOTE, {**token, "text": "Min egen.", "version": 0})
        texts = {row.person_id == person.id: row.text for row in rows(app, Note)}
        assert texts == {False: TEXT, True: "Min egen."}

    def test_who_is_not_signed_in_gets_anywhere_near(self, app: Flask, learner: PageClient) -> None:
        learner.get(NOTE).press("Næste", text=TEXT)
        visitor = learner.another()
        assert visitor.get("/notes").heading == "Log ind"
        token = {"csrf_token": visitor.token()}
        for url in (NOTE, f"{NOTE}/note", f"{NOTE}/note/delete"):
            visitor.post(url, {**token, "text": "Ikke min.", "version": 1}, status=403)
        assert stored(app) == [(TEXT, 1)]


def _of_kind(people: People, kind: str) -> Person:
    if kind == "hr":
        return people.add("Hanne Hr", is_hr=True)
    return people.add(f"En {kind}", role=FoundationRole(kind))
