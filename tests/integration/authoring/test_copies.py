"""No draft is lost: what gives way to another text by choice is kept as a copy, and can be had back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from elearning.audit import AuditEntry
from elearning.authoring import copies, drafts
from elearning.authoring.models import DraftCopy, DraftKind, GaveWay
from elearning.clock import now
from elearning.database import db
from elearning.privacy import retention
from elearning.privacy.rules import Kind
from tests.course import rows
from tests.integration.authoring.writing import (
    EDIT,
    PUBLISH,
    autosave,
    draft,
    newest_copy,
    press_publish,
    sent,
    write,
)
from tests.pages import Page, PageClient

HISTORY = "/hr/lessons/hilsen/history"


def kept(app: Flask) -> list[tuple[str, str, str, str]]:
    """Give of each copy its title, who saved it, who replaced it, and why."""
    return [(each.data["title"], each.saved_by, each.replaced_by, each.why) for each in rows(app, DraftCopy)]


def title_of_draft(app: Flask) -> str | None:
    stored = draft(app)
    return stored.data["title"] if stored and stored.data else None


@pytest.fixture
def conflict(hr: PageClient, colleague: PageClient) -> Page:
    """Both have written, and the colleague was first."""
    mine, theirs = hr.get(EDIT), colleague.get(EDIT)
    write(theirs, title="Deres")
    return write(mine, title="Min", status=409)


class TestSavingOverAColleague:
    def test_keeps_a_copy_of_theirs(self, app: Flask, conflict: Page) -> None:
        assert kept(app) == []
        write(conflict)
        assert title_of_draft(app) == "Min"
        assert kept(app) == [("Deres", "Henny Hr", "Hanne Hr", GaveWay.OVERWRITTEN)]
        assert rows(app, AuditEntry, action="lesson.draft_replaced")[0].details == {"saved_by": "Henny Hr"}

    def test_by_whatever_button_keeps_it(self, app: Flask, conflict: Page) -> None:
        write(conflict, do="delete.1")
        assert [each[0] for each in kept(app)] == ["Deres"]

    def test_and_writing_on_keeps_no_more(self, app: Flask, hr: PageClient, conflict: Page) -> None:
        page = write(conflict)
        write(hr.get(EDIT), title="Min igen")
        autosave(page, version=2, title="Gammel")  # 409: another version is stored
        autosave(hr.get(EDIT), title="Min tredje")
        assert len(kept(app)) == 1

    def test_while_a_third_saves_keeps_nothing_and_asks_again(
        self, app: Flask, colleague: PageClient, conflict: Page
    ) -> None:
        write(colleague.get(EDIT), title="Deres igen")
        page = write(conflict, status=409)
        assert kept(app) == []
        write(page)
        assert [each[0] for each in kept(app)] == ["Deres igen"]

    def test_and_what_is_published_is_not_called_a_draft(
        self, app: Flask, hr: PageClient, colleague: PageClient
    ) -> None:
        mine = hr.get(EDIT)
        write(colleague.get(EDIT), title="Vi hilser")
        press_publish(colleague)
        write(write(mine, title="Min", status=409))
        assert (kept(app), title_of_draft(app)) == ([], "Min")


class TestLeavingOnesOwn:
    def test_keeps_a_copy_of_it_and_the_stored_one_stays(self, app: Flask, conflict: Page) -> None:
        page = write(conflict, do="aside")
        assert "De nyeste 20 gemmes i op til et år." in page.text
        assert title_of_draft(app) == "Deres"
        assert kept(app) == [("Min", "Hanne Hr", "Hanne Hr", GaveWay.SET_ASIDE)]
        assert rows(app, AuditEntry, action="lesson.set_aside")


class TestDiscarding:
    def test_keeps_a_copy_and_says_so(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), title="Vi råber")
        assert "kan ikke hentes tilbage" not in hr.get(EDIT).text
        page = hr.get(EDIT).press("Kassér det, der er skrevet")
        assert "Du finder en kopi under »Historik«." in page.text
        assert title_of_draft(app) is None
        assert kept(app) == [("Vi råber", "Hanne Hr", "Hanne Hr", GaveWay.DISCARDED)]
        details = {"number": 1, "saved_by": "Hanne Hr"}
        assert rows(app, AuditEntry, action="lesson.draft_discarded")[0].details == details

    def test_keeps_what_was_deleted_from_it_too(self, app: Flask, hr: PageClient) -> None:
        for title in ("Et nyt trin", "Et andet trin"):  # the rest is as published, so only they differ
            write(hr.get(EDIT), do="add", new__kind="read", new__title=title)
            write(hr.get(EDIT), do="delete.6")
            page = hr.get(EDIT).press("Kassér det, der er skrevet")
            assert "Du finder en kopi under »Historik«." in page.text
        removed = [[each["item"]["title"] for each in copy.removed] for copy in rows(app, DraftCopy)]
        assert removed == [["Et nyt trin"], ["Et andet trin"]]

    def test_speaks_of_no_copy_where_nothing_was_written(self, app: Flask, hr: PageClient) -> None:
        values = {name: sent(hr.get(EDIT))[name] for name in ("csrf_token", "version")}
        page = hr.post(f"{HISTORY}/1/restore", values)
        assert "Kladden er kasseret. Her er det, der er udgivet." in page.text
        assert kept(app) == []


class TestAnEarlierText:
    def test_replaces_the_draft_and_a_copy_is_kept(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), title="Vi hilser")
        press_publish(hr)
        write(hr.get(EDIT), title="Vi råber")
        hr.get(f"{HISTORY}/1").press("Brug teksten som kladde")
        assert kept(app) == [("Vi råber", "Hanne Hr", "Hanne Hr", GaveWay.RESTORED)]
        assert title_of_draft(app) == "Lektion hilsen"

    def test_keeps_no_copy_where_nothing_was_written(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), title="Vi hilser")
        press_publish(hr)
        hr.get(f"{HISTORY}/1").press("Brug teksten som kladde")
        assert kept(app) == []


class TestACopy:
    def test_is_listed_with_who_and_why(self, hr: PageClient, conflict: Page) -> None:
        write(conflict)
        page = hr.get(HISTORY)
        assert "Kladder, der blev erstattet" in page.text
        assert "Gemt af Henny Hr" in page.text
        assert "En anden tekst blev gemt i stedet" in page.text

    def test_is_shown_as_learners_would_see_it_and_with_the_difference(
        self, hr: PageClient, conflict: Page
    ) -> None:
        write(conflict)
        page = newest_copy(hr, HISTORY)
        assert [each.get_text(strip=True) for each in page.soup.select("ins")] == ["Deres"]
        assert [each.get_text(strip=True) for each in page.soup.select("del")] == ["Min"]
        assert page.soup.select(".preview-page .shown-step")

    def test_becomes_the_draft_again_and_a_copy_of_the_other_is_kept(
        self, app: Flask, hr: PageClient, conflict: Page
    ) -> None:
        write(conflict)
        page = newest_copy(hr, HISTORY).press("Gør den til kladde igen")
        assert "Kopien er nu kladden." in page.text
        assert title_of_draft(app) == "Deres"
        assert [(each[0], each[3]) for each in kept(app)] == [
            ("Deres", GaveWay.OVERWRITTEN),
            ("Min", GaveWay.RESTORED),
        ]
        details = {"copy_of": "Henny Hr", "saved_by": "Hanne Hr"}
        assert rows(app, AuditEntry, action="lesson.copy_restored")[0].details == details

    def test_changed_to_and_fro_is_kept_once(self, app: Flask, hr: PageClient, conflict: Page) -> None:
        write(conflict)
        for _ in range(3):
            texts = {each.data["title"]: each.id for each in rows(app, DraftCopy)}
            other = next(number for title, number in texts.items() if title != title_of_draft(app))
            hr.get(f"{HISTORY}/drafts/{other}").press("Gør den til kladde igen")
        assert sorted(each[0] for each in kept(app)) == ["Deres", "Min"]

    def test_with_what_was_deleted_can_have_it_put_back(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), do="delete.1")
        hr.get(EDIT).press("Kassér det, der er skrevet")
        newest_copy(hr, HISTORY).press("Gør den til kladde igen")
        stored = draft(app)
        assert stored
        assert len(stored.removed) == 1

    def test_tells_as_a_draft_again_that_another_text_was_published_since(
        self, app: Flask, hr: PageClient
    ) -> None:
        write(hr.get(EDIT), title="Min")
        hr.get(EDIT).press("Kassér det, der er skrevet")
        write(hr.get(EDIT), summary="Deres.")
        press_publish(hr)
        write(hr.get(EDIT), title="Begyndt siden")
        newest_copy(hr, HISTORY).press("Gør den til kladde igen")
        assert "Der er udgivet en anden tekst, siden kladden blev begyndt." in hr.get(PUBLISH).text
        newest_copy(hr, HISTORY).press("Gør den til kladde igen")
        assert title_of_draft(app) == "Begyndt siden"
        assert "Der er udgivet en anden tekst" not in hr.get(PUBLISH).text

    def test_is_not_made_the_draft_over_what_a_colleague_saved_meanwhile(
        self, app: Flask, hr: PageClient, colleague: PageClient, conflict: Page
    ) -> None:
        write(conflict)
        page = newest_copy(hr, HISTORY)
        write(colleague.get(EDIT), title="Ny")
        assert "Se på forskellen en gang til." in page.press("Gør den til kladde igen").text
        assert (title_of_draft(app), len(kept(app))) == ("Ny", 1)

    def test_is_of_the_same_text_where_that_is_published_at_another_place(
        self, app: Flask, hr: PageClient
    ) -> None:
        write(hr.get(EDIT), title="Min")
        hr.get(EDIT).press("Kassér det, der er skrevet")
        with app.app_context():
            drafts.keep_up(drafts.Key(DraftKind.LESSON, "hilsen"), was=1, number=2)
            db.session.commit()
        assert [copy.base for copy in rows(app, DraftCopy)] == [2]

    @pytest.mark.parametrize("number", ["0", "999", "9" * 30])
    def test_that_is_not_there_is_not_found(self, hr: PageClient, number: str) -> None:
        hr.get(f"{HISTORY}/drafts/{number}", status=404)

    def test_of_another_lesson_is_not_found(self, app: Flask, hr: PageClient, conflict: Page) -> None:
        write(conflict)
        [copy] = rows(app, DraftCopy)
        hr.get(f"/hr/lessons/naeste/history/drafts/{copy.id}", status=404)


def test_the_newest_twenty_are_kept(app: Flask, hr: PageClient) -> None:
    for number in range(copies.MOST + 2):
        write(hr.get(EDIT), title=f"Nr. {number}")
        hr.get(EDIT).press("Kassér det, der er skrevet")
    assert [each[0] for each in kept(app)] == [f"Nr. {number}" for number in range(2, copies.MOST + 2)]


def test_a_copy_goes_after_a_year(app: Flask, conflict: Page) -> None:
    write(conflict)
    with app.app_context():
        [copy] = db.session.query(DraftCopy)
        copy.replaced_at = now() - timedelta(days=366)
        db.session.commit()
        assert retention.count_over()[Kind.DRAFTS] == 1
        assert retention.clean()[Kind.DRAFTS] == 1
    assert kept(app) == []
