"""The summary of each person says what counting everything anew would say, whatever has happened."""

from __future__ import annotations

from collections.abc import Callable
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
from elearning.progress import queries, service, summaries
from elearning.progress.deadlines import Status
from elearning.progress.models import Assignment, ProgressSummary
from elearning.progress.rules import Kind
from elearning.progress.summaries import end_of, status_in_sql, status_of
from elearning.quizzes.course import import_course, read_course
from elearning.quizzes.service import forget_weightings
from elearning.teams import recount
from tests import course
from tests.course import open_session, read, rows
from tests.integration.certificates.finishing import BALANCES, GREETING, Learner, publish_all_kinds
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


def recount_all(app: Flask) -> None:
    with app.app_context():
        for difference in recount.differences():
            recount.mend(difference)
        db.session.commit()


def differing(app: Flask) -> list[str]:
    with app.app_context():
        return [str(each) for each in recount.differences()]


def summary(app: Flask, person: Person) -> ProgressSummary:
    (found,) = rows(app, ProgressSummary, person_id=person.id)
    return found


def change(app: Flask, work: Callable[[], object]) -> None:
    with app.app_context():
        work()
        db.session.commit()


def get(person: Person) -> Person:
    return db.session.get_one(Person, person.id)


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


class TestTheLine:
    def test_goes_from_the_top_down_to_the_person(self, app: Flask, people: People) -> None:
        top = people.add()
        middle = people.add(leader=top)
        low = people.add(leader=middle)
        assert summary(app, low).line == f"/{top.id}/{middle.id}/{low.id}/"
        assert summary(app, low).leader_id == middle.id
        assert below(app, top) == {middle.id, low.id}
        assert below(app, middle) == {low.id}
        assert below(app, low) == set()

    def test_is_not_mixed_up_with_a_number_that_begins_alike(self, app: Flask, people: People) -> None:
        everybody = [people.add() for _number in range(12)]
        low = people.add(leader=everybody[9])  # 10, beside 1
        assert everybody[9].id == 10
        assert below(app, everybody[0]) == set()
        assert below(app, everybody[9]) == {low.id}

    def test_moves_with_the_whole_branch(self, app: Flask, people: People) -> None:
        old, new = people.add(), people.add()
        moved = people.add(leader=old)
        low = people.add(leader=moved)
        change(app, lambda: leading.set_leader(get(moved), get(new)))
        assert summary(app, low).line == f"/{new.id}/{moved.id}/{low.id}/"
        assert below(app, old) == set()
        assert below(app, new) == {moved.id, low.id}
        assert differing(app) == []
        change(app, lambda: leading.set_leader(get(moved), None))
        assert below(app, moved) == {low.id}
        assert differing(app) == []

    def test_closes_where_a_leader_leaves_and_opens_not_again(self, app: Flask, people: People) -> None:
        top = people.add()
        middle = people.add(leader=top)
        low = people.add(leader=middle)
        lowest = people.add(leader=low)
        change(app, lambda: leading.leave(get(middle)))
        assert below(app, top) == {low.id, lowest.id}
        assert summary(app, low).leader_id == top.id
        assert rows(app, ProgressSummary, person_id=middle.id) == []
        assert differing(app) == []
        change(app, lambda: leading.come_back(get(middle)))
        assert below(app, top) == {middle.id, low.id, lowest.id}
        assert below(app, middle) == set()
        assert differing(app) == []

    def test_of_those_whose_top_leader_leaves_begins_with_themselves(
        self, app: Flask, people: People
    ) -> None:
        top = people.add()
        low = people.add(leader=top)
        stranger = people.add()
        change(app, lambda: leading.leave(get(top)))
        assert summary(app, low).line == f"/{low.id}/"
        assert summary(app, stranger).line == f"/{stranger.id}/"
        assert differing(app) == []

    def test_of_nobody_else_moves_when_somebody_without_a_row_does(self, app: Flask, people: People) -> None:
        left, leader, other = people.add(), people.add(), people.add()
        change(app, lambda: leading.leave(get(left)))
        change(app, lambda: leading.set_leader(get(left), get(leader)))
        assert summary(app, other).line == f"/{other.id}/"
        assert differing(app) == []


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


class TestCountingAnew:
    def test_finds_and_mends_whatever_is_wrong(self, app: Flask, people: People) -> None:
        wrong, lacking, gone, right = (people.add() for _person in range(4))
        assert differing(app) == []
        with app.app_context():
            table = ProgressSummary
            db.session.execute(
                sa.update(table).filter_by(person_id=wrong.id).values(steps_done=7, line="/9/")
            )
            db.session.execute(sa.delete(table).filter_by(person_id=lacking.id))
            db.session.execute(sa.update(Person).filter_by(id=gone.id).values(is_active=False))
            db.session.commit()
        assert differing(app) == [
            f"person {wrong.id}: line is /9/, not /{wrong.id}/, steps_done is 7, not 0",
            f"person {lacking.id}: has no row",
            f"person {gone.id}: has a row, and is not active",
        ]
        recount_all(app)
        assert differing(app) == []
        assert [each.person_id for each in rows(app, ProgressSummary)] == [wrong.id, lacking.id, right.id]

    def test_passes_over_leaders_who_have_left(self, app: Flask, people: People) -> None:
        top = people.add()
        middle = people.add(leader=top)
        low = people.add(leader=middle)
        with app.app_context():  # as an old database may have it
            db.session.execute(sa.update(Person).filter_by(id=middle.id).values(is_active=False))
            db.session.commit()
        recount_all(app)
        assert summary(app, low).line == f"/{top.id}/{low.id}/"
        assert summary(app, low).leader_id == top.id


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


def below(app: Flask, leader: Person) -> set[int]:
    line = summary(app, leader).line
    with app.app_context():
        found = sa.select(ProgressSummary.person_id).where(
            ProgressSummary.line > line, ProgressSummary.line < end_of(line)
        )
        return set(db.session.scalars(found))
