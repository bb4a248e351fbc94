"""What a mail that came back says: which mail it was, and why (RFC 3464)."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage


class NotABounceError(Exception):
    """The mail does not say that another one could not be delivered; the message says what is missing."""


@dataclass(frozen=True)
class Bounce:
    """The Message-ID of the mail that came back, and the reason in the words of the mail server."""

    message_id: str
    why: str


def read(raw: bytes) -> Bounce:
    """Read a bounce. Raises NotABounceError for any other mail, such as one that only says it takes long."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    parts = list(mail.walk())
    why = next(filter(None, map(_failure, parts)), None)
    if why is None:
        raise NotABounceError("It has no delivery status that says “failed”.")
    message_id = next(filter(None, map(_original_id, parts)), None)
    if message_id is None:
        raise NotABounceError("It does not hold the Message-ID of the mail that came back.")
    return Bounce(message_id, why)


def _failure(part: EmailMessage) -> str | None:
    """Give the reason from a delivery status: blocks of headers about the mail and each of its recipients."""
    if part.get_content_type() != "message/delivery-status":
        return None
    for block in part.get_payload():
        if isinstance(block, EmailMessage) and str(block.get("Action", "")).strip().lower() == "failed":
            said = str(block.get("Diagnostic-Code", "")).partition(";")[2]
            return " ".join((said or str(block.get("Status", ""))).split()) or "failed"
    return None


def _original_id(part: EmailMessage) -> str | None:
    """Give the Message-ID of the mail that is enclosed, whole or by its headers."""
    kind, enclosed = part.get_content_type(), part.get_payload()
    if kind == "message/rfc822" and isinstance(enclosed, list):
        original = enclosed[0]
    elif kind == "text/rfc822-headers":
        original = email.message_from_string(str(part.get_content()), policy=email.policy.default)
    else:
        return None
    return str(original.get("Message-ID", "")).strip() or None if isinstance(original, EmailMessage) else None
