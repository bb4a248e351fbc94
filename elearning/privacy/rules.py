"""What has an end, how long it is kept, and what counts as having typed somebody's name."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

_PART_MIN: Final = 3  # letters
_WORD: Final = re.compile(r"[^\W\d_]+")
#: What stands between names, and is a Danish word: nobody is known by it.
_PARTICLES: Final = frozenset({"van", "von", "der", "den", "del", "des", "dos", "ten", "ter", "bin", "ibn"})
#: Names that are everyday words in Danish too.
_EVERYDAY: Final = frozenset(
    {"ask", "bro", "dag", "dam", "fri", "gade", "gave", "god", "hans", "held", "leder", "liv", "lund",
     "lykke", "maj", "mark", "medarbejder", "nord", "per", "sand", "sejr", "skov", "sol", "sten", "storm",
     "syd", "tom", "ven", "vest", "vind", "vinter", "øst"}
)  # fmt: skip


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


def names_in(text: str, name: str) -> list[str]:
    """Give the parts of a name that stand in a text as words, as they are written there, also “Åses”.

    A part of one or two letters is too often another word. One that is an everyday word too counts with a
    capital letter only, and such as “van” not at all; the whole name counts wherever it stands.
    """
    plain = unicodedata.normalize("NFC", text)
    whole = unicodedata.normalize("NFC", name)
    if whole.casefold() in plain.casefold():
        return [whole]
    parts = {part.casefold() for part in _WORD.findall(whole) if len(part) >= _PART_MIN} - _PARTICLES
    words = dict.fromkeys(word for word in _WORD.findall(plain) if _part(word) & parts)
    return [word for word in words if word[0].isupper() or not _part(word) & parts & _EVERYDAY]


def _part(word: str) -> set[str]:
    """Give what a word can be as a part of a name: itself, and itself without the s of “Åses”."""
    plain = word.casefold()
    return {plain, plain.removesuffix("s")}


def first_of_month(day: date) -> date:
    return day.replace(day=1)
