"""HR writes the questions of a module's quiz: draft, preview, publish, history, and who is under way."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.audit import AuditEntry
from elearning.authoring.models import Draft
from elearning.database import db
from elearning.modules.content import Option
from elearning.quizzes.models import QuestionBankRevision, QuizAnswer, QuizAttempt, QuizPass
from elearning.quizzes.publishing import QuizLibrary, export_quiz_library, import_quiz_library
from elearning.quizzes.question_bank import (
    ChooseQuestion,
    QuestionBank,
    SortItem,
    SortQuestion,
    parse_bank,
    write_bank,
)
from tests.course import BEGIN, GO_ON, rows
from tests.integration.authoring.writing import autosave, newest_copy, press_publish, sent, write
from tests.pages import PageClient
from tests.statements import statements

LIST = "/hr/questions"
EDIT = f"{LIST}/{BEGIN.slug}/edit"
PUBLISH = f"{LIST}/{BEGIN.slug}/publish"
QUIZ = f"/quiz/{BEGIN.slug}"

BANK = QuestionBank(
    module=BEGIN.slug,
    questions=(
        ChooseQuestion(
            slug="goddag",
            question="Hvad siger vi først?",
            options=(
                Option(text="Goddag", correct=True),
                Option(text="Farvel", explanation="Det er til sidst."),
            ),
            pages=(3,),
        ),
        SortQuestion(
            slug="hvornaar",
            question="Hvornår siger vi det?",
            groups=("Først", "Sidst"),
            items=(
                SortItem(text="Hej", group=1, explanation="Det er en hilsen."),
                SortItem(text="Vi ses", group=2, explanation="Det er et farvel."),
            ),
            pages=(3, 4),
        ),
    ),
)


@pytest.fixture(autouse=True)
def bank(app: Flask, course: None) -> QuestionBank:  # noqa: ARG001 - its module
    with app.app_context():
        import_quiz_library(QuizLibrary((), (BANK,)))
        db.session.commit()
    return BANK


def draft(app: Flask) -> Draft:
    (found,) = rows(app, Draft)
    return found


class TestTheList:
    def test_has_each_module_with_the_number_of_its_questions_and_its_state(self, hr: PageClient) -> None:
        page = hr.get(LIST)
        assert "2 spørgsmål." in page.text
        assert "Udgivet" in page.text
        assert "Der er ingen spørgsmål endnu, så modulet har ingen quiz." in page.text
        write(page.follow(BEGIN.title), do="delete.1")
        assert "1 spørgsmål." in hr.get(LIST).text
        assert "Ændringer på vej" in hr.get(LIST).text

    def test_costs_the_same_whatever_is_written(self, app: Flask, hr: PageClient) -> None:
        hr.get(LIST)
        with app.app_context(), statements(db.engine) as sent_:
            hr.get(LIST)
        assert len(sent_) <= 5

    def test_begins_the_questions_of_a_module_that_has_none(self, app: Flask, hr: PageClient) -> None:
        page = hr.get(LIST).press("Begynd at skrive")
        assert page.heading == f"Quiz: {GO_ON.title}"
        hr.post(f"{LIST}/{GO_ON.slug}/begin", {"csrf_token": hr.token()})
        assert [each.slug for each in rows(app, Draft)] == [GO_ON.slug]
        assert [each.action for each in rows(app, AuditEntry)] == ["bank.added"]
        write(page, do="add", new__kind="choose", new__title="Hvor skal vi hen?")
        assert "Der er 0 her. Mindst 1" not in hr.get(page.url).text


class TestTheEditor:
    def test_without_a_change_sends_back_what_is_published_byte_for_byte(
        self, app: Flask, hr: PageClient
    ) -> None:
        write(hr.get(EDIT))
        assert rows(app, Draft) == []

    def test_keeps_what_is_written(self, app: Flask, hr: PageClient) -> None:
        page = write(hr.get(EDIT), questions__1__question="Hvad siger vi aller først?")
        data = draft(app).data
        assert data
        assert data["questions"][0]["question"] == "Hvad siger vi aller først?"
        assert data["questions"][1] == {
            "slug": "hvornaar",
            "kind": "sort",
            "question": "Hvornår siger vi det?",
            "groups": ["Først", "Sidst"],
            "items": [
                {"text": "Hej", "group": 1, "explanation": "Det er en hilsen."},
                {"text": "Vi ses", "group": 2, "explanation": "Det er et farvel."},
            ],
            "pages": [3, 4],
        }
        assert "Kladden er gemt" in page.text

    def test_adds_moves_deletes_and_puts_back_questions(self, hr: PageClient) -> None:
        page = write(hr.get(EDIT), do="add", new__kind="sort", new__title="Hvor hører det til?")
        page = write(page, do="up.3")
        page = write(page, do="delete.1")
        assert "»Hvad siger vi først?« er slettet." in page.text
        page = write(page, do="undo.1")
        asked = [sent(page)[f"questions.{number}.question"] for number in (1, 2, 3)]
        assert asked == [["Hvad siger vi først?"], ["Hvor hører det til?"], ["Hvornår siger vi det?"]]

    def test_adds_and_deletes_answers_groups_and_what_is_put_in_them(self, hr: PageClient) -> None:
        page = hr.get(EDIT)
        for button in (
            "more.1.options",
            "more.2.groups",
            "more.2.items",
            "drop.1.options.2",
            "drop.2.groups.1",
        ):
            page = write(page, do=button)
        fields = sent(page)
        assert fields["questions.1.options.2.text"] == [""]
        assert "questions.1.options.3.text" not in fields
        assert [fields[f"questions.2.groups.{number}"] for number in (1, 2)] == [["Sidst"], [""]]
        chosen = page.soup.select("[name='questions.2.items.1.group'] option[selected]")
        assert not chosen
        assert "questions.2.items.3.text" in fields

    def test_what_is_deleted_can_be_put_back_where_it_was(self, hr: PageClient) -> None:
        before = sent(hr.get(EDIT))
        page = write(hr.get(EDIT), do="drop.1.options.1")
        card = page.soup.select_one("#questions-1 #removed-1")
        assert card
        assert "er slettet." in card.get_text()
        page = write(page, do="drop.2.groups.2")
        page = write(write(page, do="undo.2"), do="undo.1")
        after = sent(page)
        assert {name: said for name, said in after.items() if name.startswith("questions.")} == {
            name: said for name, said in before.items() if name.startswith("questions.")
        }

    def test_says_what_is_wrong_at_its_field(self, hr: PageClient) -> None:
        page = write(hr.get(EDIT), do="add", new__kind="sort", new__title="Hvor hører det til?")
        write(page, questions__1__question="", questions__1__options__2__explanation="")
        page = hr.get(f"{EDIT}?check=1")
        told = {
            field: str(page.soup.select_one(f"#{field}-error"))
            for field in (
                "questions-1-question",
                "questions-1-options-2-explanation",
                "questions-3-groups-1",
                "questions-3-items-2-group",
                "questions-3-items-1-text",
            )
        }
        assert "Skriv spørgsmålet." in told["questions-1-question"]
        assert "Forklar, hvorfor" in told["questions-1-options-2-explanation"]
        assert "Skriv, hvad gruppen hedder." in told["questions-3-groups-1"]
        assert "Vælg den rigtige gruppe." in told["questions-3-items-2-group"]

    def test_says_that_no_answer_is_right(self, hr: PageClient) -> None:
        fields = sent(hr.get(EDIT))
        del fields["questions.1.options.1.correct"]
        hr.post(EDIT, {**fields, "questions.1.options.1.explanation": "Nej.", "do": "save"})
        assert "Markér mindst ét svar som rigtigt." in hr.get(f"{EDIT}?check=1").text

    def test_advises_enough_questions_to_draw_from(self, hr: PageClient) -> None:
        assert "Skriv mindst 12" in hr.get(f"{LIST}/{BEGIN.slug}/preview").text

    def test_is_previewed_with_the_right_answers(self, hr: PageClient) -> None:
        page = write(hr.get(EDIT), do="preview", questions__2__groups__1="Straks")
        assert "Hej → Straks" in page.text
        assert not page.soup.select(".preview-choices a[href*='role=leader&width=wide']")

    def test_of_two_at_once_the_second_sees_both_texts(self, hr: PageClient, colleague: PageClient) -> None:
        mine, theirs = hr.get(EDIT), colleague.get(EDIT)
        write(theirs, questions__1__question="Deres spørgsmål?")
        page = write(mine, status=409, questions__1__question="Mit spørgsmål?")
        assert [each.get_text(strip=True) for each in page.soup.select("ins")] == ["Mit"]
        assert autosave(mine, questions__1__question="Mit?").status_code == 409
        assert "Mit spørgsmål?" in write(page).soup.select_one("#questions-1-question").get_text()  # type: ignore[union-attr]  # it is there

    @pytest.mark.parametrize("do", ["more.9.options", "drop.1.items.1", "up.", "undo.1", "add", "x"])
    def test_what_no_button_says_is_refused(self, hr: PageClient, do: str) -> None:
        write(hr.get(EDIT), status=400, do=do, new__kind="essay")


class TestPublishing:
    def test_shows_the_difference_word_by_word(self, hr: PageClient) -> None:
        write(hr.get(EDIT), questions__2__items__1__group="2", questions__1__options__1__text="Hej hej")
        page = hr.get(PUBLISH)
        assert [each.get_text(strip=True) for each in page.soup.select("ins")] == ["Hej hej", "Sidst"]
        assert "Spørgsmål 1: Hvad siger vi først?" in page.text
        assert not page.soup.select("input[name=redo]")

    def test_makes_a_revision_that_says_who_and_why(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), questions__1__question="Hvad siger vi?")
        page = press_publish(hr, url=PUBLISH, note="Kortere")
        assert "er udgivet" in page.text
        old, new = rows(app, QuestionBankRevision)
        assert (old.state, new.state, new.number) == ("archived", "published", 2)
        assert (new.note, new.published_by, new.is_substantial) == ("Kortere", "Hanne Hr", False)
        assert new.outline
        assert parse_bank(new.text).questions[0].question == "Hvad siger vi?"
        with app.app_context():
            assert write_bank(parse_bank(new.text)) == export_quiz_library()[f"{BEGIN.slug}/quiz.yaml"]
        assert rows(app, AuditEntry)[-1].action == "bank.published"

    def test_is_not_done_while_something_is_wrong(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), questions__1__question="")
        assert "Skriv spørgsmålet." in hr.get(PUBLISH).text
        values = {"csrf_token": hr.token(), "version": "1", "size": "small", "note": "x"}
        hr.post(PUBLISH, values, status=422)
        assert len(rows(app, QuestionBankRevision)) == 1

    def test_lets_who_is_under_way_finish_with_what_they_were_given(
        self, app: Flask, hr: PageClient, learner: PageClient
    ) -> None:
        learner.get(QUIZ).press("Begynd")
        write(hr.get(EDIT), do="delete.1")
        assert "1 er i gang" in hr.get(PUBLISH).text
        press_publish(hr, url=PUBLISH)
        answer_everything(learner)
        assert len(rows(app, QuizPass)) == 1
        assert {each.question for each in rows(app, QuizAnswer)} == {"goddag", "hvornaar"}

    def test_takes_nothing_from_who_has_passed(self, app: Flask, hr: PageClient, learner: PageClient) -> None:
        learner.get(QUIZ).press("Begynd")
        answer_everything(learner)
        write(hr.get(EDIT), do="delete.1")
        assert "1 har klaret quizzen" in hr.get(PUBLISH).text
        press_publish(hr, url=PUBLISH, size="substantial")
        assert len(rows(app, QuizPass)) == 1
        learner.get(QUIZ).press("Tag quizzen igen")
        assert [each.questions for each in rows(app, QuizAttempt)][-1] == ["hvornaar"]


class TestHistory:
    @pytest.fixture(autouse=True)
    def _published(self, hr: PageClient, bank: QuestionBank) -> None:  # noqa: ARG002 - there is one
        write(hr.get(EDIT), questions__1__question="Hvad siger vi?")
        press_publish(hr, url=PUBLISH, note="Kortere")

    def test_compares_any_two(self, hr: PageClient) -> None:
        page = hr.get(f"{LIST}/{BEGIN.slug}/history/compare?from=1&to=2")
        assert [each.get_text(strip=True) for each in page.soup.select("del")] == ["vi først?"]

    def test_lets_an_old_text_be_the_draft(self, app: Flask, hr: PageClient) -> None:
        page = hr.get(f"{LIST}/{BEGIN.slug}/history/1").press("Brug teksten som kladde")
        assert sent(page)["questions.1.question"] == ["Hvad siger vi først?"]
        press_publish(hr, url=PUBLISH)
        first, _second, third = rows(app, QuestionBankRevision)
        assert third.text == first.text

    def test_gives_no_new_question_the_address_of_an_old_one(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), do="delete.1")
        press_publish(hr, url=PUBLISH)
        write(hr.get(EDIT), do="add", new__kind="choose", new__title="Goddag")
        data = draft(app).data
        assert data
        assert [each["slug"] for each in data["questions"]] == ["hvornaar", "goddag-2"]


def answer_everything(learner: PageClient) -> None:
    """Answer the quiz that is begun until everything is right."""
    right: dict[str, dict[str, Any]] = {
        "goddag": {"chosen": "0"},
        "hvornaar": {"item-0": "1", "item-1": "2"},
    }
    for _ in right:
        page = learner.get(QUIZ)
        asked = page.soup.select_one("input[name=question]")
        assert asked is not None
        page.press("Svar", **right[str(asked["value"])])


def test_nobody_but_hr_gets_at_the_right_answers(learner: PageClient, anna: Person) -> None:
    assert not anna.is_hr
    learner.get(LIST, status=403)
    learner.get(EDIT, status=403)


def test_a_draft_that_was_discarded_can_be_had_back(app: Flask, hr: PageClient) -> None:
    write(hr.get(EDIT), questions__1__question="Hvad siger vi?")
    hr.get(EDIT).press("Kassér det, der er skrevet")
    assert draft(app).data is None
    page = newest_copy(hr, f"{LIST}/{BEGIN.slug}/history")
    assert [each.get_text(strip=True) for each in page.soup.select("del")] == ["vi først?"]
    page.press("Gør den til kladde igen")
    stored = draft(app).data
    assert stored
    assert stored["questions"][0]["question"] == "Hvad siger vi?"
