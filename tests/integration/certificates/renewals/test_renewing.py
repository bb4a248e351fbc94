"""A certificate that has an end can be renewed by a shorter journey; the one before stays in the list."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person
from elearning.certificates.models import Certificate
from elearning.clock import pretend
from elearning.database import db
from elearning.progress.models import Assignment, LessonReviewed
from tests.course import rows
from tests.integration.certificates.conftest import Set
from tests.integration.certificates.finishing import (
    GREETING,
    Learner,
    certificates,
    change_person,
    completed,
    noon,
    open_all,
    revoke,
    unpublish,
)
from tests.integration.certificates.renewals.conftest import (
    BEGIN,
    COMPLETED,
    DAY,
    LAST,
    MINE,
    OPENS,
    RENEW,
    SEEN,
    UNMET,
    asked,
    begin,
    revised,
    weigh_what_is_asked,
)
from tests.integration.quizzes.weighing import Weigher

pytestmark = pytest.mark.usefixtures("no_documents")


class TestItOpens:
    @pytest.mark.parametrize("day", [COMPLETED, OPENS - DAY])
    def test_not_earlier_than_the_setting_says(self, app: Flask, learner: Learner, day: date) -> None:
        with pretend(noon(day)):
            assert BEGIN not in learner.client.get(MINE).text
            assert learner.post(RENEW) == 302
        assert completed(app) == [True]

    @pytest.mark.parametrize("day", [OPENS, LAST, LAST + 400 * DAY])
    def test_from_that_day_on_and_also_when_it_is_too_late(
        self, app: Flask, more: Learner, day: date
    ) -> None:
        with pretend(noon(day)):
            page = begin(more)
        assert (page.url, page.heading) == (MINE, "Mit kursusbevis")
        first, second = rows(app, Assignment)
        assert (second.number, second.starts_on, second.due_on) == (
            2,
            day,
            LAST if day < LAST else day + 30 * DAY,
        )
        assert second.completed_at is None
        assert first.completed_at
        assert len(certificates(app)) == 1

    def test_never_for_a_certificate_without_an_end(self, app: Flask, learner: Learner, set_to: Set) -> None:
        with app.app_context():
            db.session.execute(sa.update(Certificate).values(valid_until=None))
            db.session.commit()
        set_to(certificate_months=None)
        with pretend(noon(LAST + 4000 * DAY)):
            assert BEGIN not in learner.client.get(MINE).text
            assert learner.post(RENEW) == 302
        assert open_all(app, LAST + 4000 * DAY) == 0

    @pytest.mark.usefixtures("near_the_end")
    def test_once_however_often_it_is_asked_for(self, app: Flask, more: Learner) -> None:
        begin(more)
        (_first, before) = rows(app, Assignment)
        Weigher(more.client, UNMET[0].slug).to_the_reveal()
        assert more.post(RENEW) == 302
        assert [each.tasks for each in rows(app, Assignment)] == [[], before.tasks]

    def test_not_for_a_certificate_that_is_revoked(self, app: Flask, more: Learner) -> None:
        revoke(app, "Ved en fejl.")
        with pretend(noon(OPENS)):
            assert BEGIN not in more.client.get(MINE).text
            assert more.post(RENEW) == 302
        assert open_all(app, OPENS) == 0
        assert len(rows(app, Assignment)) == 1


class TestItIsCompleted:
    def test_by_the_last_dilemma(self, app: Flask, more: Learner, person: Person) -> None:
        revised(app)
        with pretend(noon(OPENS)):
            page = begin(more).press(SEEN)
            assert "Noteret: Du har set det nye i »Lektion hilsen«." in page.soup.get_text()
            assert "1 af 4 er klaret" in page.text
            assert len(certificates(app)) == 1
            weigh_what_is_asked(more)
            page = more.client.get(MINE)
        assert page.heading == f"Tillykke, {person.name}"
        first, second = certificates(app)
        assert (second.assignment, second.completed_on) == (2, OPENS)
        assert second.valid_until == date(2028, 9, 24)
        assert first.valid_until == LAST
        assert first.code != second.code
        assert completed(app) == [True, True]

    def test_by_the_last_lesson_looked_at(self, app: Flask, more: Learner) -> None:
        revised(app)
        with pretend(noon(OPENS)):
            begin(more)
            weigh_what_is_asked(more)
            assert len(certificates(app)) == 1
            page = more.client.get(MINE).press(SEEN)
        assert page.heading.startswith("Tillykke")
        assert [each.assignment for each in certificates(app)] == [1, 2]

    def test_and_the_first_certificate_stays_in_the_list(self, app: Flask, more: Learner) -> None:
        with pretend(noon(OPENS)):
            begin(more)
            weigh_what_is_asked(more)
            page = more.client.get(MINE)
            first, second = certificates(app)
            earlier = page.soup.select_one("section[aria-labelledby=earlier]")
            assert earlier
            assert f"Kursusbevis {first.number}" in earlier.get_text()
            assert second.number not in earlier.get_text()
            assert page.follow(f"Kursusbevis {first.number}").url == f"/certificate/{first.code}"
            assert page.follow("kontrolsiden").url == f"/verify/{second.code}"
            assert "Kursusbeviset er gyldigt." in more.client.get(f"/verify/{first.code}").text

    @pytest.mark.usefixtures("near_the_end")
    def test_at_once_where_nothing_is_new_and_nothing_is_left(self, app: Flask, learner: Learner) -> None:
        assert begin(learner).heading.startswith("Tillykke")
        assert [each.assignment for each in certificates(app)] == [1, 2]
        assert learner.post(RENEW) == 302  # the new one is far from its end
        assert len(certificates(app)) == 2

    def test_by_asking_for_it_when_what_was_left_is_taken_out_of_the_course(
        self, app: Flask, learner: Learner
    ) -> None:
        revised(app)
        with pretend(noon(OPENS)):
            assert asked(begin(learner)) == ["Lektion hilsen"]
            unpublish(app, GREETING)
            page = learner.client.get(MINE).press("Få mit kursusbevis")
        assert page.heading.startswith("Tillykke")
        assert [each.assignment for each in certificates(app)] == [1, 2]

    def test_not_by_reading_a_changed_lesson_that_one_does_not_say_to_have_seen(
        self, app: Flask, learner: Learner
    ) -> None:
        revised(app)
        with pretend(noon(OPENS)):
            begin(learner)
            learner.read()
            assert learner.post(MINE) == 302
        assert completed(app) == [True, False]

    def test_not_by_saying_so_of_a_lesson_that_is_not_asked_for(self, app: Flask, learner: Learner) -> None:
        revised(app)
        with pretend(noon(OPENS)):
            begin(learner)
            for slug in ("farvel", "findes-ikke"):
                assert learner.post(f"{RENEW}/lessons/{slug}") == 404
            assert rows(app, LessonReviewed) == []
        assert completed(app) == [True, False]

    def test_once_when_it_is_said_twice(self, app: Flask, learner: Learner) -> None:
        revised(app)
        with pretend(noon(OPENS)):
            begin(learner)
            assert [learner.post(f"{RENEW}/lessons/hilsen") for _each in range(2)] == [302, 302]
        assert len(rows(app, LessonReviewed)) == 1
        assert len(certificates(app)) == 2


class TestAllAreOpened:
    def test_that_are_near_their_end_and_each_only_once(self, app: Flask, more: Learner) -> None:
        assert more
        assert open_all(app, OPENS - DAY) == 0
        assert [open_all(app, OPENS), open_all(app, OPENS), open_all(app, LAST)] == [1, 0, 0]
        _first, second = rows(app, Assignment)
        assert (second.starts_on, len(second.tasks)) == (OPENS, 3)

    def test_and_are_completed_where_there_is_nothing_to_ask(self, app: Flask, learner: Learner) -> None:
        assert learner
        assert [open_all(app, OPENS), open_all(app, OPENS)] == [1, 0]
        assert [each.completed_on for each in certificates(app)] == [COMPLETED, OPENS]

    def test_but_not_of_people_who_have_left(self, app: Flask, more: Learner, person: Person) -> None:
        assert more
        change_person(app, person, is_active=False)
        assert open_all(app, OPENS) == 0

    def test_and_the_next_time_it_is_the_newest_that_counts(self, app: Flask, learner: Learner) -> None:
        assert learner
        open_all(app, OPENS)
        assert open_all(app, LAST + 30 * DAY) == 0  # the first has ended, the second has not
        assert open_all(app, date(2028, 7, 26)) == 1
        assert [each.assignment for each in certificates(app)] == [1, 2, 3]
