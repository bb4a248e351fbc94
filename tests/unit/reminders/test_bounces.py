"""Reading what a mail server says of a mail that came back."""

from __future__ import annotations

import pytest

from elearning.reminders import bounces

STATUS = """Reporting-MTA: dns; mail.example.dk

Final-Recipient: rfc822; anna@example.dk
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <anna@example.dk>:
 Recipient address rejected
"""
WHOLE = """Content-Type: message/rfc822

Message-ID: <abc@example.dk>
Subject: Dit forløb

Hej
"""
HEADERS = """Content-Type: text/rfc822-headers

Message-ID: <abc@example.dk>
Subject: Dit
"""


def bounce(*parts: str) -> bytes:
    body = "".join(f"--B\n{part}\n" for part in parts)
    head = "From: mailer@example.dk\nSubject: Returned\nMIME-Version: 1.0\n"
    kind = 'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\n\n'
    return (head + kind + body + "--B--\n").encode()


def status(action: str = "failed") -> str:
    return "Content-Type: message/delivery-status\n\n" + STATUS.format(action=action)


@pytest.mark.parametrize("original", [WHOLE, HEADERS], ids=["whole", "headers"])
def test_the_mail_and_the_reason_are_found(original: str) -> None:
    found = bounces.read(bounce("Content-Type: text/plain\n\nSorry.", status(), original))
    assert found.message_id == "<abc@example.dk>"
    assert found.why == "550 5.1.1 <anna@example.dk>: Recipient address rejected"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: Out of office\n\nBack on Monday.",
        bounce(status("delayed"), WHOLE),
        bounce(status()),
        bounce(WHOLE),
        bounce(status(), "Content-Type: text/rfc822-headers\n\nSubject: None"),
    ],
)
def test_anything_else_is_not_a_bounce(raw: bytes) -> None:
    with pytest.raises(bounces.NotABounceError):
        bounces.read(raw)
