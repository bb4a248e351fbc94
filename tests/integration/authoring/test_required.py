"""HR marks whom dilemmas are required of: what it says beforehand, what it does, and to whom."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
import sqlalchemy as sa
from bs4 import Tag
from flask import Flask

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.audit import AuditEntry
from elearning.authoring import drafts
from elearning.authoring.models import Draft, DraftKind
from elearning.authoring.rules import Writing
from elearning.authoring.scenario_data import data_of
from elearning.database import db
from elearning.progress.models import ProgressSummary
from elearning.quizzes.content import Scenario, parse_scenario
from elearning.quizzes.models import Scenario as ScenarioRow
from elearning.quizzes.models import ScenarioRevision
from tests.course import BEGIN, rows
from tests.integration.quizzes.weighing import ONE, TWO, publish, revised, text_of, weigh_to_the_end
from tests.pages import Page, PageClient
from tests.people import People
from tests.statements import statements

URL = "/hr/scenarios/required"

EMPLOYEE, LEADER, EXECUTIVE = FoundationRole


@pytest.fixture
def dilemmas(app: Flask, course: None) -> tuple[Scenario, Scenario]:  # noqa: ARG001 - their module
    """The first is required of employees, the second of nobody; neither is for executives."""
    one, two = dilemma(ONE, 5, ["employee"]), dilemma(TWO, 6, [])
    publish(app, one, two)
    return one, two


def dilemma(slug: str, position: int, required_for: list[str]) -> Scenario:
    """Make one that employees and leaders may take."""
    text = text_of(slug).model_dump(mode="json")
    changes = {"audience": ["employee", "leader"], "required_for": required_for}
    voices = [{**voice, "role": "employee"} for voice in text["voices"]]
    return revised(text_of(slug), module=BEGIN.slug, position=position, voices=voices, **changes)


def send(page: Page, do: str, marks: Iterable[str], *, status: int = 200, **values: str) -> Page:
    """Send the page's form with these marks."""
    seal = page.soup.select_one("input[name=seal]")
    data = {
        "csrf_token": page.client.token(),
        "seal": str(seal["value"]) if isinstance(seal, Tag) else "",
        "required": list(marks),
        "do": do,
        **values,
    }
    return page.client.post(URL, data, status=status)


def marks(page: Page) -> set[str]:
    return {str(each["value"]) for each in page.soup.select("input[name=required][checked]")}


def required_of(app: Flask, slug: str) -> list[str]:
    (row,) = rows(app, ScenarioRow, slug=slug)
    return row.required_for


BOTH = [f"{ONE}.employee", f"{ONE}.leader", f"{TWO}.employee"]


@pytest.mark.usefixtures("dilemmas")
class TestThePage:
    def test_has_a_box_for_each_dilemma_and_role_with_a_name_of_its_own(self, hr: PageClient) -> None:
        page = hr.get(URL)
        assert marks(page) == {f"{ONE}.employee"}
        names = [label.get_text(strip=True) for label in page.soup.select("table label")]
        assert len(set(names)) == len(names) == 4
        assert len(page.soup.select("input[type=checkbox]")) == 4

    def test_cannot_require_it_of_whom_it_is_not_for_and_says_why(self, app: Flask, hr: PageClient) -> None:
        page = hr.get(URL)
        assert page.text.count("Ikke for koncernledere") == 2
        send(page, "look", [f"{ONE}.employee", f"{ONE}.executive"])
        assert required_of(app, ONE) == ["employee"]

    def test_counts_what_each_role_has(self, hr: PageClient) -> None:
        assert [each.get_text(strip=True) for each in hr.get(URL).soup.select("tfoot td")] == ["1", "0", "0"]

    def test_says_beforehand_how_many_get_something_more_to_do(
        self, app: Flask, hr: PageClient, people: People, anna: Person
    ) -> None:
        done = people.add("Bo Færdig")
        people.add("Lis Leder", role=LEADER)
        people.add("Ida Fratrådt", is_active=False)
        with app.app_context():
            weigh_to_the_end(db.session.get_one(Person, done.id), TWO, (1, 1))
            summary = db.session.get_one(ProgressSummary, anna.id)
            summary.first_completed_on = summary.starts_on
            db.session.commit()
        page = send(hr.get(URL), "look", BOTH)
        cells = [
            [each.get_text(strip=True) for each in row.select("td")]
            for row in page.soup.select("#effect ~ table tbody tr")
        ]
        # Employees: Hanne has it to do, Bo has weighed it, Anna is through the course. Leaders: Lis.
        assert cells == [["1", "0", "1", "1"], ["1", "0", "1", "0"]]
        assert "2 aktive" in page.text
        assert marks(page) == set(BOTH)
        assert required_of(app, TWO) == []

    def test_costs_a_fixed_number_of_statements(self, app: Flask, hr: PageClient, people: People) -> None:
        page = hr.get(URL)
        with app.app_context(), statements(db.engine) as before:
            send(page, "look", BOTH)
        for _ in range(20):
            people.add()
        with app.app_context(), statements(db.engine) as after:
            send(page, "look", BOTH)
        assert len(before) == len(after)


