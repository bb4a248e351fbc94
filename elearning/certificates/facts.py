"""What a certificate says: copied when it is issued, so that it reads the same for ever."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ModuleTaken:
    """A module that a certificate covers, and how long it takes by our estimate."""

    title: str
    minutes: int


@dataclass(frozen=True)
class CertificateFacts:
    """Everything that stands on a certificate.

    `number` is for people to refer to, `code` the random text that its verification page is found by;
    `edition` is the day the newest text of the course was published. Without a `signatory` nobody is named.
    """

    number: str
    code: str
    name: str
    organisation: str
    modules: tuple[ModuleTaken, ...]
    completed_on: date
    edition: date
    valid_until: date | None
    signatory: str = ""
    signatory_title: str = ""
