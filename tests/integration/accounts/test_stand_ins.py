"""Standing in for a leader, to and including a day, and who has a team to see at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest
from flask import Flask
from flask_login import AnonymousUserMixin

from elearning.access import RULES, Permission, Visitor
from elearning.accounts import leading
from elearning.accounts.models import Person, StandIn
from elearning.accounts.queries import person_in_session
from elearning.clock import pretend
from elearning.database import db
from tests.course import rows
from tests.integration.accounts.test_leading import found, leave
from tests.people import People
from tests.statements import full_scans, statements

TODAY = date(2026, 11, 23)
UNTIL = date(2026, 11, 27)
NEXT_DAY = UNTIL + timedelta(days=1)
BIG_TABLES = {"person": {"id", "leader_id"}, "stand_in": {"leader_id", "person_id"}}

StandsIn = Callable[[Person, Person, date], None]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


@pytest.fixture
def stands_in(app: Flask) -> StandsIn:
    """Let `person` stand in for `leader` until a day, committed, as it was done on `TODAY`."""

    def stand_in(person: Person, leader: Person, until: date = UNTIL) -> None:
        with app.app_context(), pretend(noon(TODAY)):
            leading.set_stand_in(found(leader), found(person), until)
            db.session.commit()

    return stand_in


@pytest.fixture
def lars(people: People) -> Person:
    """A leader with somebody to lead."""
    lars = people.add("Lars")
    people.add("Mette", leader=lars)
    return lars


def leads(app: Flask, person: Person, day: date = TODAY) -> bool:
    """Say whether who signs in as `person` on `day` has a team to see, by each way there is to ask."""
    with app.app_context(), pretend(noon(day)):
        signed_in = person_in_session(person.get_id())
        assert signed_in
        assert signed_in.leads is bool(leading.led_by(signed_in, day))
        assert signed_in.leads is RULES[Permission.LEAD](cast("Visitor", signed_in))
        return signed_in.leads


def teams(app: Flask, person: Person, day: date = TODAY) -> list[str]:
    with app.app_context():
        return [each.name for each in leading.led_by(found(person), day)]


def stored(app: Flask) -> list[tuple[int, int, date]]:
    return [(row.leader_id, row.person_id, row.until) for row in rows(app, StandIn)]


class TestWhoLeads:
    def test_is_who_leads_somebody_active(self, app: Flask, people: People, lars: Person) -> None:
        mette, above = people.add("Mette B", leader=lars), people.add("Karen")
        assert [leads(app, each) for each in (lars, mette, above)] == [True, False, False]

    def test_is_nobody_whose_people_have_all_left(self, app: Flask, people: People) -> None:
        lars = people.add("Lars")
        mette = people.add("Mette", leader=lars)
        leave(app, mette)
        assert not leads(app, lars)

    def test_is_also_who_stands_in_and_no_other(
        self, app: Flask, people: People, lars: Person, stands_in: StandsIn
    ) -> None:
        vera, other = people.add("Vera"), people.add("Otto")
        stands_in(vera, lars, UNTIL)
        assert [leads(app, each) for each in (lars, vera, other)] == [True, True, False]

    def test_is_nobody_who_stands_in_for_somebody_without_a_team(
        self, app: Flask, people: People, stands_in: StandsIn
    ) -> None:
        vera, alone = people.add("Vera"), people.add("Alene")
        stands_in(vera, alone, UNTIL)
        assert not leads(app, vera)

    def test_is_nobody_before_signing_in(self) -> None:
        assert not RULES[Permission.LEAD](cast("Visitor", AnonymousUserMixin()))

    @pytest.mark.parametrize("team", [1, 12])
    def test_is_known_without_a_statement_more(self, app: Flask, people: People, team: int) -> None:
        lars = people.add("Lars")
        for number in range(team):
            people.add(f"Nr. {number}", leader=lars)
        with app.app_context(), statements(db.engine) as sent:
            assert person_in_session(lars.get_id())
            assert len(sent) == 1

    def test_is_known_after_a_rollback_too(self, app: Flask, lars: Person) -> None:
        with app.app_context():
            signed_in = person_in_session(lars.get_id())
            db.session.rollback()  # as before an error page, whose menu asks
            assert signed_in
            assert signed_in.leads


class TestTheLastDay:
    def test_is_included_and_the_day_after_is_not(
        self, app: Flask, people: People, lars: Person, stands_in: StandsIn
    ) -> None:
        vera = people.add("Vera")
        stands_in(vera, lars, UNTIL)
        assert {day: leads(app, vera, day) for day in (TODAY, UNTIL, NEXT_DAY)} == {
            TODAY: True,
            UNTIL: True,
            NEXT_DAY: False,
        }

    def test_ends_at_midnight_where_the_municipality_is(
        self, app: Flask, people: People, lars: Person, stands_in: StandsIn
    ) -> None:
        vera = people.add("Vera")
        stands_in(vera, lars, UNTIL)
        before = datetime(2026, 11, 27, 22, 59, tzinfo=UTC)
        for moment, expected in ((before, True), (before + timedelta(minutes=1), False)):
            with app.app_context(), pretend(moment):
                signed_in = person_in_session(vera.get_id())
                assert signed_in
                assert signed_in.leads is expected

    def test_may_be_today(self, app: Flask, people: People, lars: Person, stands_in: StandsIn) -> None:
        vera = people.add("Vera")
        stands_in(vera, lars, TODAY)
        assert leads(app, vera)


class TestStandingIn:
    def test_replaces_whoever_did(
        self, app: Flask, people: People, lars: Person, stands_in: StandsIn
    ) -> None:
        vera, otto = people.add("Vera"), people.add("Otto")
        stands_in(vera, lars, UNTIL)
        stands_in(otto, lars, NEXT_DAY)
        assert stored(app) == [(lars.id, otto.id, NEXT_DAY)]
        assert not leads(app, vera)

    def test_is_ended(self, app: Flask, people: People, lars: Person, stands_in: StandsIn) -> None:
        vera = people.add("Vera")
        stands_in(vera, lars, UNTIL)
        with app.app_context():
            assert [leading.end_stand_in(found(lars)) for _time in range(2)] == [True, False]
            db.session.commit()
        assert not leads(app, vera)

    @pytest.mark.parametrize("leaver", ["Lars", "Vera"])
    def test_ends_when_either_leaves(
        self, app: Flask, people: People, lars: Person, stands_in: StandsIn, leaver: str
    ) -> None:
        vera = people.add("Vera")
        other = people.add("Karen", leader=vera)
        stands_in(vera, lars, UNTIL)
        stands_in(lars, other, UNTIL)
        leave(app, {"Lars": lars, "Vera": vera}[leaver])
        kept = [(other.id, lars.id, UNTIL)] if leaver == "Vera" else []
        assert stored(app) == kept

    def test_for_oneself_is_refused(self, lars: Person, stands_in: StandsIn) -> None:
        with pytest.raises(leading.OwnStandInError):
            stands_in(lars, lars, UNTIL)

    def test_until_a_day_that_is_over_is_refused(
        self, people: People, lars: Person, stands_in: StandsIn
    ) -> None:
        with pytest.raises(leading.PastStandInError, match="2026-11-22"):
            stands_in(people.add("Vera"), lars, TODAY - timedelta(days=1))

    def test_by_or_for_somebody_who_has_left_is_refused(
        self, people: People, lars: Person, stands_in: StandsIn
    ) -> None:
        gone = people.add("Gert", is_active=False)
        for person, leader in ((gone, lars), (lars, gone)):
            with pytest.raises(leading.InactiveStandInError, match="Gert"):
                stands_in(person, leader, UNTIL)

    def test_for_who_leads_one_or_is_led_by_one_is_fine(
        self, app: Flask, people: People, stands_in: StandsIn
    ) -> None:
        above = people.add("Karen")
        below = people.add("Lars", leader=above)
        people.add("Mette", leader=below)
        stands_in(below, above, UNTIL)
        stands_in(above, below, UNTIL)
        assert teams(app, below) == ["Lars", "Karen"]
        assert teams(app, above) == ["Karen", "Lars"]


class TestTheTeamsSomebodySees:
    def test_are_their_own_and_then_by_name_in_danish_order(
        self, app: Flask, people: People, lars: Person, stands_in: StandsIn
    ) -> None:
        for name in ("Åge", "Zenia", "Ærø", "Aase", "bent"):
            leader = people.add(name)
            people.add(f"Under {name}", leader=leader)
            stands_in(lars, leader, UNTIL)
        assert teams(app, lars) == ["Lars", "bent", "Zenia", "Ærø", "Åge", "Aase"]

    def test_are_found_in_one_statement_that_reads_through_no_table(
        self, app: Flask, people: People, lars: Person, stands_in: StandsIn
    ) -> None:
        for name in ("Bodil", "Carla"):
            leader = people.add(name)
            people.add(f"Under {name}", leader=leader)
            stands_in(lars, leader, UNTIL)
        with app.app_context():
            viewer = found(lars)
            with statements(db.engine) as sent:
                assert len(leading.led_by(viewer, TODAY)) == 3
            with statements(db.engine) as for_session:
                person_in_session(lars.get_id())
        assert len(sent) == len(for_session) == 1
        with app.app_context(), db.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            scans = [full_scans(connection, each, BIG_TABLES) for each in (*sent, *for_session)]
        assert scans == [[], []]