@pytest.mark.usefixtures("dilemmas")
class TestRequiring:
    def test_publishes_a_small_revision_of_each_changed_dilemma(self, app: Flask, hr: PageClient) -> None:
        page = send(send(hr.get(URL), "look", BOTH), "save", BOTH, note="Ledere skal også med")
        assert "2 scenarier kræves nu af andre end før." in page.text
        assert (required_of(app, ONE), required_of(app, TWO)) == (["employee", "leader"], ["employee"])
        newest = [each for each in rows(app, ScenarioRevision) if each.state == "published"]
        assert {(each.number, each.note, each.published_by, each.is_substantial) for each in newest} == {
            (2, "Ledere skal også med", "Hanne Hr", False)
        }
        assert [parse_scenario(each.text).required_for for each in newest] == [
            (EMPLOYEE, LEADER),
            (EMPLOYEE,),
        ]
        lines = [each for each in rows(app, AuditEntry) if each.action == "scenario.required"]
        assert [(each.about, each.by_name) for each in lines] == [(ONE, "Hanne Hr"), (TWO, "Hanne Hr")]
        assert lines[0].details["after"] == {"required_for": ["employee", "leader"]}
        log = hr.get("/hr/log").text
        assert "Scenarie: krævet af andre end før" in log
        assert "Kræves af: Medarbejder → Medarbejder, Leder" in log

    def test_leaves_a_dilemma_alone_whose_marks_are_as_they_were(self, app: Flask, hr: PageClient) -> None:
        wanted = [f"{ONE}.employee", f"{TWO}.leader"]
        send(send(hr.get(URL), "look", wanted), "save", wanted, note="Fordi")
        assert [each.number for each in rows(app, ScenarioRevision)] == [1, 1, 2]

    def test_counts_everybody_anew(self, app: Flask, hr: PageClient, anna: Person) -> None:
        assert rows(app, ProgressSummary, person_id=anna.id)[0].scenarios_total == 1
        send(send(hr.get(URL), "look", BOTH), "save", BOTH, note="Fordi")
        assert rows(app, ProgressSummary, person_id=anna.id)[0].scenarios_total == 2

    def test_wants_to_know_why(self, app: Flask, hr: PageClient) -> None:
        page = send(send(hr.get(URL), "look", BOTH), "save", BOTH, status=422, note=" ")
        assert "Skriv hvorfor" in page.text
        assert marks(page) == set(BOTH)
        assert required_of(app, TWO) == []

    def test_is_not_done_before_one_has_seen_what_it_means(self, app: Flask, hr: PageClient) -> None:
        page = send(hr.get(URL), "save", BOTH, status=409, note="Fordi")
        assert required_of(app, TWO) == []
        send(page, "save", BOTH, note="Fordi")
        assert required_of(app, TWO) == ["employee"]

    def test_is_shown_again_when_a_colleague_was_first(
        self, app: Flask, hr: PageClient, colleague: PageClient
    ) -> None:
        page = send(hr.get(URL), "look", BOTH)
        theirs = [f"{ONE}.employee", f"{TWO}.leader"]
        send(send(colleague.get(URL), "look", theirs), "save", theirs, note="Fordi")
        again = send(page, "save", BOTH, status=409, note="Også fordi")
        assert "Der er ændret noget, siden du så efter." in again.text
        assert "Også fordi" in str(again.soup)
        assert required_of(app, TWO) == ["leader"]

    @pytest.mark.parametrize("do", ["look", "save", "", "x" * 1000])
    def test_nothing_changed_is_nothing_done(self, app: Flask, hr: PageClient, do: str) -> None:
        page = send(hr.get(URL), do, [f"{ONE}.employee", "x", "..", "æ" * 3000], note="Fordi")
        assert "Der er ikke ændret noget" in page.text
        assert len(rows(app, ScenarioRevision)) == 2


class TestADraft:
    def write(self, app: Flask, hanne: Person, text: Scenario, **changes: object) -> None:
        with app.app_context():
            key = drafts.Key(DraftKind.SCENARIO, text.slug)
            drafts.save(key, Writing({**data_of(text), **changes}, []), version=0, base=1, by=hanne)
            db.session.commit()

    def draft(self, app: Flask) -> Draft:
        (found,) = rows(app, Draft)
        return found

    def test_follows_so_that_publishing_it_does_not_undo_the_marks(
        self, app: Flask, hr: PageClient, hanne: Person, dilemmas: tuple[Scenario, Scenario]
    ) -> None:
        self.write(app, hanne, dilemmas[0], title="Et nyt navn")
        send(send(hr.get(URL), "look", BOTH), "save", BOTH, note="Fordi")
        draft = self.draft(app)
        assert draft.data
        assert (draft.data["title"], draft.data["required_for"]) == ("Et nyt navn", ["employee", "leader"])
        assert (draft.version, draft.base, draft.saved_by) == (2, 2, "Hanne Hr")

    def test_that_says_something_else_itself_is_left_alone(
        self, app: Flask, hr: PageClient, hanne: Person, dilemmas: tuple[Scenario, Scenario]
    ) -> None:
        self.write(app, hanne, dilemmas[0], required_for=[])
        send(send(hr.get(URL), "look", BOTH), "save", BOTH, note="Fordi")
        draft = self.draft(app)
        assert draft.data
        assert (draft.data["required_for"], draft.version) == ([], 1)


def test_without_dilemmas_there_is_nothing_to_mark(app: Flask, hr: PageClient) -> None:
    assert "Der er ikke udgivet nogen scenarier endnu." in hr.get(URL).text
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(ScenarioRow)) == 0
