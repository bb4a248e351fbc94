"""The list of lessons: their states, their order, and adding, copying, retiring and bringing back."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.audit import AuditEntry
from elearning.database import db
from elearning.modules.models import Lesson, LessonRevision, StepCompletion
from elearning.modules.publishing import export_library
from elearning.progress.models import ProgressSummary
from tests.course import BEGIN, GREETING, lesson, publish, read, rows
from tests.integration.authoring.writing import EDIT, press_publish, write
from tests.pages import PageClient
from tests.statements import statements

LIST = "/hr/lessons"


def states(hr: PageClient) -> dict[str, str]:
    """Give the state of each lesson as the list says it, by its slug."""
    page = hr.get(LIST)
    return {
        str(each["id"]): each.select_one(".lesson-state").get_text(strip=True)  # type: ignore[union-attr]  # is there
        for each in page.soup.select(".hr-lessons > li")
    }


def test_says_how_it_stands_with_each(hr: PageClient) -> None:
    write(hr.get(EDIT), title="Vi hilser")
    assert states(hr) == {"lesson-hilsen": "Ændringer på vej", "lesson-naeste": "Udgivet"}
    hr.get(f"{LIST}/new").press("Begynd at skrive", title="Farvel", module="videre")
    assert states(hr)["lesson-farvel"] == "Kladde"


def test_costs_the_same_however_many_lessons_there_are(app: Flask, hr: PageClient) -> None:
    def cost() -> int:
        with app.app_context():
            engine = db.engine
        with statements(engine) as sent:
            hr.get(LIST)
        return len(sent)

    before = cost()
    publish(app, GREETING, *(lesson(f"nr-{number}", read("a"), position=number) for number in range(2, 20)))
    assert cost() == before


class TestANewLesson:
    def test_is_written_tried_and_published(self, app: Flask, hr: PageClient, learner: PageClient) -> None:
        page = hr.get(f"{LIST}/new").press("Begynd at skrive", title="På gensyn", module="videre")
        page = write(page, do="add", new__kind="read", new__title="Vi ses", summary="Om at gå hjem.")
        write(page, steps__1__text="Vi siger **på gensyn**.")
        learner.get("/lessons/paa-gensyn", status=404)
        press_publish(hr, url="/hr/lessons/paa-gensyn/publish", note="Den manglede")
        assert learner.get("/lessons/paa-gensyn").heading == "Vi ses"
        with app.app_context():
            assert "videre/02-paa-gensyn.md" in export_library()

    @pytest.mark.parametrize("values", [{"title": ""}, {"title": "x" * 121}, {"module": "ukendt"}])
    def test_needs_a_title_and_a_module(self, app: Flask, hr: PageClient, values: dict[str, str]) -> None:
        hr.get(f"{LIST}/new").press(
            "Begynd at skrive", status=422, **{"title": "Farvel", "module": "videre", **values}
        )
        assert len(rows(app, Lesson)) == 2

    def test_a_full_module_takes_no_more(self, app: Flask, hr: PageClient) -> None:
        publish(app, lesson("sidst", read("a"), position=99))
        page = hr.get(f"{LIST}/new").press("Begynd at skrive", status=422, title="Farvel", module=BEGIN.slug)
        assert "Der er ikke plads til flere lektioner" in page.text


def test_a_copy_is_a_lesson_of_its_own(app: Flask, hr: PageClient) -> None:
    page = hr.post("/hr/lessons/hilsen/copy", {"csrf_token": hr.token()})
    assert page.heading == "Lektion hilsen (kopi)"
    press_publish(hr, url="/hr/lessons/lektion-hilsen-kopi/publish")
    texts = [row.text for row in rows(app, LessonRevision) if row.title.startswith("Lektion hilsen")]
    assert len(texts) == 2


class TestTheOrder:
    @pytest.fixture
    def three(self, app: Flask, hr: PageClient) -> PageClient:
        publish(app, *(lesson(slug, read("a"), position=place) for place, slug in enumerate("abc", start=1)))
        return hr

    def order(self, hr: PageClient) -> list[str]:
        return [slug.removeprefix("lesson-") for slug in states(hr) if slug.removeprefix("lesson-") in "abc"]

    def test_a_lesson_is_moved_and_the_files_say_so(self, app: Flask, three: PageClient) -> None:
        positions = {row.slug: row.position for row in rows(app, Lesson)}
        assert (positions["a"], positions["c"]) == (1, 3)
        three.post("/hr/lessons/c/move", {"csrf_token": three.token(), "to": "1"})
        assert self.order(three) == ["c", "a", "b"]
        with app.app_context():
            assert {name for name in export_library() if name.endswith(("a.md", "b.md", "c.md"))} >= {
                "begynd/01-c.md"
            }
        assert not any(row.is_substantial for row in rows(app, LessonRevision) if row.number > 1)

    def test_what_is_moved_says_where_it_is_and_can_be_moved_back(self, three: PageClient) -> None:
        page = three.post("/hr/lessons/a/move", {"csrf_token": three.token(), "to": "3"})
        told = page.soup.select_one("#lesson-a .hr-moved")
        assert told
        assert "er nu nummer 3 af 4. Alle ser den nye rækkefølge nu." in " ".join(told.get_text().split())
        assert "Flyt ned" in str(page.soup.select_one("#lesson-a #pressed"))
        assert not three.get(LIST).soup.select(".hr-moved")  # said once
        back = told.select_one("button")
        assert back
        three.post("/hr/lessons/a/move", {"csrf_token": three.token(), "to": str(back["value"])})
        assert self.order(three) == ["a", "b", "c"]

    def test_of_a_draft_it_is_not_said_that_everybody_sees_it(self, three: PageClient) -> None:
        three.get(f"{LIST}/new").press("Begynd at skrive", title="Farvel", module=BEGIN.slug)
        page = three.post("/hr/lessons/farvel/move", {"csrf_token": three.token(), "to": "1"})
        assert "er nu nummer 1 af 5." in page.text
        assert "Alle ser" not in page.text

    @pytest.mark.parametrize("to", ["", "0", "-1", "x", "100", "9" * 40])
    def test_a_place_that_does_not_exist_is_refused(self, three: PageClient, to: str) -> None:
        three.post("/hr/lessons/c/move", {"csrf_token": three.token(), "to": to}, status=400)


class TestDeletingADraft:
    @pytest.fixture
    def mistaken(self, hr: PageClient) -> PageClient:
        hr.get(f"{LIST}/new").press("Begynd at skrive", title="Farvel", module="videre")
        return hr

    def test_what_was_never_published_goes_and_its_address_is_free(
        self, app: Flask, mistaken: PageClient
    ) -> None:
        page = mistaken.get("/hr/lessons/farvel/delete")
        assert "aldrig været udgivet" in page.text
        assert "Kladden »Farvel« er slettet." in page.press("Slet kladden").text
        assert "lesson-farvel" not in states(mistaken)
        line = rows(app, AuditEntry)[-1]
        assert (line.action, line.about, line.details) == ("lesson.deleted", "farvel", {"title": "Farvel"})
        assert (
            mistaken.get(f"{LIST}/new")
            .press("Begynd at skrive", title="Farvel", module="videre")
            .url.startswith("/hr/lessons/farvel/edit")
        )

    def test_a_tab_of_what_was_deleted_does_not_save_over_the_next_of_its_name(
        self, mistaken: PageClient
    ) -> None:
        left_open = mistaken.get("/hr/lessons/farvel/edit")
        mistaken.get("/hr/lessons/farvel/delete").press("Slet kladden")
        mistaken.get(f"{LIST}/new").press("Begynd at skrive", title="Farvel", module="videre")
        write(left_open, status=409, title="Gammelt")

    def test_a_colleague_who_wrote_meanwhile_comes_first(
        self, mistaken: PageClient, colleague: PageClient
    ) -> None:
        page = mistaken.get("/hr/lessons/farvel/delete")
        write(colleague.get("/hr/lessons/farvel/edit"), summary="Det skal bruges.")
        assert "Nogen har skrevet i kladden i mellemtiden." in page.press("Slet kladden").text
        assert states(mistaken)["lesson-farvel"] == "Kladde"

    @pytest.mark.parametrize("address", ["lessons/hilsen", "scenarios/ingen", "questions/begynd"])
    def test_what_was_published_or_is_not_there_cannot_be_deleted(self, hr: PageClient, address: str) -> None:
        hr.get(f"/hr/{address}/delete", status=404)

    def test_what_was_published_meanwhile_stays(self, mistaken: PageClient) -> None:
        page = mistaken.get("/hr/lessons/farvel/delete")
        write(
            mistaken.get("/hr/lessons/farvel/edit"),
            do="add",
            new__kind="read",
            new__title="Vi ses",
            summary="Hjem.",
        )
        write(mistaken.get("/hr/lessons/farvel/edit"), steps__1__text="Hej hej.")
        press_publish(mistaken, url="/hr/lessons/farvel/publish")
        assert "Nogen har netop udgivet det" in page.press("Slet kladden").text
        assert states(mistaken)["lesson-farvel"] == "Udgivet"

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
    def test_garbage_deletes_nothing(self, mistaken: PageClient, version: str) -> None:
        mistaken.post(
            "/hr/lessons/farvel/delete", {"csrf_token": mistaken.token(), "version": version}, status=400
        )
        assert "lesson-farvel" in states(mistaken)


@pytest.mark.usefixtures("begun")
class TestRetiring:
    @pytest.fixture
    def begun(self, learner: PageClient) -> None:
        learner.get("/lessons/hilsen/foerste").press("Næste")

    def test_says_who_is_in_the_middle_of_it(self, hr: PageClient) -> None:
        assert "1 er midt i den." in hr.get("/hr/lessons/hilsen/retire").text

    def test_takes_it_from_the_journey_and_nothing_from_anybody(
        self, app: Flask, hr: PageClient, learner: PageClient, anna: Person
    ) -> None:
        hr.get("/hr/lessons/hilsen/retire").press("Tag lektionen ud", note="Den er forældet")
        assert states(hr)["lesson-hilsen"] == "Taget ud"
        learner.get("/lessons/hilsen", status=404)
        assert len(rows(app, StepCompletion)) == 1
        assert rows(app, ProgressSummary, person_id=anna.id)[0].steps_total == 2
        assert rows(app, AuditEntry)[-1].details == {"note": "Den er forældet"}

    def test_and_bringing_back_gives_everything_as_it_was(
        self, app: Flask, hr: PageClient, learner: PageClient, anna: Person
    ) -> None:
        hr.get("/hr/lessons/hilsen/retire").press("Tag lektionen ud", note="Forældet")
        hr.get("/hr/lessons/hilsen/retire").press("Hent lektionen tilbage", note="Alligevel ikke")
        assert learner.get("/lessons/hilsen").url == "/lessons/hilsen/en"
        [summary] = rows(app, ProgressSummary, person_id=anna.id)
        assert (summary.steps_done, summary.steps_total) == (1, 7)
        first, second = rows(app, LessonRevision, lesson_id=1)
        assert (first.text, second.is_substantial) == (second.text, False)

    def test_pressed_twice_does_not_bring_it_back(self, app: Flask, hr: PageClient) -> None:
        page = hr.get("/hr/lessons/hilsen/retire")
        page.press("Tag lektionen ud", note="Forældet")
        again = page.press("Tag lektionen ud", note="Forældet")
        assert "Nogen har netop udgivet det eller taget det ud." in again.text
        assert states(hr)["lesson-hilsen"] == "Taget ud"
        assert [line.action for line in rows(app, AuditEntry)] == ["lesson.retired"]

    def test_needs_a_reason(self, hr: PageClient) -> None:
        hr.get("/hr/lessons/hilsen/retire").press("Tag lektionen ud", status=422, note=" ")
        assert states(hr)["lesson-hilsen"] == "Udgivet"

    def test_what_was_never_published_cannot_be_retired(self, hr: PageClient) -> None:
        hr.get(f"{LIST}/new").press("Begynd at skrive", title="Farvel", module="videre")
        hr.get("/hr/lessons/farvel/retire", status=404)
