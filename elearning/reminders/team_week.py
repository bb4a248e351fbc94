"""What a leader's weekly mail says of their team: who is late, due, new or done, and nothing else. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

#: How far the mail looks ahead, and back.
WEEK: Final = timedelta(days=7)


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
            # Not today, which next week's mail has: so that each day is in one mail.
            return Group.COMPLETED if today - WEEK <= self.completed_on < today else None
        if self.due_on < today:
            return Group.OVERDUE
        if self.due_on <= today + WEEK:
            return Group.DUE_SOON
        return Group.STARTING if today <= self.starts_on <= today + WEEK else None


def grouped(members: Iterable[TeamMember], today: date) -> Mapping[Group, list[TeamMember]]:
    """Sort people under their headings, which are left out where nobody is under them."""
    found: dict[Group, list[TeamMember]] = {group: [] for group in Group}
    for each in members:
        if group := each.group(today):
            found[group].append(each)
    return {group: named for group, named in found.items() if named}
