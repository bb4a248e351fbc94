"""The lesson editor: without a script, with one, and by two people at once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from elearning.audit import AuditEntry
from elearning.authoring.lesson_data import data_of
from tests.course import GREETING, rows
from tests.integration.authoring.writing import EDIT, autosave, draft, sent, write
from tests.pages import Page, PageClient


def standing(page: Page) -> str:
    """Give what the top of the editor says."""
    return text_of(str(page.soup.select_one("[data-standing]")))


def said(response: TestResponse) -> str:
    """Give what the script is told to say there."""
    return text_of(response.get_json()["standing"])


def text_of(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html5lib").get_text(" ").split())


def slugs_of(page: Page) -> list[list[str]]:
    """Give the slugs of the steps that a page has in its form."""
    return [said for name, said in sent(page).items() if re.fullmatch(r"steps\.\d+\.slug", name)]


class TestOpening:
    def test_shows_what_is_published_and_stores_nothing(self, app: Flask, hr: PageClient) -> None:
        page = hr.get(EDIT)
        assert page.heading == "Lektion hilsen"
        assert sent(page)["steps.2.question"] == ["Hvad siger vi først?"]
        assert draft(app) is None

    def test_a_lesson_that_does_not_exist_is_not_found(self, hr: PageClient) -> None:
        hr.get("/hr/lessons/ukendt/edit", status=404)

    def test_with_check_each_field_says_what_is_wrong_with_it(self, hr: PageClient) -> None:
        write(hr.get(EDIT), steps__1__text="", title="")
        page = hr.get(f"{EDIT}?check=1")
        assert "Skriv en titel." in str(page.soup.select_one("#title-error"))
        assert "Skriv trinnets tekst." in str(page.soup.select_one("#steps-1-text-error"))
        assert page.link("Trin 1: Skriv trinnets tekst.").endswith("#steps-1-text")

    def test_before_that_each_part_has_one_line_that_leads_to_it(self, hr: PageClient) -> None:
        page = write(hr.get(EDIT), steps__1__text="", steps__1__title="", title="", steps__2__pages="tre")
        assert page.link("Titel: 1 mangler").endswith("#title")
        assert page.link("Trin: 3 skal rettes").endswith("#steps")
        assert "Skriv trinnets titel." not in page.text
        asked = hr.raw.get("/hr/lessons/hilsen/preview?part=1&check=1").text
        assert "Skriv trinnets titel." in asked

    def test_it_says_that_it_saves_itself_and_who_sees_it(self, hr: PageClient) -> None:
        assert "bliver gemt undervejs. Kun HR ser det, indtil du udgiver det." in hr.get(EDIT).text


class TestSaving:
    def test_the_form_as_it_stands_changes_nothing(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT))
        assert draft(app) is None

    def test_a_change_is_kept_and_shown_again(self, app: Flask, hr: PageClient) -> None:
        page = write(hr.get(EDIT), title="Vi hilser", audience=["leader"])
        assert "Kladden er gemt." in page.text
        stored = draft(app)
        assert stored is not None
        assert (stored.version, stored.base, stored.saved_by) == (1, 1, "Hanne Hr")
        expected = {**data_of(GREETING), "title": "Vi hilser", "audience": ["leader"]}
        assert stored.data == expected
        assert hr.get(EDIT).heading == "Vi hilser"

    def test_what_is_wrong_is_kept_too(self, app: Flask, hr: PageClient) -> None:
        page = write(hr.get(EDIT), title="", steps__2__pages="tre")
        stored = draft(app)
        assert stored
        assert stored.data
        assert stored.data["steps"][1]["pages"] == ["tre"]
        assert "Titel: 1 mangler" in page.text

    def test_learners_see_nothing_of_it(self, hr: PageClient, learner: PageClient) -> None:
        write(hr.get(EDIT), steps__1__title="Kun en kladde")
        assert "Kun en kladde" not in learner.get("/lessons/hilsen").text

    def test_writing_it_back_as_it_was_ends_the_draft(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), title="Vi hilser")
        write(hr.get(EDIT), title="Lektion hilsen")
        stored = draft(app)
        assert stored
        assert (stored.data, stored.version) == (None, 2)

    def test_the_first_saving_is_logged_and_typing_on_is_not(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), title="Et")
        write(hr.get(EDIT), title="Nummer to")
        assert [(each.action, each.by_name) for each in rows(app, AuditEntry)] == [
            ("lesson.draft_begun", "Hanne Hr")
        ]

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
    def test_a_version_that_is_none_is_refused(self, hr: PageClient, version: str) -> None:
        response = hr.raw.post(EDIT, data={**sent(hr.get(EDIT)), "version": version})
        assert response.status_code in {400, 409}

    def test_a_form_of_garbage_is_kept_or_refused_but_no_error(self, hr: PageClient) -> None:
        token = sent(hr.get(EDIT))["csrf_token"]
        garbage = {
            "steps.1.kind": "\ud800x\x00",
            "steps.1.options.1.text": "y",
            "steps.2": "z",
            "steps.01.a": "b",
        }
        encoded = {name: text.encode("utf-8", "replace").decode() for name, text in garbage.items()}
        response = hr.raw.post(EDIT, data={"csrf_token": token, "version": "0", **encoded})
        assert response.status_code == 302
        hr.get(EDIT)


class TestSteps:
    def test_a_step_is_added_with_a_slug_from_its_title(self, hr: PageClient) -> None:
        page = write(hr.get(EDIT), do="add", new__kind="check", new__title="Hånd på hjertet")
        assert sent(page)["steps.6.slug"] == ["haand-paa-hjertet"]

    def test_a_deleted_step_can_be_put_back_also_by_a_colleague(
        self, app: Flask, hr: PageClient, colleague: PageClient
    ) -> None:
        write(hr.get(EDIT), do="delete.2")
        page = write(colleague.get(EDIT), title="Vi hilser")
        assert "»Én er rigtig« er slettet." in page.text
        write(page, do="undo.1")
        stored = draft(app)
        assert stored
        assert stored.data == {**data_of(GREETING), "title": "Vi hilser"}

    def test_nothing_is_put_back_into_a_text_whose_draft_a_colleague_discarded(
        self, hr: PageClient, colleague: PageClient
    ) -> None:
        mine = write(hr.get(EDIT), do="delete.1")
        colleague.get(EDIT).press("Kassér det, der er skrevet")
        page = write(mine, do="undo.1", title="Min nye titel", status=409)
        assert sent(page)["title"] == ["Min nye titel"]

    def test_what_a_colleague_deleted_since_is_not_put_back_in_place_of_what_the_page_says(
        self, app: Flask, hr: PageClient, colleague: PageClient
    ) -> None:
        mine = write(hr.get(EDIT), do="delete.1")
        write(write(colleague.get(EDIT), do="undo.1"), do="delete.2")
        before = draft(app)
        for do in ("undo.1", "delete.1"):
            page = write(mine, do=do, status=409)
            assert slugs_of(page) == slugs_of(mine)
        after = draft(app)
        assert before
        assert after
        assert (after.version, after.data) == (before.version, before.data)

    def test_moving_saves_what_was_written_too(self, hr: PageClient) -> None:
        page = write(hr.get(EDIT), do="up.2", title="Vi hilser")
        assert page.heading == "Vi hilser"
        assert sent(page)["steps.1.slug"] == ["en"]

    def test_a_button_that_does_not_exist_is_refused(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), do="explode.1", title="Vi hilser", status=400)
        assert draft(app) is None


class TestAutosave:
    def test_answers_with_the_new_version(self, hr: PageClient) -> None:
        page = hr.get(EDIT)
        assert autosave(page, title="A").get_json()["version"] == 1
        assert autosave(page, title="B", version=1).get_json()["version"] == 2

    def test_says_how_it_stands_with_the_text_as_the_page_says_it(
        self, hr: PageClient, colleague: PageClient
    ) -> None:
        page = hr.get(EDIT)
        assert standing(page) == "Udgivet"
        assert said(autosave(page)) == "Udgivet"  # nothing is written yet
        begun = said(autosave(page, title="A"))
        assert begun.startswith("Ændringer på vej Kladden er gemt af Hanne Hr den ")
        assert standing(hr.get(EDIT)) == begun
        assert "af Henny Hr den" in said(autosave(colleague.get(EDIT), title="B"))
        assert said(autosave(hr.get(EDIT), title="Lektion hilsen")) == standing(hr.get(EDIT)) == "Udgivet"

    def test_the_same_text_twice_is_no_conflict(self, hr: PageClient) -> None:
        page = hr.get(EDIT)
        autosave(page, title="A")
        assert autosave(page, title="A").get_json()["version"] == 1


class TestTwoPeople:
    def test_the_second_sees_who_wrote_what_and_loses_nothing(
        self, app: Flask, hr: PageClient, colleague: PageClient
    ) -> None:
        mine, theirs = hr.get(EDIT), colleague.get(EDIT)
        write(theirs, summary="Om at hilse pænt.")
        page = write(mine, summary="Om at hilse glad.", status=409)
        assert "Henny Hr gemte kladden " in page.text
        assert [each.get_text(strip=True) for each in page.soup.select("del")] == ["pænt."]
        assert [each.get_text(strip=True) for each in page.soup.select("ins")] == ["glad."]
        stored = draft(app)
        assert stored
        assert stored.data
        assert stored.data["summary"] == "Om at hilse pænt."
        assert sent(page)["summary"] == ["Om at hilse glad."]
        write(page)  # with both before one's eyes, saving is a choice
        stored = draft(app)
        assert stored
        assert stored.data
        assert stored.data["summary"] == "Om at hilse glad."

    def test_the_script_gets_both_texts(self, hr: PageClient, colleague: PageClient) -> None:
        mine, theirs = hr.get(EDIT), colleague.get(EDIT)
        write(theirs, title="Deres")
        response = autosave(mine, title="Min")
        assert response.status_code == 409
        answer = response.get_json()
        assert (answer["stored"]["title"], answer["yours"]["title"]) == ("Deres", "Min")
        assert (answer["version"], answer["saved_by"]) == (1, "Henny Hr")
        assert re.fullmatch(
            r"Henny Hr gemte kladden \d+\. \w+ \d{4} kl\. \d\d\.\d\d\. Intet er gået tabt\.", answer["said"]
        )

    def test_who_writes_in_a_draft_that_was_put_back_is_told(
        self, hr: PageClient, colleague: PageClient
    ) -> None:
        write(hr.get(EDIT), title="Vi hilser")
        mine = hr.get(EDIT)
        write(colleague.get(EDIT), title="Lektion hilsen")
        page = write(mine, title="Vi hilser igen", status=409)
        assert "er blevet udgivet eller sat tilbage" in page.text
        assert sent(page)["title"] == ["Vi hilser igen"]

    def test_of_many_at_the_same_moment_exactly_one_is_stored(self, app: Flask, hr: PageClient) -> None:
        values = {**sent(hr.get(EDIT)), "version": "0"}
        cookie = hr.raw.get_cookie("elearning_session")
        assert cookie

        def save(number: int) -> int:
            other = app.test_client()
            other.set_cookie("elearning_session", cookie.value)
            return other.post(EDIT, data={**values, "title": f"Nr. {number}"}).status_code

        with ThreadPoolExecutor(8) as pool:
            statuses = sorted(pool.map(save, range(8)))
        assert statuses == [302] + [409] * 7
        stored = draft(app)
        assert stored
        assert stored.version == 1


class TestPreview:
    @pytest.mark.parametrize("address", ["", "?role=leader&width=phone", "?role=x&width=y", "?part=1"])
    def test_shows_the_draft(self, hr: PageClient, address: str) -> None:
        write(hr.get(EDIT), steps__1__text="Vi **hilser** <b>her</b>.")
        response = hr.raw.get(f"/hr/lessons/hilsen/preview{address}")
        assert response.status_code == 200
        assert "<strong>hilser</strong> &lt;b&gt;her" in response.text
        if "part" not in address:
            hr.get(f"/hr/lessons/hilsen/preview{address}")

    def test_says_to_whom_it_is_not_shown(self, hr: PageClient) -> None:
        write(hr.get(EDIT), audience=["leader"])
        page = hr.get("/hr/lessons/hilsen/preview?role=employee")
        assert "Den, der er medarbejder, ser det ikke." in page.text
        assert "Læs foerste" not in page.text


@pytest.mark.parametrize("address", ["edit", "publish", "history", "preview", "retire", "history/1"])
def test_only_hr_comes_here(learner: PageClient, address: str) -> None:
    learner.get(f"/hr/lessons/hilsen/{address}", status=403)
