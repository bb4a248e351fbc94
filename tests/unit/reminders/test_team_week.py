"""What a leader's weekly mail says of whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from elearning.reminders.quiet_days import first_of_week
from elearning.reminders.team_week import Group, Team, TeamMember, grouped, is_due, is_too_late, news_of

TODAY = date(2026, 11, 23)


def member(
    name: str = "Anna", *, starts: int = -20, due: int = 20, completed: int | None = None
) -> TeamMember:
    def day(days: int) -> date:
        return TODAY + timedelta(days=days)

    return TeamMember(name, day(starts), day(due), day(completed) if completed is not None else None)


@pytest.mark.parametrize(
    ("who", "group"),
    [
        (member(due=-1), Group.OVERDUE),
        (member(due=0), Group.DUE_SOON),
        (member(due=7), Group.DUE_SOON),
        (member(due=8), None),
        (member(starts=0, due=30), Group.STARTING),
        (member(starts=7, due=37), Group.STARTING),
        (member(starts=8, due=38), None),
        (member(starts=1, due=5), Group.DUE_SOON),
        (member(completed=-7), Group.COMPLETED),
        (member(completed=-1, due=-3), Group.COMPLETED),
        (member(completed=-8, due=-3), None),
        (member(completed=0), None),  # next week's mail has it
    ],
)
def test_each_is_named_under_one_heading_or_none(who: TeamMember, group: Group | None) -> None:
    assert who.group(TODAY) == group


def test_a_heading_without_anybody_is_left_out() -> None:
    found = grouped([member("Anna", due=-1), member("Bo"), member("Carl", due=-4)], TODAY)
    assert {group: [each.name for each in named] for group, named in found.items()} == {
        Group.OVERDUE: ["Anna", "Carl"]
    }


def test_two_years_of_mails_leave_no_day_of_completion_out_and_none_twice() -> None:
    mails = sorted({first_of_week(TODAY + timedelta(days=number)) for number in range(730)})
    for days in range(14, 700):  # with the weeks that begin on a Tuesday, and those after them
        done = member(completed=days)
        assert [done.group(mail) for mail in mails].count(Group.COMPLETED) == 1


def test_a_mail_that_goes_later_in_its_week_tells_of_the_same_completions() -> None:
    groups = [member(completed=days).group(TODAY + timedelta(days=2)) for days in (-8, -7, -1, 0, 1)]
    assert groups == [None, Group.COMPLETED, Group.COMPLETED, None, None]


def test_a_team_of_which_there_is_nothing_to_say_is_left_out() -> None:
    teams = [Team(1, None, [member()]), Team(2, "Birgitte", [member(due=-1)])]
    (news,) = news_of(teams, TODAY)
    assert (news.leader_id, news.leader_name, list(news.groups)) == (2, "Birgitte", [Group.OVERDUE])


class TestWhenItGoes:
    tuesday = TODAY + timedelta(days=1)
    easter = date(2026, 4, 6)

    def test_the_first_run_of_a_week_sees_to_it_until_that_day_ends(self) -> None:
        assert is_due(TODAY, {TODAY, TODAY - timedelta(days=3)})
        assert not is_due(self.tuesday, {TODAY})

    def test_where_nothing_ran_on_the_first_day_a_later_one_does(self) -> None:
        assert is_due(self.tuesday, {TODAY - timedelta(days=3)})

    def test_before_the_first_working_day_it_is_not_due(self) -> None:
        assert not is_due(self.easter, set())
        assert is_due(self.easter + timedelta(days=1), set())

    @pytest.mark.parametrize(("days", "late"), [(0, False), (2, False), (3, True), (4, True)])
    def test_late_in_the_week_it_is_not_worth_sending(self, days: int, *, late: bool) -> None:
        assert is_too_late(TODAY + timedelta(days=days)) is late
