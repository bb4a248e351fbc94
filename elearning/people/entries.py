"""What a row of a file says about somebody, and what is wrong in it. Pure."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from elearning.accounts.rules import FoundationRole, is_email, is_name, normalise_email
from elearning.people.columns import Field

NUMBER_MAX: Final = 40
UNIT_MAX: Final = 120
#: First days that make sense; others are slips of the keyboard.
FIRST_DAY: Final = date(1950, 1, 1)
DAYS_AHEAD: Final = timedelta(days=2 * 366)
_DATES: Final = (
    re.compile(r"(?P<day>\d{1,2})[-./](?P<month>\d{1,2})[-./](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ][\d:.]+)?"),
)
#: What a cell shows whose formula went wrong, in English and Danish, and one that is too narrow.
_EXCEL_ERROR: Final = re.compile(r"#(?:[A-ZÆØÅ_]+(?:/0)?[!?]|N/A|I/T|GETTING_DATA|#+)")
_BETWEEN_UNITS: Final = re.compile("\\s+[/>\u203a]\\s+")
ROLES: Final[Mapping[str, FoundationRole]] = {
    "medarbejder": FoundationRole.EMPLOYEE,
    "employee": FoundationRole.EMPLOYEE,
    "leder": FoundationRole.LEADER,
    "leader": FoundationRole.LEADER,
    "øverste leder": FoundationRole.EXECUTIVE,
    "øverste ledelse": FoundationRole.EXECUTIVE,
    "topleder": FoundationRole.EXECUTIVE,
    "direktør": FoundationRole.EXECUTIVE,
    "koncernleder": FoundationRole.EXECUTIVE,
    "koncernledelse": FoundationRole.EXECUTIVE,
    "executive": FoundationRole.EXECUTIVE,
}


class Fault(StrEnum):
    """What can be wrong in a row."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    FORMULA = "formula"
    EXCEL_ERROR = "excel_error"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_DATE = "not_a_date"
    UNLIKELY_DATE = "unlikely_date"
    UNKNOWN_ROLE = "unknown_role"
    SAME_ROLE = "same_role"
    TWICE = "twice"
    TAKEN = "taken"
    UNKNOWN_LEADER = "unknown_leader"
    LEADER_HAS_LEFT = "leader_has_left"
    LEADER_WOULD_LEAVE = "leader_would_leave"
    OWN_LEADER = "own_leader"
    CYCLE = "cycle"
    SEVERAL_UNITS = "several_units"
    LAST_HR = "last_hr"


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in which row, counted as Excel does, and in which column; `text` is what stands there."""

    row: int
    field: Field
    fault: Fault
    text: str = ""


@dataclass(slots=True)
class Entry:
    """What a row says. None where it says nothing, so that nothing changes; nobody and no unit are empty."""

    row: int
    name: str
    email: str
    number: str | None = None
    role: FoundationRole | None = None
    second_role: FoundationRole | None = None
    says_second_role: bool = False
    unit: tuple[str, ...] | None = None
    leader: str | None = None
    starts_on: date | None = None
    says_first_day: bool = False


#: A unit or a number may begin with a hyphen; nobody's name does, nor with what Excel takes for a formula.
_NAMES_BEGIN_WITHOUT: Final = ("=", "+", "-", "@")
_NAMES: Final = {Field.NAME, Field.FIRST_NAMES, Field.LAST_NAME}
Said = Mapping[Field, str]
Wrong = Callable[[Field, Fault], None]


class RowReader:
    """Reads rows whose columns stand at `columns`; `known` are addresses that need no more looking at."""

    def __init__(self, columns: Mapping[Field, int], known: Collection[str], today: date) -> None:
        self._columns = columns
        self._known = known
        self._last_day = today + DAYS_AHEAD

    def read(self, row: int, cells: Sequence[str]) -> tuple[Entry, list[Mistake]]:
        """Give what a row says, and every mistake in it."""
        said = {field: cells[place] if place < len(cells) else "" for field, place in self._columns.items()}
        mistakes: list[Mistake] = []

        def wrong(field: Field, fault: Fault) -> None:
            mistakes.append(Mistake(row, field, fault, said.get(field, "")[:80]))

        for column, text in said.items():
            if text.startswith(_NAMES_BEGIN_WITHOUT if column in _NAMES else "="):
                wrong(column, Fault.FORMULA)
            elif _EXCEL_ERROR.fullmatch(text):
                wrong(column, Fault.EXCEL_ERROR)
        entry = Entry(row, _name(said), normalise_email(said.get(Field.EMAIL, "")))
        self._read_who(entry, said, wrong)
        _read_roles(entry, said, wrong)
        _read_place(entry, said, wrong)
        if first_day := said.get(Field.STARTS_ON):
            entry.says_first_day = True  # also where it cannot be read, and that is said already
            entry.starts_on = self._first_day(first_day, wrong)
        of_excel = {Fault.FORMULA, Fault.EXCEL_ERROR}
        unsaid = {each.field for each in mistakes if each.fault in of_excel}
        return entry, [each for each in mistakes if each.fault in of_excel or each.field not in unsaid]

    def _read_who(self, entry: Entry, said: Said, wrong: Wrong) -> None:
        field = Field.NAME if Field.NAME in said else Field.LAST_NAME
        if not entry.name:
            wrong(field, Fault.MISSING)
        elif not is_name(entry.name):
            wrong(field, Fault.TOO_LONG)
        if not entry.email:
            wrong(Field.EMAIL, Fault.MISSING)
        elif entry.email not in self._known and not is_email(entry.email):
            wrong(Field.EMAIL, Fault.NOT_AN_EMAIL)
        entry.number = said.get(Field.NUMBER) or None
        if entry.number and len(entry.number) > NUMBER_MAX:
            wrong(Field.NUMBER, Fault.TOO_LONG)

    def _first_day(self, text: str, wrong: Wrong) -> date | None:
        day = read_day(text)
        if day is None:
            wrong(Field.STARTS_ON, Fault.NOT_A_DATE)
        elif not FIRST_DAY <= day <= self._last_day:
            wrong(Field.STARTS_ON, Fault.UNLIKELY_DATE)
        return day


def read_day(text: str) -> date | None:
    """Read a day as Danes and computers write it; None for what is no day."""
    for pattern in _DATES:
        if found := pattern.fullmatch(text):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                return None
    return None


def unit_path(text: str) -> tuple[str, ...]:
    """Take “Børn og Unge / Mosaikskolen” apart."""
    return tuple(part for each in _BETWEEN_UNITS.split(text) if (part := each.strip(" /")))


def _name(said: Said) -> str:
    if Field.NAME in said:
        return " ".join(said[Field.NAME].split())
    return " ".join(f"{said.get(Field.FIRST_NAMES, '')} {said.get(Field.LAST_NAME, '')}".split())


def _read_roles(entry: Entry, said: Said, wrong: Wrong) -> None:
    for field in (Field.ROLE, Field.SECOND_ROLE):
        text = said.get(field, "")
        role = ROLES.get(text.casefold())
        if text and role is None:
            wrong(field, Fault.UNKNOWN_ROLE)
        if field is Field.ROLE:
            entry.role = role
        else:
            entry.second_role = role
    entry.says_second_role = Field.SECOND_ROLE in said


def _read_place(entry: Entry, said: Said, wrong: Wrong) -> None:
    if Field.UNIT in said:
        entry.unit = unit_path(said[Field.UNIT])
        if any(len(name) > UNIT_MAX for name in entry.unit):
            wrong(Field.UNIT, Fault.TOO_LONG)
    if Field.LEADER in said:
        entry.leader = said[Field.LEADER].strip()
