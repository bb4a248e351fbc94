"""What a leader's weekly mail says of their team: who is late, due, new or done, and nothing else. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from elearning.reminders.quiet_days import first_of_week

WEEK: Final = timedelta(days=7)  # how far the mail looks ahead
#: So long after the first working day of a week the mail still goes; later the next one is near.
LATEST: Final = timedelta(days=2)
_DAY: Final = timedelta(days=1)


class Group(StrEnum):
    """Under which heading somebody is named; in the order of the mail."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    STARTING = "starting"
    COMPLETED = "completed"


@dataclass(frozen=True)
class TeamMember:
    """What a leader's weekly mail says of somebody."""

    name: str
    starts_on: date
    due_on: date
    completed_on: date | None = None

    def group(self, today: date) -> Group | None:
        """Say under which heading they are named; None when there is nothing to say of them."""
        if self.completed_on is not None:
            first, last = days_of_completion(today)
            return Group.COMPLETED if first <= self.completed_on <= last else None
        if self.due_on < today:
            return Group.OVERDUE
        if self.due_on <= today + WEEK:
            return Group.DUE_SOON
        return Group.STARTING if today <= self.starts_on <= today + WEEK else None


@dataclass(frozen=True)
class Team:
    """The people of a leader whom a mail may mention. `leader_name` is None for who leads them themselves."""

    leader_id: int
    leader_name: str | None
    members: list[TeamMember]


@dataclass(frozen=True)
class News:
    """What there is to say of a team: who is named under which heading."""

    leader_id: int
    leader_name: str | None
    groups: Mapping[Group, list[TeamMember]]


def is_due(today: date, ran_on: Collection[date]) -> bool:
    """Tell whether the mails of this week are to be looked at: by the first run of it, to that day's end.

    Who had nothing to hear then is not looked at again; a mail that failed is tried again by itself.
    """
    first = first_of_week(today)
    return first <= today and not any(first <= day < today for day in ran_on)


def is_too_late(today: date) -> bool:
    """Tell whether a mail of this week is no longer worth sending."""
    return today > first_of_week(today) + LATEST


def days_of_completion(today: date) -> tuple[date, date]:
    """Give the first and the last day of completion that the mails of this week tell of.

    From the day of last week's mail to the day before that of this week's, whenever it does go: so that no
    day is left out, and none is in two mails.
    """
    return first_of_week(today - WEEK), first_of_week(today) - _DAY


def news_of(teams: Iterable[Team], today: date) -> list[News]:
    """Say what is worth knowing of teams, without those of which nothing is."""
    found = [News(each.leader_id, each.leader_name, grouped(each.members, today)) for each in teams]
    return [each for each in found if each.groups]


def grouped(members: Iterable[TeamMember], today: date) -> Mapping[Group, list[TeamMember]]:
    """Sort people under their headings, which are left out where nobody is under them."""
    found: dict[Group, list[TeamMember]] = {group: [] for group in Group}
    for each in members:
        if group := each.group(today):
            found[group].append(each)
    return {group: named for group, named in found.items() if named}
