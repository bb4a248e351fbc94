"""What is true of people: the roles there are, e-mail addresses, and what makes a password good enough."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email
from zxcvbn import zxcvbn

NAME_MAX = 120
EMAIL_MAX = 254
PASSWORD_MIN = 12
PASSWORD_MAX = 128
# zxcvbn looks at the first 72 characters at most; more than that adds only time.
_JUDGED_LENGTH = 72
_LEAST_SCORE = 2
# The categories of Unicode that no name has: control characters, line breaks, and halves of characters.
_NOT_IN_NAMES = {"Cc", "Zl", "Zp", "Cs"}


# The last letters of the Danish alphabet, æ ø å, as the last of ASCII: in order wherever bytes are compared.
_AE, _OE, _AA = "{|}"
# Letters of other languages go where Danish reference works put them: ä as æ, ö as ø, ü as y, é as e.
_SORTED_AS = {
    "a\u030a": _AA, "a\u0308": _AE, "o\u0308": _OE, "o\u030b": _OE, "u\u0308": "y", "u\u030b": "y",
    "æ": _AE, "ø": _OE, "œ": _OE, "ð": "d", "đ": "d", "þ": "th", "\u0131": "i", "ł": "l", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "\u2019": "'", "\u02bc": "'",
}  # fmt: skip
_SORTED_ALIKE = re.compile("|".join(_SORTED_AS))


class FoundationRole(StrEnum):
    """The foundation's three general roles (source p. 11). A person has one or two."""

    EMPLOYEE = "employee"
    LEADER = "leader"
    EXECUTIVE = "executive"


class PasswordFault(StrEnum):
    """Why a password is refused, by NIST SP 800-63B: length and guessability, no rules of composition."""

    SHORT = "short"
    LONG = "long"
    GUESSABLE = "guessable"


IN_WORDS = {
    PasswordFault.SHORT: f"shorter than {PASSWORD_MIN} characters",
    PasswordFault.LONG: f"longer than {PASSWORD_MAX} characters",
    PasswordFault.GUESSABLE: "easy to guess",
}


def is_name(name: str) -> bool:
    """Say whether somebody can be called that: not without letters, in several lines, or unprintable."""
    return 0 < len(name.strip()) <= NAME_MAX and _NOT_IN_NAMES.isdisjoint(
        unicodedata.category(letter) for letter in name.strip()
    )


def sort_key(name: str) -> str:
    """Give the text by which a name is sorted, and in which a part of a name is found.

    It is in lower case, and ASCII for names in Latin letters. aa is sorted as å wherever it stands, so that
    Aagaard and Ågård meet and a search for either finds both. Other scripts stay, after all of these.
    """
    letters = unicodedata.normalize("NFKD", name).casefold()
    danish = _SORTED_ALIKE.sub(lambda found: _SORTED_AS[found[0]], letters)
    plain = "".join(letter for letter in danish if not unicodedata.combining(letter))
    return " ".join(plain.replace("aa", _AA).split())


def is_email(address: str) -> bool:
    """Say whether mail could be sent there, by its form; whether anybody reads it is not known."""
    try:
        validate_email(address.strip(), check_deliverability=False)
    except EmailNotValidError:
        return False
    return len(address) <= EMAIL_MAX


def normalise_email(address: str) -> str:
    """Give the form in which an address is stored and compared: the whole of it in lower case."""
    return address.strip().lower()


def is_own_page(target: str) -> bool:
    """Say whether a browser that is sent to `target` stays on this site.

    It does on a path. But browsers drop line breaks and take a backslash for a slash, and two name a host.
    """
    return re.fullmatch(r"/(?![/\\])[^\x00-\x1f\x7f]*", target) is not None


def password_fault(password: str, *, personal: list[str]) -> PasswordFault | None:
    """Say what is wrong with a new password, or None.

    `personal` is what a stranger could know: the person's name and address, the organisation's name.
    """
    if len(password) < PASSWORD_MIN:
        return PasswordFault.SHORT
    if len(password) > PASSWORD_MAX:
        return PasswordFault.LONG
    judged = zxcvbn(password[:_JUDGED_LENGTH], user_inputs=["grundlaget", *_known_words(personal)])
    return PasswordFault.GUESSABLE if judged["score"] < _LEAST_SCORE else None


def _known_words(texts: list[str]) -> Iterator[str]:
    """Give each text as it is, each of its words, and its words run together."""
    for text in texts:
        words = text.replace("@", " ").replace(".", " ").split()
        yield from (text, *words, "".join(words))
