"""By when a journey is to be completed, and how somebody stands against that day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Status(StrEnum):
    """How somebody stands with what they are to complete."""

    UPCOMING = "upcoming"
    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    OVERDUE = "overdue"
    DONE_LATE = "done_late"
    EXPIRED = "expired"


def default_due(starts_on: date, days: int) -> date:
    """Give the last day of a journey that begins on `starts_on` and has `days` days."""
    return starts_on + timedelta(days=days)


@dataclass(frozen=True)
class Standing:
    """What decides how somebody stands; `valid_until` is the certificate's, None without an end."""

    has_begun: bool
    starts_on: date
    due_on: date
    completed_on: date | None = None
    valid_until: date | None = None


def status(standing: Standing, today: date) -> Status:
    """Give the status on a day. On the due day itself one is still in time.

    Once completed it stays so, whatever is published or changed later; only a certificate whose validity has
    ended makes it expired. Whoever renews one that is still valid has completed, too.
    """
    if standing.completed_on is None and standing.valid_until is not None and standing.valid_until >= today:
        return Status.DONE
    if standing.completed_on is not None:
        if standing.valid_until is not None and standing.valid_until < today:
            return Status.EXPIRED
        return Status.DONE if standing.completed_on <= standing.due_on else Status.DONE_LATE
    if today > standing.due_on:
        return Status.OVERDUE
    if standing.has_begun:
        return Status.UNDER_WAY
    return Status.UPCOMING if standing.starts_on > today else Status.NOT_STARTED


def renewal_opens(valid_until: date, days_before: int) -> date:
    """Give the first day on which a certificate can be renewed."""
    return valid_until - timedelta(days=days_before)


def moved_by_leave(first: date, until: date, *, starts_on: date, due_on: date) -> int:
    """Give by how many days a leave moves a due date: its days from the start of the journey on.

    A leave that begins after the due date, or ends before the start, moves nothing.
    """
    if first > due_on or until < starts_on:
        return 0
    return (until - max(first, starts_on)).days + 1


def moved_by_leaves(leaves: Iterable[tuple[date, date]], starts_on: date, due_on: date) -> list[int]:
    """Give by how many days each of the leaves, in the order of their first days, moves a due date.

    A leave counts if it begins before the date that those before it have moved it to.
    """
    moved: list[int] = []
    for first, until in leaves:
        paused = due_on + timedelta(days=sum(moved))
        moved.append(moved_by_leave(first, until, starts_on=starts_on, due_on=paused))
    return moved
