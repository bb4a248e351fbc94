"""Who is below whom, in the summaries: also when leaders change, leave and come back."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask

from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.database import db
from elearning.progress.models import ProgressSummary
from tests.course import rows
from tests.integration.progress.summing import below, change, differing, get, recount_all, summary
from tests.people import People


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
