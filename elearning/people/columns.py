"""What the columns of a file with people can mean, and what their headings let one guess."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final


class Field(StrEnum):
    """What a column says about somebody."""

    NUMBER = "number"
    NAME = "name"
    FIRST_NAMES = "first_names"
    LAST_NAME = "last_name"
    EMAIL = "email"
    ROLE = "role"
    SECOND_ROLE = "second_role"
    UNIT = "unit"
    LEADER = "leader"
    STARTS_ON = "starts_on"


#: Headings in Danish and English. Capitals, spaces and signs do not matter, nor how “number” is shortened.
_HEADINGS: Final[Mapping[Field, Sequence[str]]] = {
    Field.NUMBER: ("medarbejdernummer", "medarbnr", "tjenestenummer", "lønnummer",
                   "personalenummer", "ansættelsesnummer", "nummer", "medarbejder id", "employee number",
                   "employee id"),
    Field.NAME: ("navn", "fulde navn", "medarbejder", "medarbejdernavn", "name", "full name", "employee"),
    Field.FIRST_NAMES: ("fornavn", "fornavne", "first name", "first names", "given name"),
    Field.LAST_NAME: ("efternavn", "last name", "surname", "family name"),
    Field.EMAIL: ("e-mail", "mail", "e-mailadresse", "mailadresse", "arbejdsmail", "arbejds-e-mail",
                  "work e-mail", "work mail", "e-mail address"),
    Field.ROLE: ("rolle", "rolle 1", "rolle nr 1", "role", "role 1", "foundation role"),
    Field.SECOND_ROLE: ("anden rolle", "rolle 2", "rolle nr 2", "second role", "role 2"),
    Field.UNIT: ("enhed", "afdeling", "organisation", "organisationsenhed", "arbejdssted", "unit",
                 "department"),
    Field.LEADER: ("leder", "nærmeste leder", "leders e-mail", "leders mail", "lederens mail",
                   "lederens e-mail", "leder mail", "leder e-mail", "ledernummer", "leders nummer",
                   "lederens nummer", "chef", "leader", "manager", "manager e-mail", "leader e-mail"),
    Field.STARTS_ON: ("startdato", "første dag", "første arbejdsdag", "ansat", "ansat fra", "ansættelsesdato",
                      "ansættelsesstart", "tiltrådt", "tiltrædelse", "tiltrædelsesdato", "start",
                      "start date", "first day", "starts on", "hired"),
}  # fmt: skip


def guess(headings: Sequence[str]) -> dict[Field, int]:
    """Give the place of each column that can be told by its heading, from 0 on; the first of two counts."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(_known_as(heading), place)
    found: dict[Field, int] = {}
    for field, names in _HEADINGS.items():
        for name in names:
            if _known_as(name) in places:
                found.setdefault(field, places[_known_as(name)])
    if Field.NAME in found:
        found = {
            field: place
            for field, place in found.items()
            if field not in {Field.FIRST_NAMES, Field.LAST_NAME}
        }
    return found


def repeated(headings: Sequence[str]) -> list[str]:
    """Give the headings that more than one column has, each once, as the first of them is written."""
    first: dict[str, str] = {}
    again: dict[str, str] = {}
    for heading in filter(None, headings):
        plain = _plain(heading)
        if plain in first:
            again.setdefault(plain, first[plain])
        first.setdefault(plain, heading)
    return list(again.values())


def known(columns: Mapping[str, int]) -> dict[Field, int]:
    """Read what was stored about columns."""
    return {Field(name): place for name, place in columns.items()}


def unused(headings: Sequence[str], columns: Mapping[Field, int]) -> list[tuple[int, str]]:
    """Give the columns that mean nothing, by their number from 1 on and heading."""
    used = set(columns.values())
    return [(place + 1, heading) for place, heading in enumerate(headings) if place not in used]


def lacking(columns: Mapping[Field, int]) -> list[Field]:
    """Say what a file has to tell and does not."""
    has_name = Field.NAME in columns or {Field.FIRST_NAMES, Field.LAST_NAME} <= columns.keys()
    return [*([] if has_name else [Field.NAME]), *([] if Field.EMAIL in columns else [Field.EMAIL])]


def _plain(heading: str) -> str:
    """Write a heading in lower case and without signs; a letter and its accent are one, as Macs part them."""
    return " ".join(re.sub(r"[^\w]|_", " ", unicodedata.normalize("NFKC", heading).casefold()).split())


def _known_as(heading: str) -> str:
    """Give what a heading is compared by: “Medarbejder-Nr.” is as “medarbejdernummer”."""
    number = re.sub(r"(nummer|number|num)\b|\bno\b", "nr", _plain(heading))
    return number.replace(" ", "")
