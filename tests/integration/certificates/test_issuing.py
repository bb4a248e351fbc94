"""A certificate is issued with the last step, once, and says for ever what was true then."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.certificates import rules
from elearning.certificates.facts import ModuleTaken
from elearning.clock import pretend
from elearning.modules.models import StepCompletion
from elearning.progress.models import Assignment
from elearning.progress.rules import Kind
from elearning.quizzes.models import QuizAnswer, QuizPass, ScenarioCompletion, Weighting
from tests import course
from tests.course import GO_ON, open_session, read, rows
from tests.integration.certificates.conftest import Set
from tests.integration.certificates.finishing import (
    BALANCES,
    GOODBYE,
    GREETING,
    STEPS,
    Learner,
    certificates,
    change_person,
    completed,
    only_certificate,
    publish_lessons,
    unpublish,
)
from tests.pages import PageClient
from tests.people import People

pytestmark = pytest.mark.usefixtures("no_documents")

LEADERS = (FoundationRole.LEADER,)
LATE_IN_THE_EVENING = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # past midnight in Billund
MY_CERTIFICATE = "/certificate"


class TestItIsIssued:
    @pytest.mark.parametrize("last", Kind)
    def test_with_the_very_last_step_whichever_kind_it_is(
        self, app: Flask, all_kinds: Learner, last: Kind
    ) -> None:
        for kind in Kind:
            if kind is not last:
                all_kinds.do(kind)
        issued = []
        for post in all_kinds.posts(last):
            assert (certificates(app), completed(app)) == ([], [False])
            assert post() == 302
            issued.append(len(certificates(app)))
        assert issued[-1] == 1
        assert completed(app) == [True]

    def test_once_when_the_last_step_is_sent_again(self, app: Flask, learner: Learner) -> None:
        learner.read()
        (before,) = rows(app, Assignment)
        learner.read(STEPS[-1], *STEPS)
        assert len(certificates(app)) == 1
        assert [each.completed_at for each in rows(app, Assignment)] == [before.completed_at]

    @pytest.mark.usefixtures("learner")
    def test_not_for_what_somebody_else_did(self, app: Flask, client: PageClient, people: People) -> None:
        other = people.add("Bo Bach")
        Learner(open_session(client.another(), other)).read()
        assert [each.person_id for each in certificates(app)] == [other.id]


class TestAnErrorInIssuing:
    @pytest.mark.parametrize("last", Kind)
    def test_takes_the_last_step_back_and_the_next_try_gives_both(
        self, app: Flask, all_kinds: Learner, monkeypatch: pytest.MonkeyPatch, last: Kind
    ) -> None:
        for kind in Kind:
            if kind is not last:
                all_kinds.do(kind)
        *before, post = all_kinds.posts(last)
        for each in before:
            assert each() == 302
        stored = _stored(app)
        with monkeypatch.context() as patch:
            patch.setattr(rules, "new_code", _fail)
            assert post() == 500
        assert _stored(app) == stored
        assert (certificates(app), completed(app)) == ([], [False])
        assert post() == 302
        assert (len(certificates(app)), completed(app)) == (1, [True])


def _fail() -> str:
    raise RuntimeError("no code can be made")


def _stored(app: Flask) -> list[int]:
    """Count what is kept of what somebody did."""
    kinds = (StepCompletion, Weighting, ScenarioCompletion, QuizAnswer, QuizPass)
    return [len(rows(app, kind)) for kind in kinds]


class TestItSays:
    def test_who_where_what_and_how_long_it_took(
        self, app: Flask, all_kinds: Learner, person: Person
    ) -> None:
        total = all_kinds.client.get("/").soup.select_one(".journey-total")
        assert total
        promised = re.search(r"ca\. (\d+) minutter tilbage", total.get_text())
        assert promised
        for kind in Kind:
            all_kinds.do(kind)
        facts = only_certificate(app).facts
        assert (facts.name, facts.organisation) == (person.name, "Billund Kommune")
        assert facts.valid_until is None
        # The whole of the module, as long as the journey said it would take.
        assert facts.modules == (ModuleTaken(BALANCES.title, int(promised[1])),)

    def test_every_module_in_the_courses_order(self, app: Flask, learner: Learner) -> None:
        learner.read()
        assert only_certificate(app).facts.modules == (
            ModuleTaken(BALANCES.title, 2),
            ModuleTaken(GO_ON.title, 1),
        )

    def test_the_day_it_was_here_and_not_in_greenwich(self, app: Flask, learner: Learner) -> None:
        with pretend(LATE_IN_THE_EVENING):
            learner.read()
        found = only_certificate(app)
        assert found.completed_on == date(2026, 11, 24)
        assert found.number == f"2026-{found.id:05d}"

    def test_which_edition_of_the_course_it_was(self, app: Flask, client: PageClient, person: Person) -> None:
        with pretend(datetime(2026, 11, 1, 23, 30, tzinfo=UTC)):
            publish_lessons(app)
        Learner(open_session(client, person)).read()
        assert only_certificate(app).edition == date(2026, 11, 2)

    def test_until_when_it_is_valid_where_that_is_set(
        self, app: Flask, learner: Learner, set_to: Set
    ) -> None:
        set_to(certificate_months=3)
        with pretend(datetime(2026, 11, 30, 12, tzinfo=UTC)):
            learner.read()
        assert only_certificate(app).valid_until == date(2027, 2, 28)


class TestWhatItSaysStays:
    def test_whatever_is_changed_afterwards(
        self, app: Flask, learner: Learner, person: Person, set_to: Set
    ) -> None:
        learner.read()
        before = only_certificate(app)
        addresses = [f"/certificate/{before.code}", f"/verify/{before.code}"]
        pages = [learner.client.get(address).text for address in addresses]
        change_person(app, person, name="Anna Nytnavn", role=FoundationRole.LEADER)
        set_to(organisation="Grindsted Kommune", certificate_months=1)
        renamed = [
            each.model_copy(update={"title": f"Nyt navn til {each.slug}"}) for each in (BALANCES, GO_ON)
        ]
        longer = course.lesson("hilsen", read("foerste", 900), read("ny", 900), module=BALANCES)
        publish_lessons(app, longer, modules=renamed)
        unpublish(app, GOODBYE)
        after = only_certificate(app)
        assert (after.facts, after.issued_at) == (before.facts, before.issued_at)
        assert [learner.client.get(address).text for address in addresses] == pages


class TestWhatOneLackedIsTakenOutOfTheCourse:
    """No step completes the journey then, so one asks for the certificate."""

    @pytest.fixture
    def almost(self, learner: Learner) -> Learner:
        """Somebody who lacks the last lesson."""
        learner.read(*STEPS[:-1])
        return learner

    def test_it_can_be_claimed_when_the_lesson_is_unpublished(self, app: Flask, almost: Learner) -> None:
        unpublish(app, GOODBYE)
        page = almost.client.get(MY_CERTIFICATE)
        assert "dit kursusbevis er klar" in page.text
        assert (certificates(app), completed(app)) == ([], [False])  # looking issues nothing
        assert page.press("Få mit kursusbevis").heading == "Tillykke, Anna Holm"
        found = only_certificate(app)
        assert [each.title for each in found.facts.modules] == [BALANCES.title]
        assert completed(app) == [True]

    def test_it_can_be_claimed_when_the_lesson_is_for_others_now(self, app: Flask, almost: Learner) -> None:
        publish_lessons(app, GOODBYE.model_copy(update={"audience": LEADERS}))
        almost.client.get(MY_CERTIFICATE).press("Få mit kursusbevis")
        assert len(certificates(app)) == 1

    def test_the_journey_leads_to_it(self, app: Flask, almost: Learner) -> None:
        unpublish(app, GOODBYE)
        page = almost.client.get("/").follow("Se mit kursusbevis")
        assert page.press("Få mit kursusbevis").heading == "Tillykke, Anna Holm"

    def test_a_second_claim_issues_none(self, app: Flask, almost: Learner) -> None:
        unpublish(app, GOODBYE)
        assert [almost.post(MY_CERTIFICATE) for _each in range(3)] == [302] * 3
        assert len(certificates(app)) == 1
        with pytest.raises(AssertionError, match="no button"):
            almost.client.get(MY_CERTIFICATE).form("Få mit kursusbevis")

    def test_a_claim_before_the_end_issues_none(self, app: Flask, almost: Learner) -> None:
        with pytest.raises(AssertionError, match="no button"):
            almost.client.get(MY_CERTIFICATE).form("Få mit kursusbevis")
        assert almost.post(MY_CERTIFICATE) == 302
        assert (certificates(app), completed(app)) == ([], [False])


class TestAnEmptyCourse:
    def test_gives_no_certificate(self, app: Flask, client: PageClient, person: Person) -> None:
        learner = Learner(open_session(client, person))
        assert learner.post(MY_CERTIFICATE) == 302
        assert client.get(MY_CERTIFICATE).heading == "Mit kursusbevis"
        assert (certificates(app), completed(app)) == ([], [False])

    def test_for_ones_own_role_gives_no_certificate(
        self, app: Flask, client: PageClient, person: Person
    ) -> None:
        publish_lessons(app, GREETING.model_copy(update={"audience": LEADERS}))
        learner = Learner(open_session(client, person))
        learner.read("hilsen/foerste", "hilsen/anden")  # reading what is for others is no way around
        assert learner.post(MY_CERTIFICATE) == 302
        assert (certificates(app), completed(app)) == ([], [False])
