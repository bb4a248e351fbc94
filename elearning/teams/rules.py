"""What a leader chooses to see of a team, and the arithmetic of its months and pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from elearning.progress.deadlines import Status

PAGE_SIZE = 25
MONTHS = 12
PAGES_AROUND = 1


class Scope(StrEnum):
    """Whom of a team one looks at."""

    DIRECT = "direct"
    ALL = "all"


class Order(StrEnum):
    """Which end of a list comes first."""

    ASC = "asc"
    DESC = "desc"


class Sort(StrEnum):
    """What a list is sorted by."""

    NAME = "name"
    UNIT = "unit"
    START = "start"
    DUE = "due"
    STATUS = "status"
    PROGRESS = "progress"
    ACTIVE = "active"


#: From what a leader should look at first to what needs nothing.
URGENCY = (
    Status.OVERDUE,
    Status.NOT_STARTED,
    Status.UNDER_WAY,
    Status.UPCOMING,
    Status.EXPIRED,
    Status.DONE_LATE,
    Status.DONE,
)


def line_between(line: str, leaders: Iterable[str]) -> list[int]:
    """Give the ids of those above a person, from the lowest of some leaders on; empty if none is above.

    All are lines as summaries have them: /1/16/231/.
    """
    above = [leader for leader in leaders if line.startswith(leader) and line != leader]
    if not above:
        return []
    ids = [int(each) for each in line.strip("/").split("/")]
    lowest = max(above, key=len).strip("/").split("/")
    return ids[len(lowest) - 1 : -1]


@dataclass(frozen=True)
class Month:
    """How many had completed by the end of a month; `day` is its last, or today."""

    day: date
    completed: int


def months(completed: Mapping[date, int], today: date) -> list[Month]:
    """Say for the last twelve months, this one included, how many had completed by the end of each.

    `completed` are how many completed on each day.
    """
    ends = [today]
    while len(ends) < MONTHS:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    days = sorted(completed)
    return [Month(end, sum(completed[day] for day in days if day <= end)) for end in reversed(ends)]


@dataclass(frozen=True)
class Pages:
    """A list in pages: `number` is the one that is shown, of `found` people."""

    number: int
    found: int

    @property
    def count(self) -> int:
        return max(1, -(-self.found // PAGE_SIZE))

    @property
    def first(self) -> int:
        """Which of the people found stands first on the page, counted from 1."""
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        return min(self.number * PAGE_SIZE, self.found)

    @property
    def links(self) -> list[int | None]:
        """The pages to lead to: the first, the last, those around this one; None stands for a gap."""
        around = range(self.number - PAGES_AROUND, self.number + PAGES_AROUND + 1)
        wanted = sorted({1, self.count, *(page for page in around if 1 <= page <= self.count)})
        links: list[int | None] = []
        for page in wanted:
            if links and page - wanted[wanted.index(page) - 1] > 1:
                links.append(None)
            links.append(page)
        return links


def pages(wanted: int, found: int) -> Pages:
    """Give the wanted page of a list of `found` people, or the nearest that there is."""
    last = Pages(1, found).count
    return Pages(min(max(wanted, 1), last), found)
