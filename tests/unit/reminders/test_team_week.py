"""What a leader's weekly mail says of whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from elearning.reminders.team_week import Group, TeamMember, grouped

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


def test_the_weeks_leave_no_day_of_completion_out_and_none_twice() -> None:
    mondays = [TODAY + timedelta(days=7 * number) for number in range(3)]
    for days in range(7):
        done = member(completed=days)
        assert [done.group(monday) for monday in mondays].count(Group.COMPLETED) == 1
