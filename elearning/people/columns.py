"""What the columns of a file with people can mean, and what their headings let one guess."""

import re
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


#: Headings in Danish and English, without signs and in lower case.
_HEADINGS: Final[Mapping[Field, Sequence[str]]] = {
    Field.NUMBER: ("medarbejdernummer", "medarbejdernr", "medarbnr", "tjenestenummer", "tjenestenr",
                   "lønnummer", "lønnr", "nummer", "nr", "medarbejderid", "employee number", "employee id",
                   "employee no", "number"),
    Field.NAME: ("navn", "fulde navn", "medarbejder", "medarbejdernavn", "name", "full name", "employee"),
    Field.FIRST_NAMES: ("fornavn", "fornavne", "first name", "first names", "given name"),
    Field.LAST_NAME: ("efternavn", "last name", "surname", "family name"),
    Field.EMAIL: ("email", "mail", "e mail", "emailadresse", "e mailadresse", "e mail adresse", "mailadresse",
                  "arbejdsmail", "arbejdsemail", "work email", "work e mail", "email address",
                  "e mail address"),
    Field.ROLE: ("rolle", "rolle 1", "role", "foundation role"),
    Field.SECOND_ROLE: ("anden rolle", "rolle 2", "rolle nr 2", "second role", "role 2"),
    Field.UNIT: ("enhed", "afdeling", "organisation", "organisationsenhed", "arbejdssted", "unit",
                 "department"),
    Field.LEADER: ("leder", "nærmeste leder", "leders email", "leders e mail", "leders mail", "lederens mail",
                   "lederens e mail", "leder mail", "leder email", "ledernummer", "leder nr", "chef",
                   "leader", "manager", "manager email", "leader email"),
    Field.STARTS_ON: ("startdato", "første dag", "første arbejdsdag", "ansat", "ansat fra", "ansættelsesdato",
                      "ansættelsesstart", "tiltrådt", "tiltrædelse", "tiltrædelsesdato", "start",
                      "start date", "first day", "starts on", "hired"),
}  # fmt: skip


def guess(headings: Sequence[str]) -> dict[Field, int]:
    """Give the place of each column that can be told by its heading, from 0 on; the first of two counts."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(_plain(heading), place)
    found: dict[Field, int] = {}
    for field, names in _HEADINGS.items():
        for name in names:
            if name in places:
                found.setdefault(field, places[name])
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


def lacking(columns: Mapping[Field, int]) -> list[Field]:
    """Say what a file has to tell and does not."""
    has_name = Field.NAME in columns or {Field.FIRST_NAMES, Field.LAST_NAME} <= columns.keys()
    return [*([] if has_name else [Field.NAME]), *([] if Field.EMAIL in columns else [Field.EMAIL])]


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^\w]|_", " ", heading.casefold()).split())
