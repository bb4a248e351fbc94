"""What is true of certificates: their codes, how long they are valid, and in which state they are."""

import calendar
import re
import secrets
from base64 import b32encode
from datetime import date
from enum import StrEnum
from typing import Final

#: 160 random bits: more than anybody can guess, and base32 comes out even.
_CODE_BYTES: Final = 20
_CODE: Final = re.compile("[A-Z2-7]{32}")


class Validity(StrEnum):
    """What somebody who verifies a certificate wants to know first."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


def new_code() -> str:
    """Make a random code in letters and digits that are not taken for one another: no 0, 1 or 8."""
    return b32encode(secrets.token_bytes(_CODE_BYTES)).decode()


def as_typed(code: str) -> str | None:
    """Give the code that somebody typed, with or without spaces and hyphens; None if it cannot be one."""
    bare = re.sub(r"[\s-]", "", code).upper()
    return bare if _CODE.fullmatch(bare) else None


def grouped(code: str) -> str:
    """Write a code in groups of four, as people read it aloud."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def valid_until(completed_on: date, months: int | None) -> date | None:
    """Give the last day of validity, `months` after completion; None means that it has no end.

    The 31st becomes the last day of a shorter month.
    """
    if months is None:
        return None
    years, month = divmod(completed_on.month - 1 + months, 12)
    year = completed_on.year + years
    day = min(completed_on.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day)


def validity(valid_until: date | None, today: date, *, revoked: bool) -> Validity:
    """Give the state of a certificate. On its last day it is still valid."""
    if revoked:
        return Validity.REVOKED
    if valid_until is not None and valid_until < today:
        return Validity.EXPIRED
    return Validity.VALID
