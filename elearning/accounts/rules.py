"""What is true of people: the roles there are, e-mail addresses, and what makes a password good enough."""

from enum import StrEnum

from zxcvbn import zxcvbn

PASSWORD_MIN = 12
PASSWORD_MAX = 128
# zxcvbn looks at the first 72 characters at most; more than that adds only time.
_JUDGED_LENGTH = 72
_LEAST_SCORE = 2


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


def normalise_email(address: str) -> str:
    """Give the form in which an address is stored and compared: the whole of it in lower case."""
    return address.strip().lower()


def password_fault(password: str, *, personal: list[str]) -> PasswordFault | None:
    """Say what is wrong with a new password, or None.

    `personal` is what a stranger could know: the person's name and address, the organisation's name.
    """
    if len(password) < PASSWORD_MIN:
        return PasswordFault.SHORT
    if len(password) > PASSWORD_MAX:
        return PasswordFault.LONG
    known = [word for text in personal for word in [text, *text.replace("@", " ").replace(".", " ").split()]]
    judged = zxcvbn(password[:_JUDGED_LENGTH], user_inputs=[*known, "grundlaget"])
    return PasswordFault.GUESSABLE if judged["score"] < _LEAST_SCORE else None
