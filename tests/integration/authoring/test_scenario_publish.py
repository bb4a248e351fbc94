"""Publishing a scenario: what it shows, what it changes for whom, and that nobody loses anything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.audit import AuditEntry
from elearning.clock import now, pretend
from elearning.database import db
from elearning.progress import queries as progress
from elearning.progress.models import ProgressSummary
from elearning.quizzes.course import export_course
from elearning.quizzes.models import ScenarioCompletion, ScenarioRevision, Weighting
from elearning.quizzes.service import ask_person_again, forget_weightings
from tests.course import rows
from tests.integration.authoring.scenarios import DILEMMA, EDIT, HISTORY, PUBLISH, TEXT
from tests.integration.authoring.writing import newest_copy, press_publish, write
from tests.integration.quizzes.weighing import EMPLOYEE, Given, Weigher, crowd, publish
from tests.pages import PageClient

pytestmark = pytest.mark.usefixtures("dilemmas")

PATH = f"{TEXT.module}/{DILEMMA}.yaml"


def revisions(app: Flask) -> list[ScenarioRevision]:
    [first] = rows(app, ScenarioRevision, title=TEXT.title, number=1)
    return rows(app, ScenarioRevision, scenario_id=first.scenario_id)


def rewrite(hr: PageClient, **values: Any) -> None:  # noqa: ANN401 - texts
    """Publish another situation."""
    number = len(hr.get(HISTORY).soup.select("table tbody tr"))
    write(hr.get(EDIT), situation=f"{TEXT.situation}\n\nDu har {number} dage.")
    press_publish(hr, url=PUBLISH, **values)


@pytest.fixture
def done(learner: PageClient) -> Weigher:
    """Anna has weighed it to the end."""
    return Weigher(learner, TEXT).to_the_reveal()


class TestThePage:
    def test_shows_the_difference_part_by_part_and_whom_it_concerns(
        self, hr: PageClient, done: Weigher, app: Flask
    ) -> None:
        del done
        crowd(app, DILEMMA, [Given(EMPLOYEE, (1, 1))])
        write(hr.get(EDIT), voices__1__reason="Det haster slet ikke.", new_fact__text="Du hører noget nyt.")
        page = hr.get(PUBLISH)
        headings = [each.get_text(" ", strip=True) for each in page.soup.select(".difference h3")]
        assert len(headings) == 2
        assert "slet ikke." in " ".join(each.get_text() for each in page.soup.select("ins"))
        assert "har gennemført scenariet" in page.text
        assert "De gør det færdigt med den tekst, de begyndte på." in page.text

    def test_says_how_many_would_get_it_back_and_just_these_do(
        self, app: Flask, hr: PageClient, done: Weigher
    ) -> None:
        del done
        write(hr.get(EDIT), situation=f"{TEXT.situation}\n\nDu har en dag.")
        assert "Lige nu gælder det 1 person." in hr.get(PUBLISH).text
        press_publish(hr, url=PUBLISH, size="substantial", redo="y")
        assert [row.asked_again_by_id is not None for row in rows(app, ScenarioCompletion)] == [True]
        write(hr.get(EDIT), situation=TEXT.situation)
        assert "Lige nu gælder det ingen." in hr.get(PUBLISH).text

    def test_says_what_must_be_put_right_and_publishes_nothing(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), situation="")
        page = hr.get(PUBLISH)
        assert "Skriv situationen." in page.text
        assert not page.soup.select("textarea")
        assert len(revisions(app)) == 1


class TestPublishing:
    def test_makes_a_revision_in_the_same_file_format(self, app: Flask, hr: PageClient) -> None:
        with app.app_context():
            before = export_course()
        rewrite(hr, note="Tydeligere")
        old, new = revisions(app)
        assert (old.state, new.state, new.note, new.published_by) == (
            "archived", "published", "Tydeligere", "Hanne Hr",
        )  # fmt: skip
        with app.app_context():
            after = export_course()
        assert {name for name in after if after[name] != before[name]} == {PATH}
        assert after[PATH] == new.text
        assert rows(app, AuditEntry)[-1].action == "scenario.published"

    def test_back_to_the_first_text_is_byte_for_byte_the_same_file(self, app: Flask, hr: PageClient) -> None:
        rewrite(hr)
        hr.get(f"{HISTORY}/1").press("Brug teksten som kladde")
        press_publish(hr, url=PUBLISH)
        first, _second, third = revisions(app)
        assert third.text == first.text

    def test_what_was_changed_since_it_was_seen_is_shown_again_first(
        self, app: Flask, hr: PageClient, colleague: PageClient
    ) -> None:
        write(hr.get(EDIT), title="Fire breve")
        page = hr.get(PUBLISH)
        write(colleague.get(EDIT), title="Fem breve")
        again = page.press("Udgiv nu", status=409, size="small", note="Rettet")
        assert "Fem" in again.text
        assert len(revisions(app)) == 1

    def test_compares_any_two(self, hr: PageClient) -> None:
        rewrite(hr)
        page = hr.get(f"{HISTORY}/compare?from=1&to=2")
        assert "dage." in " ".join(each.get_text() for each in page.soup.select("ins"))


class TestALearnerInTheMiddle:
    def test_finishes_with_the_text_they_began_with_whatever_is_decided(
        self, app: Flask, hr: PageClient, learner: PageClient, anna: Person
    ) -> None:
        weigher = Weigher(learner, TEXT).to_the_price()
        rewrite(hr, size="substantial", redo="y")
        assert "Du har 1 dage." not in weigher.see("price").text
        weigher.pay(weigher.options(*weigher.anywhere)[True][0])
        weigher.post("new-fact", {"stay": "1"})
        [completion] = rows(app, ScenarioCompletion, person_id=anna.id)
        assert completion.revision_id == revisions(app)[0].id
        assert completion.asked_again_by_id is None
        assert weigher.see("reveal").heading == TEXT.title


class TestASmallOrSubstantialChange:
    @pytest.mark.parametrize("size", ["small", "substantial"])
    def test_leaves_who_is_done_as_they_were(
        self, app: Flask, hr: PageClient, done: Weigher, anna: Person, size: str
    ) -> None:
        [before] = rows(app, ProgressSummary, person_id=anna.id)
        rewrite(hr, size=size)
        [after] = rows(app, ProgressSummary, person_id=anna.id)
        assert (after.steps_done, after.steps_total) == (before.steps_done, before.steps_total)
        assert "Du har 1 dage." not in done.see("reveal").text

    @pytest.mark.parametrize(("size", "asked"), [("small", False), ("substantial", True)])
    def test_is_offered_when_they_renew_only_if_it_is_substantial(
        self, app: Flask, hr: PageClient, done: Weigher, anna: Person, size: str, *, asked: bool
    ) -> None:
        since = now()
        with pretend(since + timedelta(days=1)):
            rewrite(hr, size=size)
        [completion] = rows(app, ScenarioCompletion, person_id=anna.id)
        with app.app_context():
            tasks = progress.renewal_tasks(db.session.get_one(Person, anna.id), since)
            found = [each.id for each in tasks if each.kind == "scenario"]
            assert (completion.scenario_id in found) is asked
            ask_person_again(anna.id, found)
            db.session.commit()
        assert ("Du har 1 dage." in done.see().text) is asked


@pytest.mark.usefixtures("anna")
class TestToBeWeighedAgain:
    def test_opens_it_with_the_new_text_and_forgets_nothing(
        self, app: Flask, hr: PageClient, done: Weigher, anna: Person
    ) -> None:
        [before] = rows(app, ProgressSummary, person_id=anna.id)
        rewrite(hr, size="substantial", redo="y")
        [completion] = rows(app, ScenarioCompletion, person_id=anna.id)
        assert completion.asked_again_by_id == revisions(app)[1].id
        kept = len(rows(app, Weighting, person_id=anna.id))
        assert kept
        [after] = rows(app, ProgressSummary, person_id=anna.id)
        assert after.steps_done == before.steps_done - 3
        page = done.see()
        assert (page.url, "Du har 1 dage." in page.text) == (f"/scenarios/{DILEMMA}/situation", True)

    def test_is_done_again_with_answers_of_its_own(
        self, app: Flask, hr: PageClient, done: Weigher, anna: Person
    ) -> None:
        rewrite(hr, size="substantial", redo="y")
        done.to_the_reveal(-1, -2)
        old, new = rows(app, ScenarioCompletion, person_id=anna.id)
        assert [old.revision_id, new.revision_id] == [each.id for each in revisions(app)]
        assert new.asked_again_by_id is None
        first = {row.position for row in rows(app, Weighting, person_id=anna.id, revision_id=old.revision_id)}
        assert first == {2}
        assert done.see("reveal").heading == TEXT.title

    def test_answers_to_two_texts_are_never_in_one_picture(
        self, app: Flask, hr: PageClient, done: Weigher
    ) -> None:
        places = [-3, -1, 1, 2, 3, -3, -1, 1, 2, 3]
        crowd(app, DILEMMA, [Given(EMPLOYEE, (each, -each)) for each in places])
        assert done.see("reveal").soup.select(".spread")
        rewrite(hr, size="substantial", redo="y")
        assert not done.to_the_reveal().see("reveal").soup.select(".spread")

    def test_twice_asks_only_those_who_have_weighed_it_since(
        self, app: Flask, hr: PageClient, done: Weigher, anna: Person
    ) -> None:
        rewrite(hr, size="substantial", redo="y")
        rewrite(hr, size="substantial", redo="y")
        [completion] = rows(app, ScenarioCompletion, person_id=anna.id)
        assert completion.asked_again_by_id == revisions(app)[1].id
        assert "Du har 2 dage." in done.see().text

    def test_is_weighed_again_also_by_who_had_deleted_their_answers_and_weighed_anew(
        self, app: Flask, hr: PageClient, done: Weigher, anna: Person
    ) -> None:
        with app.app_context():
            forget_weightings(db.session.get_one(Person, anna.id))
            db.session.commit()
        rewrite(hr, size="small")
        done.to_the_reveal(-1, -2)
        rewrite(hr, size="substantial", redo="y")
        assert done.see().url == f"/scenarios/{DILEMMA}/situation"
        done.to_the_reveal(-1, -2)
        assert done.see("reveal").heading == TEXT.title

    def test_the_page_counts_them_as_neither_done_nor_under_way(self, hr: PageClient, done: Weigher) -> None:
        del done
        rewrite(hr, size="substantial", redo="y")
        write(hr.get(EDIT), title="Fire breve")
        page = hr.get(PUBLISH)
        assert "0 har gennemført scenariet" in page.text
        assert "0 er i gang" in page.text


def test_whom_it_is_required_of_follows_what_is_published(
    app: Flask, hr: PageClient, learner: PageClient, anna: Person
) -> None:
    del learner
    [before] = rows(app, ProgressSummary, person_id=anna.id)
    write(hr.get(EDIT), required_for=[])
    press_publish(hr, url=PUBLISH)
    [after] = rows(app, ProgressSummary, person_id=anna.id)
    assert after.steps_total == before.steps_total - 3
    publish(app, TEXT)
    assert FoundationRole.EMPLOYEE in TEXT.audience


def test_a_draft_that_was_discarded_can_be_had_back(hr: PageClient) -> None:
    write(hr.get(EDIT), situation=f"{TEXT.situation}\n\nDet **haster**.")
    page = hr.get(PUBLISH)
    assert [each.get_text(strip=True) for each in page.soup.select("ins strong")] == ["haster"]
    hr.get(EDIT).press("Kassér det, der er skrevet")
    page = newest_copy(hr, HISTORY).press("Gør den til kladde igen")
    assert "Det **haster**." in page.soup.select_one("#situation").get_text()  # type: ignore[union-attr]  # it is there
