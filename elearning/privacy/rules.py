"""What has an end, how long it is kept, and what counts as having typed somebody's name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What is deleted when its time is over; the values stand in the log of runs."""

    NOTES = "notes"
    ANSWERS = "answers"
    MAIL_LOG = "mail_log"
    AUDIT = "audit"
    RATE_LIMITS = "rate_limits"
    PASSWORD_LINKS = "password_links"  # noqa: S105 - a kind of data
    PEOPLE = "people"
    FILES = "files"
    DRAFTS = "drafts"


@dataclass(frozen=True)
class Limit:
    """What is older than this is deleted: the same moment, as a moment and as a day."""

    moment: datetime
    day: date


def limit(moment: datetime, day: date, days: int) -> Limit:
    """Return the limit `days` before a moment, which is on `day` here."""
    return Limit(moment - timedelta(days=days), day - timedelta(days=days))


def is_name_of(typed: str, name: str) -> bool:
    """Tell whether somebody typed this name; spaces and capitals do not matter."""
    return typed.casefold().split() == name.casefold().split()


def first_of_month(day: date) -> date:
    return day.replace(day=1)
