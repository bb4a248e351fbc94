"""A leader gets an overview on the first working day of a week, when there is something to say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.clock import now, pretend
from elearning.database import db
from elearning.reminders.models import ReminderRun
from elearning.reminders.rules import Kind, State
from tests.integration.reminders.office import (
    Office,
    log_of,
    moment,
    run_daily,
    run_on,
    set_summary,
    text_of,
)
from tests.people import People

pytestmark = pytest.mark.usefixtures("app")

MONDAY = date(2026, 12, 7)
FAR = MONDAY + timedelta(days=200)


class Team:
    """A leader with three people; nobody of them is due a mail of their own."""

    def __init__(self, app: Flask, people: People) -> None:
        self.app = app
        self.boss = people.add("Olga Øverst", email="boss@example.dk")
        self.leader = people.add("Lars Leder", email="lars@example.dk", leader=self.boss)
        self.members = [people.add(name, leader=self.leader) for name in ("Bo", "Anna", "Åge")]
        for each in (self.boss, self.leader, *self.members):
            self.set(each, due_on=FAR, last_active_on=MONDAY, steps_done=1, steps_total=2)

    def set(self, person: Person, **values: object) -> None:
        set_summary(self.app, person, **values)


@pytest.fixture
def team(mailing: Flask, people: People) -> Team:
    return Team(mailing, people)


def weekly(office: Office) -> dict[str, str]:
    return {mail["To"]: text_of(mail) for mail in office.mails if mail["Subject"].startswith("Dit team")}


def weekly_log(app: Flask, leader: Person) -> list[tuple[State, str | None]]:
    return [(state, reason) for kind, state, reason in log_of(app, leader) if kind is Kind.TEAM_WEEK]


def test_it_names_people_under_what_there_is_to_say(mailing: Flask, office: Office, team: Team) -> None:
    bo, anna, aage = team.members
    team.set(bo, due_on=MONDAY - timedelta(days=40))
    team.set(aage, due_on=MONDAY - timedelta(days=41))
    team.set(anna, completed_on=MONDAY - timedelta(days=2))
    run_on(mailing, MONDAY)
    text = weekly(office)["lars@example.dk"]
    assert office.mails[0]["Subject"] == "Dit team i Grundlaget, uge 50"
    assert "Har overskredet fristen\n- Bo, 28. oktober 2026\n- Åge, 27. oktober 2026\n" in text
    assert "Har gennemført den seneste uge\n- Anna, 5. december 2026\n" in text
    assert "https://grund.example.dk/team\n" in text


def test_only_direct_reports_count(mailing: Flask, office: Office, team: Team) -> None:
    team.set(team.members[0], due_on=MONDAY - timedelta(days=40))
    run_on(mailing, MONDAY)
    assert weekly(office).keys() == {"lars@example.dk"}


def test_there_is_none_when_there_is_nothing_to_say(mailing: Flask, office: Office, team: Team) -> None:
    assert team
    run_on(mailing, MONDAY)
    assert office.mails == []
    assert weekly_log(mailing, team.leader) == []


@pytest.mark.parametrize(
    ("day", "comes"),
    [
        (MONDAY + timedelta(days=1), True),  # nothing ran on Monday
        (MONDAY + timedelta(days=3), False),
        (date(2026, 12, 28), True),  # Monday after Christmas
        (date(2027, 3, 29), False),  # Easter Monday
        (date(2027, 3, 30), True),
    ],
)
def test_it_comes_when_the_week_has_begun_and_is_not_half_gone(
    mailing: Flask, office: Office, team: Team, day: date, *, comes: bool
) -> None:
    for each in (team.boss, team.leader, *team.members):
        team.set(each, due_on=day + timedelta(days=200), last_active_on=day)
    team.set(team.members[0], completed_on=day - timedelta(days=4))
    run_on(mailing, day)
    assert bool(weekly(office)) is comes


def test_it_comes_once_a_week(mailing: Flask, office: Office, team: Team) -> None:
    team.set(team.members[0], due_on=MONDAY - timedelta(days=40))
    team.set(team.leader, completed_on=MONDAY)
    for day in (0, 0, 1, 7):
        run_on(mailing, MONDAY + timedelta(days=day))
    assert weekly_log(mailing, team.leader) == [(State.SENT, None)] * 2
    assert office.addressed()["lars@example.dk"] == 2


def test_who_stands_in_gets_it_too_and_once_with_their_own_team(
    mailing: Flask, office: Office, team: Team
) -> None:
    team.set(team.members[0], due_on=MONDAY - timedelta(days=40))
    team.set(team.leader, due_on=MONDAY - timedelta(days=40))
    with mailing.app_context():
        leader, boss = (db.session.get_one(Person, each.id) for each in (team.leader, team.boss))
        leading.set_stand_in(leader, boss, date(2099, 1, 1))
        db.session.commit()
    run_on(mailing, MONDAY)
    mails = weekly(office)
    assert mails.keys() == {"lars@example.dk", "boss@example.dk"}
    assert "\nHar overskredet fristen\n- Lars Leder, 28. oktober 2026\n" in mails["boss@example.dk"]
    assert (
        "\nTeamet under Lars Leder: Har overskredet fristen\n- Bo, 28. oktober 2026\n"
        in mails["boss@example.dk"]
    )
    assert f"https://grund.example.dk/team?team={team.leader.id}\n" in mails["boss@example.dk"]
    assert "Lars Leder" not in mails["lars@example.dk"].removeprefix("Hej Lars")


class TestAMissedWeek:
    """Nothing ran while there was time: it is logged once, where there was something to say."""

    late = MONDAY + timedelta(days=3)

    def test_is_logged_for_a_leader_who_would_have_heard(
        self, mailing: Flask, office: Office, team: Team
    ) -> None:
        team.set(team.members[0], due_on=MONDAY - timedelta(days=40))
        run_daily(mailing, self.late, 2)
        assert weekly_log(mailing, team.leader) == [(State.SKIPPED, "too_late")]
        assert weekly_log(mailing, team.boss) == []
        assert weekly(office) == {}

    def test_is_none_for_who_joins_a_team_when_its_mails_have_gone(
        self, mailing: Flask, office: Office, team: Team
    ) -> None:
        run_on(mailing, MONDAY)
        team.set(team.members[0], due_on=MONDAY - timedelta(days=40))
        run_on(mailing, self.late)
        assert weekly_log(mailing, team.leader) == []
        assert weekly(office) == {}

    def test_is_none_where_the_first_run_broke_off_and_the_next_day_did_it(
        self, mailing: Flask, office: Office, team: Team
    ) -> None:
        team.set(team.members[0], due_on=MONDAY - timedelta(days=40))
        with mailing.app_context(), pretend(moment(MONDAY)):
            db.session.add(ReminderRun(note="no server", ended_at=now()))
            db.session.commit()
        run_on(mailing, MONDAY + timedelta(days=1))
        assert weekly(office).keys() == {"lars@example.dk"}


def test_a_failed_one_is_tried_again_in_its_week_only(mailing: Flask, office: Office, team: Team) -> None:
    team.set(team.members[0], due_on=MONDAY - timedelta(days=40))
    office.refused["lars@example.dk"] = "451 Busy"
    run_on(mailing, MONDAY)
    run_on(mailing, MONDAY, 9)
    office.refused.clear()
    run_on(mailing, MONDAY, 11)
    assert weekly_log(mailing, team.leader) == [(State.SENT, None)]
    assert weekly(office).keys() == {"lars@example.dk"}


def test_a_failed_one_is_not_tried_again_in_another_week(mailing: Flask, office: Office, team: Team) -> None:
    team.set(team.members[0], due_on=MONDAY - timedelta(days=40))
    office.refused["lars@example.dk"] = "451 Busy"
    run_on(mailing, MONDAY)
    office.refused.clear()
    run_on(mailing, MONDAY + timedelta(days=7))
    assert weekly_log(mailing, team.leader) == [(State.SKIPPED, "too_late"), (State.SENT, None)]


def test_a_long_list_is_cut_and_says_so(mailing: Flask, office: Office, team: Team, people: People) -> None:
    for number in range(22):
        late = people.add(f"Nr. {number:02}", leader=team.leader)
        team.set(late, due_on=MONDAY - timedelta(days=40))
    run_on(mailing, MONDAY)
    text = weekly(office)["lars@example.dk"]
    assert "- Nr. 19, " in text
    assert "- Nr. 20, " not in text
    assert "- og 2 flere\n" in text
