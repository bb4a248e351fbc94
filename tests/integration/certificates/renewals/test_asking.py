"""What a renewal asks for."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.clock import pretend
from tests.course import lesson, read
from tests.integration.certificates.finishing import (
    BALANCES,
    GREETING,
    Learner,
    change_person,
    completed,
    noon,
    publish_lessons,
)
from tests.integration.certificates.renewals.conftest import (
    COMPLETED,
    DAY,
    MINE,
    OPENS,
    SEEN,
    UNMET,
    asked,
    begin,
    revised,
    titles,
)
from tests.integration.quizzes import weighing

pytestmark = pytest.mark.usefixtures("no_documents")


class TestItAsksFor:
    def test_what_has_changed_since_and_three_dilemmas_that_are_new_to_one(
        self, app: Flask, more: Learner
    ) -> None:
        revised(app)
        with pretend(noon(OPENS)):
            page = begin(more)
            found = asked(page)
            assert found[0] == "Lektion hilsen"
            assert len(found) == 4
            assert set(found[1:]) <= titles(len(UNMET))
            assert "0 af 4 er klaret" in page.text

    @pytest.mark.usefixtures("near_the_end")
    def test_dilemmas_on_different_balances(self, more: Learner) -> None:
        found = asked(begin(more))
        chosen = [each for each in UNMET if f"Dilemma: {each.title}" in found]
        met = {balance for each in chosen for balance in each.balances}
        assert met == {balance for each in UNMET for balance in each.balances}
        assert len(met) == 3

    def test_only_so_many_dilemmas_as_there_are(self, app: Flask, learner: Learner) -> None:
        with pretend(noon(COMPLETED + DAY)):
            weighing.publish(app, *UNMET[:2])
        with pretend(noon(OPENS)):
            assert set(asked(begin(learner))) == titles(2)

    def test_the_whole_of_a_lesson_that_is_new_altogether(self, app: Flask, learner: Learner) -> None:
        with pretend(noon(date(2027, 5, 1))):
            publish_lessons(app, lesson("splinterny", read("a"), module=BALANCES, position=9))
        with pretend(noon(OPENS)):
            page = begin(learner)
            assert asked(page) == ["Lektion splinterny"]
            assert SEEN not in page.text
            learner.read("splinterny/a")
        assert completed(app) == [True, True]

    def test_the_whole_of_a_lesson_for_a_role_one_got_since(
        self, app: Flask, learner: Learner, person: Person
    ) -> None:
        of_leaders = lesson("ledere", read("a"), module=BALANCES, audience=(FoundationRole.LEADER,))
        with pretend(noon(COMPLETED - 30 * DAY)):
            publish_lessons(app, of_leaders)
        change_person(app, person, role=FoundationRole.LEADER)
        with pretend(noon(OPENS)):
            assert asked(begin(learner)) == ["Lektion ledere"]

    def test_what_is_new_in_a_lesson_by_the_names_of_its_steps(self, app: Flask, learner: Learner) -> None:
        first, second = GREETING.steps
        said = second.model_copy(update={"text": "Noget andet end før."})
        revised(app, GREETING.model_copy(update={"steps": (first, said, read("tredje"))}))
        with pretend(noon(OPENS)):
            page = begin(learner)
        (told,) = (each for each in page.soup.select(".lesson-card-meta") if "Ændret" in each.text)
        assert [link["href"] for link in told.select("a")] == [
            "/lessons/hilsen/anden", "/lessons/hilsen/tredje",
        ]  # fmt: skip

    def test_no_lesson_for_others(self, app: Flask, more: Learner) -> None:
        revised(app, GREETING.model_copy(update={"audience": (FoundationRole.LEADER,)}))
        with pretend(noon(OPENS)):
            assert "Lektion hilsen" not in asked(begin(more))

    def test_nothing_more_when_something_is_published_while_it_is_open(
        self, app: Flask, more: Learner
    ) -> None:
        with pretend(noon(OPENS)):
            before = asked(begin(more))
            publish_lessons(app, GREETING.model_copy(update={"summary": "Om noget nyt."}))
            assert asked(more.client.get(MINE)) == before
