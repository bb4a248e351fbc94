"""Publishing: what it shows beforehand, what it changes for whom, and that nobody loses anything."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.audit import AuditEntry
from elearning.authoring import service
from elearning.authoring.models import Draft
from elearning.database import db
from elearning.modules.models import CheckAnswer, LessonRevision, Note, StepCompletion, StepRedone
from elearning.modules.place import Place
from elearning.modules.publishing import export_library
from elearning.modules.service import complete_step
from elearning.progress import counting
from elearning.progress import queries as progress
from elearning.progress.models import ProgressSummary
from tests.course import GREETING, publish, rows
from tests.integration.authoring.writing import EDIT, PUBLISH, draft, press_publish, write
from tests.pages import PageClient
from tests.people import People


@pytest.fixture
def done(app: Flask, anna: Person) -> None:
    """Anna is done with every step of the lesson."""
    [revision] = rows(app, LessonRevision, title="Lektion hilsen")
    with app.app_context():
        for step in GREETING.steps:
            complete_step(Place(anna.id, revision.lesson_id, revision.id, step.slug), next_step=None)
        db.session.commit()


def steps_done(app: Flask) -> set[str]:
    return {row.step for row in rows(app, StepCompletion)}


@pytest.mark.usefixtures("done")
class TestThePage:
    def test_shows_the_difference_word_by_word_and_whom_it_concerns(self, hr: PageClient) -> None:
        write(hr.get(EDIT), steps__2__question="Hvad siger vi allerførst?")
        page = hr.get(PUBLISH)
        assert [each.get_text(strip=True) for each in page.soup.select("del")] == ["først?"]
        assert [each.get_text(strip=True) for each in page.soup.select("ins")] == ["allerførst?"]
        assert "1 har gennemført lektionen" in page.text
        assert "0 er i gang" in page.text

    @pytest.mark.parametrize(
        ("changes", "asked"),
        [
            ({"steps__1__text": "Vi siger hej."}, {"Anna Holm", "Bo Bang"}),
            ({"steps__2__question": "Hvad siger vi?"}, {"Anna Holm"}),
            ({"title": "Vi hilser"}, set()),
        ],
        ids=["both", "one", "nobody"],
    )
    def test_says_how_many_would_get_steps_back_and_just_these_do(
        self, app: Flask, hr: PageClient, people: People, changes: dict[str, Any], asked: set[str]
    ) -> None:
        bo, gone = people.add("Bo Bang"), people.add("Gerda Gået")
        with app.app_context():
            [revision] = db.session.scalars(sa.select(LessonRevision).filter_by(title="Lektion hilsen"))
            for person in (bo, gone):
                here = Place(person.id, revision.lesson_id, revision.id, GREETING.steps[0].slug)
                complete_step(here, next_step=None)
            leading.leave(db.session.get_one(Person, gone.id))
            counting.recount_everybody()
            db.session.commit()
        write(hr.get(EDIT), **changes)
        assert (
            f"Lige nu gælder det {('ingen', '1 person', '2 personer')[len(asked)]}." in hr.get(PUBLISH).text
        )
        press_publish(hr, size="substantial", redo="y")
        names = {row.id: row.name for row in rows(app, Person, is_active=True)}
        assert {names[row.person_id] for row in rows(app, StepRedone) if row.person_id in names} == asked

    def test_says_what_must_be_put_right(self, hr: PageClient) -> None:
        write(hr.get(EDIT), title="")
        page = hr.get(PUBLISH)
        assert "Skriv en titel." in page.text
        assert not page.soup.select("textarea")

    def test_has_nothing_to_publish_without_a_draft(self, hr: PageClient) -> None:
        assert "Der er ikke noget at udgive" in hr.get(PUBLISH).text

    def test_gives_advice_that_stops_nothing(self, hr: PageClient) -> None:
        for _ in range(3):
            write(hr.get(EDIT), do="delete.3")
        page = hr.get(PUBLISH)
        assert "Det kan blive bedre:" in page.text
        assert page.soup.select("textarea")


class TestPublishing:
    def test_makes_a_revision_that_says_who_and_why(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), title="Vi hilser")
        page = press_publish(hr, note="Kortere titel")
        assert "»Vi hilser« er udgivet." in page.text
        old, new = rows(app, LessonRevision, lesson_id=1)
        assert (old.state, new.state, new.number) == ("archived", "published", 2)
        assert (new.note, new.published_by, new.is_substantial) == ("Kortere titel", "Hanne Hr", False)
        stored = draft(app)
        assert stored
        assert stored.data is None
        assert rows(app, AuditEntry)[-1].action == "lesson.published"

    def test_writes_the_same_file_format(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), title="Vi hilser")
        press_publish(hr)
        with app.app_context():
            files = export_library()
        assert "title: Vi hilser\n" in files["begynd/01-hilsen.md"]
        assert publish(app, GREETING.model_copy(update={"title": "Vi hilser"})).unchanged == ("hilsen",)

    @pytest.mark.parametrize("values", [{"note": ""}, {"size": ""}, {"size": "huge"}, {"note": "x" * 501}])
    def test_needs_a_size_and_a_reason(self, app: Flask, hr: PageClient, values: dict[str, str]) -> None:
        write(hr.get(EDIT), title="Vi hilser")
        press_publish(hr, status=422, **values)
        assert len(rows(app, LessonRevision, lesson_id=1)) == 1

    def test_what_is_wrong_is_not_published_whatever_is_posted(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), title="Vi hilser")
        page = hr.get(PUBLISH)
        write(hr.get(EDIT), steps__1__text="")
        page.press("Udgiv nu", status=422, size="small", note="Rettet", version="2")
        assert len(rows(app, LessonRevision, lesson_id=1)) == 1

    def test_what_was_retired_since_it_was_seen_is_not_published_unseen(
        self, app: Flask, hr: PageClient, colleague: PageClient
    ) -> None:
        write(hr.get(EDIT), title="Vi hilser")
        page = hr.get(PUBLISH)
        colleague.get("/hr/lessons/hilsen/retire").press("Tag lektionen ud", note="Forældet")
        again = page.press("Udgiv nu", status=409, size="small", note="Kortere")
        assert "Nogen har ændret eller udgivet det" in again.text
        assert len(rows(app, LessonRevision, lesson_id=1)) == 1
        again.press("Udgiv nu", note="Kortere, og tilbage")
        assert len(rows(app, LessonRevision, lesson_id=1)) == 2

    def test_what_was_changed_since_it_was_seen_is_shown_again_first(
        self, app: Flask, hr: PageClient, colleague: PageClient
    ) -> None:
        write(hr.get(EDIT), title="Vi hilser")
        page = hr.get(PUBLISH)
        write(colleague.get(EDIT), title="Vi råber")
        again = page.press("Udgiv nu", status=409, size="small", note="Kortere")
        assert "Nogen har ændret eller udgivet det, siden du åbnede siden." in again.text
        assert "råber" in again.text
        assert len(rows(app, LessonRevision, lesson_id=1)) == 1
        again.press("Udgiv nu", size="small")
        assert rows(app, LessonRevision, lesson_id=1)[-1].title == "Vi råber"

    def test_twice_is_once(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), title="Vi hilser")
        page = hr.get(PUBLISH)
        page.press("Udgiv nu", size="small", note="Rettet")
        page.press("Udgiv nu", size="small", note="Rettet", status=422)
        assert len(rows(app, LessonRevision, lesson_id=1)) == 2

    def test_a_text_imported_in_between_is_not_overwritten_unseen(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), title="Vi hilser")
        publish(app, GREETING.model_copy(update={"summary": "Nyt fra filer."}))
        page = hr.get(PUBLISH)
        assert "Der er udgivet en anden tekst, siden kladden blev begyndt." in page.text
        assert "Nyt fra filer." in " ".join(each.get_text() for each in page.soup.select("del"))


@pytest.mark.usefixtures("done")
class TestASmallChange:
    def test_leaves_every_completion_and_summary_as_it_was(self, app: Flask, hr: PageClient) -> None:
        with app.app_context():
            counting.recount_everybody()
        before = [vars(row) | {"_sa_instance_state": None} for row in rows(app, ProgressSummary)]
        write(hr.get(EDIT), steps__2__question="Hvad siger vi allerførst?")
        press_publish(hr)
        after = [vars(row) | {"_sa_instance_state": None} for row in rows(app, ProgressSummary)]
        assert after == before
        assert len(steps_done(app)) == len(GREETING.steps)

    def test_cannot_have_a_new_step(self, hr: PageClient) -> None:
        page = write(hr.get(EDIT), do="add", new__kind="read", new__title="Nyt")
        write(page, steps__6__text="En ny tekst.")
        for page in (hr.get(PUBLISH), press_publish(hr, status=422)):
            assert "Derfor kan ændringen ikke være lille." in page.text
            assert [each["value"] for each in page.soup.select("[name=size]")] == ["substantial"]

    def test_is_nothing_to_look_at_when_the_certificate_is_renewed(
        self, app: Flask, hr: PageClient, anna: Person
    ) -> None:
        [first] = rows(app, LessonRevision, title="Lektion hilsen")
        assert first.published_at
        for number, (size, asked) in enumerate((("small", 0), ("substantial", 1), ("small", 1))):
            write(hr.get(EDIT), steps__2__question=f"Hvad siger vi nu, nr. {number}?")
            press_publish(hr, size=size)
            with app.app_context():
                person = db.session.get_one(Person, anna.id)
                tasks = progress.renewal_tasks(person, first.published_at)
            assert len([each for each in tasks if not each.whole]) == asked


@pytest.mark.usefixtures("done")
class TestASubstantialChange:
    def test_keeps_what_was_done_unless_it_must_be_done_again(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), steps__2__question="Hvad siger vi allerførst?")
        press_publish(hr, size="substantial")
        assert len(steps_done(app)) == len(GREETING.steps)

    def test_that_must_be_done_again_opens_its_changed_steps_and_forgets_nothing(
        self, app: Flask, hr: PageClient, anna: Person
    ) -> None:
        before = {row.step: row for row in rows(app, StepCompletion)}
        write(hr.get(EDIT), steps__2__question="Hvad siger vi allerførst?")
        press_publish(hr, size="substantial", redo="y")
        assert steps_done(app) == {"foerste", "flere", "taenk", "cirkler"}
        [kept] = rows(app, StepRedone)
        assert (kept.person_id, kept.step, kept.completed_at) == (anna.id, "en", before["en"].completed_at)
        [summary] = rows(app, ProgressSummary, person_id=anna.id)
        assert summary.steps_done == 4

    def test_counts_a_new_step_for_everybody(self, app: Flask, hr: PageClient, anna: Person) -> None:
        page = write(hr.get(EDIT), do="add", new__kind="read", new__title="Nyt")
        write(page, steps__6__text="En ny tekst.")
        press_publish(hr, size="substantial")
        [summary] = rows(app, ProgressSummary, person_id=anna.id)
        assert (summary.steps_done, summary.steps_total) == (5, 8)


class TestALearnerInTheMiddle:
    """The lesson is published anew while somebody has a step of it open."""

    def test_loses_no_note(self, app: Flask, hr: PageClient, learner: PageClient) -> None:
        page = learner.get("/lessons/hilsen/taenk")
        write(hr.get(EDIT), steps__4__question="Hvem hilser du på i dag?")
        press_publish(hr, size="substantial", redo="y")
        page.press("Næste", text="Min nabo.")
        [note] = rows(app, Note)
        assert note.text == "Min nabo."

    def test_keeps_the_answer_with_the_text_it_was_given_to(
        self, app: Flask, hr: PageClient, learner: PageClient
    ) -> None:
        learner.get("/lessons/hilsen/en").press("Svar", chosen="1")
        write(hr.get(EDIT), steps__2__question="Hvad siger vi allerførst?")
        press_publish(hr, size="substantial")
        [answer] = rows(app, CheckAnswer)
        assert answer.revision_id == rows(app, LessonRevision, lesson_id=1)[0].id
        learner.get("/lessons/hilsen/en").press("Svar igen", chosen="1")

    def test_goes_on_where_they_were(self, app: Flask, hr: PageClient, learner: PageClient) -> None:
        page = learner.get("/lessons/hilsen/foerste")
        write(hr.get(EDIT), title="Vi hilser")
        press_publish(hr)
        assert page.press("Næste").url == "/lessons/hilsen/en"
        assert steps_done(app) == {"foerste"}

    def test_keeps_a_note_to_a_step_that_is_gone(self, hr: PageClient, learner: PageClient) -> None:
        learner.get("/lessons/hilsen/taenk").press("Næste", text="Min nabo.")
        write(hr.get(EDIT), do="delete.4")
        press_publish(hr, size="substantial")
        assert "Min nabo." in learner.get("/notes").text
        learner.get("/lessons/hilsen/cirkler")


def test_a_failure_half_way_publishes_nothing(
    app: Flask, hr: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(hr.get(EDIT), title="Vi hilser")
    page = hr.get(PUBLISH)

    def fail() -> None:
        raise sa.exc.OperationalError("publishing", {}, Exception("the disk is full"))

    with monkeypatch.context() as broken:
        broken.setattr(service, "course_has_changed", fail)
        page.press("Udgiv nu", status=500, size="small", note="Rettet")
    assert len(rows(app, LessonRevision, lesson_id=1)) == 1
    [stored] = rows(app, Draft)
    assert stored.data is not None
    press_publish(hr)
    assert len(rows(app, LessonRevision, lesson_id=1)) == 2
