"""The summary of each person says what counting everything anew would say, whatever has happened."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.certificates import documents
from elearning.certificates import service as certificates
from elearning.certificates.models import Certificate
from elearning.clock import pretend
from elearning.database import db
from elearning.progress import counting, queries, service, summaries
from elearning.progress.deadlines import Status
from elearning.progress.models import Assignment, ProgressSummary
from elearning.progress.rules import Kind
from elearning.progress.summaries import status_in_sql, status_of
from elearning.quizzes.course import import_course, read_course
from elearning.quizzes.service import forget_weightings
from tests import course
from tests.course import open_session, read, rows
from tests.integration.certificates.finishing import BALANCES, GREETING, Learner, publish_all_kinds
from tests.integration.progress.summing import change, differing, get, recount_all, summary
from tests.pages import PageClient
from tests.people import People

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "make", lambda _certificate: None)


@pytest.fixture
def person(people: People) -> Person:
    return people.add()


@pytest.fixture
def learner(app: Flask, client: PageClient, person: Person) -> Learner:
    """`person` before a lesson of two steps, a dilemma and a quiz; published as nobody was there."""
    publish_all_kinds(app)
    recount_all(app)
    return Learner(open_session(client, person))


class TestEveryStep:
    def test_is_counted_when_it_is_kept(self, app: Flask, person: Person, learner: Learner) -> None:
        assert summary(app, person).steps_done == 0
        total = summary(app, person).steps_total
        seen = [0]
        for kind in Kind:
            for post in learner.posts(kind):
                assert post() == 302
                assert differing(app) == []
                seen.append(summary(app, person).steps_done)
        assert seen == sorted(seen)
        assert seen[-1] == total
        assert set(seen) == set(range(total + 1))

    def test_makes_active_also_before_a_dilemma_is_weighed_to_the_end(
        self, app: Flask, person: Person, learner: Learner
    ) -> None:
        with pretend(MONDAY):
            learner.posts(Kind.SCENARIO)[0]()
        assert summary(app, person).last_active_on == MONDAY.date()
        assert differing(app) == []

    def test_counts_a_dilemma_only_when_it_is_weighed_to_the_end(
        self, app: Flask, person: Person, learner: Learner
    ) -> None:
        counted = []
        for post in learner.posts(Kind.SCENARIO):
            assert post() == 302
            counted.append(summary(app, person).scenarios_done)
        assert counted == [0, 0, 1]
        assert summary(app, person).scenarios_total == 1

    def test_is_the_percentage_that_the_learner_sees(
        self, app: Flask, person: Person, learner: Learner
    ) -> None:
        learner.do(Kind.SCENARIO)
        with app.app_context():
            amount = queries.journey(get(person)).amount
        row = summary(app, person)
        assert (row.steps_done, row.steps_total) == (amount.done, amount.total)

    def test_makes_the_day_the_last_active_one_and_not_the_time(
        self, app: Flask, person: Person, learner: Learner
    ) -> None:
        assert summary(app, person).last_active_on is None
        with pretend(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)):  # past midnight in Billund
            assert learner.post("/lessons/hilsen/foerste") == 302
        assert summary(app, person).last_active_on == date(2026, 11, 24)

    def test_done_again_counts_once(self, app: Flask, person: Person, learner: Learner) -> None:
        for _time in range(2):
            assert learner.post("/lessons/hilsen/foerste") == 302
        assert summary(app, person).steps_done == 1
        assert differing(app) == []


class TestTheEnd:
    def test_is_written_with_the_certificate(self, app: Flask, person: Person, learner: Learner) -> None:
        with pretend(MONDAY):
            for kind in Kind:
                learner.do(kind)
        row = summary(app, person)
        assert row.completed_on == date(2026, 11, 23)
        assert len(rows(app, Certificate)) == 1
        assert differing(app) == []

    def test_stays_when_the_answers_are_deleted(self, app: Flask, person: Person, learner: Learner) -> None:
        for kind in Kind:
            learner.do(kind)
        change(app, lambda: forget_weightings(get(person)))
        assert summary(app, person).completed_on is not None
        assert differing(app) == []

    def test_is_not_reached_by_answers_that_are_deleted_half_way(
        self, app: Flask, person: Person, learner: Learner
    ) -> None:
        learner.posts(Kind.SCENARIO)[0]()
        assert summary(app, person).steps_done == 1
        change(app, lambda: forget_weightings(get(person)))
        assert summary(app, person).steps_done == 0
        assert differing(app) == []

    def test_is_of_the_renewal_once_that_is_open(self, app: Flask, person: Person, learner: Learner) -> None:
        for kind in Kind:
            learner.do(kind)
        change(app, lambda: certificates.open_renewal(db.session.scalars(sa.select(Certificate)).one()))
        assert summary(app, person).number == 2
        assert summary(app, person).first_completed_on is not None
        assert differing(app) == []

    def test_makes_nobody_active_when_a_nightly_run_opens_the_renewal(
        self, app: Flask, person: Person, learner: Learner
    ) -> None:
        with pretend(MONDAY):
            for kind in Kind:
                learner.do(kind)
        later = MONDAY + timedelta(days=400)
        with pretend(later):
            change(app, lambda: certificates.open_renewal(db.session.scalars(sa.select(Certificate)).one()))
        assert summary(app, person).last_active_on == MONDAY.date()

    def test_is_not_valid_any_longer_when_the_certificate_is_revoked(
        self, app: Flask, person: Person, learner: Learner
    ) -> None:
        for kind in Kind:
            learner.do(kind)
        with app.app_context():
            db.session.execute(sa.update(Certificate).values(valid_until=date(2030, 1, 1)))
            db.session.commit()
        recount_all(app)
        assert summary(app, person).valid_until == date(2030, 1, 1)

        def revoke() -> None:
            found = db.session.scalars(sa.select(Certificate)).one()
            certificates.revoke(found, "Det var en prøve.", by=None)

        change(app, revoke)
        assert summary(app, person).valid_until is None
        assert differing(app) == []

    def test_of_a_corrected_certificate_is_written_too(
        self, app: Flask, person: Person, learner: Learner
    ) -> None:
        for kind in Kind:
            learner.do(kind)

        def correct() -> None:
            found = db.session.scalars(sa.select(Certificate)).one()
            certificates.revoke(found, "Navnet var forkert.", by=None, reissue=True)

        change(app, correct)
        assert summary(app, person).number == 2
        assert summary(app, person).completed_on is not None
        assert differing(app) == []


class TestTheDueDate:
    def test_is_the_assignments_also_when_it_is_moved(self, app: Flask, person: Person) -> None:
        assert summary(app, person).due_on == rows(app, Assignment)[0].due_on
        later = date(2027, 3, 1)

        def move() -> None:
            service.set_due(db.session.scalars(sa.select(Assignment)).one(), later)

        change(app, move)
        assert summary(app, person).due_on == later
        assert differing(app) == []


class TestTheCourse:
    def test_that_is_published_anew_changes_how_much_everybody_has_to_do(
        self, app: Flask, people: People
    ) -> None:
        everybody = [people.add(), people.add(role=FoundationRole.LEADER)]
        assert [summary(app, each).steps_total for each in everybody] == [0, 0]
        change(app, lambda: import_course(read_course()))
        change(app, counting.recount_everybody)
        assert all(summary(app, each).steps_total > 50 for each in everybody)
        assert [summary(app, each).scenarios_total for each in everybody] == [9, 9]
        assert differing(app) == []

    def test_that_loses_a_step_is_seen_by_counting_anew(
        self, app: Flask, person: Person, learner: Learner
    ) -> None:
        learner.do(Kind.LESSON)
        course.publish(app, course.lesson("hilsen", read("foerste"), module=BALANCES), modules=(BALANCES,))
        assert differing(app) == [f"person {person.id}: steps_done is 2, not 1, steps_total is 6, not 5"]
        recount_all(app)
        assert differing(app) == []
        assert len(GREETING.steps) == 2


class TestWhoComesBack:
    def test_has_what_they_had(self, app: Flask, person: Person, learner: Learner) -> None:
        for kind in Kind:
            learner.do(kind)
        with app.app_context():
            db.session.execute(sa.update(Certificate).values(valid_until=date(2027, 1, 1)))
            db.session.commit()
        recount_all(app)
        before = summary(app, person)
        change(app, lambda: leading.leave(get(person)))
        change(app, lambda: leading.come_back(get(person)))
        after = summary(app, person)
        assert (after.completed_on, after.valid_until) == (before.completed_on, date(2027, 1, 1))
        assert after.steps_done == before.steps_done


def test_status_is_the_same_in_sql(app: Flask, people: People) -> None:
    day = date(2026, 11, 23)
    near = [day + timedelta(days=each) for each in (-1, 0, 1)]
    wanted = [
        {"starts_on": starts, "due_on": due, "completed_on": done, "valid_until": end, "steps_done": steps}
        for starts in near
        for due in (None, *near)
        for done in (None, *near)
        for end in (None, *near)
        for steps in (0, 1)
    ]
    one = people.add()
    with app.app_context():
        row = db.session.get_one(ProgressSummary, one.id)
        told, seen = [], set()
        for values in wanted:
            db.session.execute(sa.update(ProgressSummary).values(**values))
            db.session.refresh(row)
            in_sql = db.session.scalar(sa.select(status_in_sql(day)))
            if in_sql != status_of(row, day):
                told.append((values, in_sql))
            seen.add(in_sql)
        assert told == []
        assert seen == set(Status)


def test_a_person_is_added_with_their_row_or_not_at_all(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(summaries, "counts", fail)
    with pytest.raises(RuntimeError):
        people.add()
    assert rows(app, Person) == []
    assert rows(app, ProgressSummary) == []
