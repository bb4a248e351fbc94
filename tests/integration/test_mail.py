"""The mail with a link, by a real SMTP server in this process, as a file, and when the server fails."""

from __future__ import annotations

import email
import email.policy
import io
import json
import re
import socket
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from flask import Flask

from elearning.background import wait_for_all
from elearning.clock import now
from elearning.logs import log
from tests.pages import PageClient
from tests.people import People

SENDER = "Grundlaget <grund@example.dk>"
SITE = "https://grund.example.dk"
INTRODUCTION = (
    "Der er bedt om en ny adgangskode til Grundlaget i Billund Kommune. "
    "Vi går ud fra, at det er dig. Vælg den her:"
)


class PostOffice:
    """Takes mail in, or refuses it."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.logins: list[bytes] = []
        self.answer = "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.envelopes.append(envelope)
        return self.answer

    def authenticate(self, *arguments: object) -> AuthResult:
        given = arguments[-1]
        assert isinstance(given, LoginPassword)
        self.logins.append(given.login)
        return AuthResult(success=given.password == b"the mail's own", handled=False)

    def letter(self) -> EmailMessage:
        (envelope,) = self.envelopes
        assert isinstance(envelope.content, bytes)
        return email.message_from_bytes(envelope.content, policy=email.policy.default)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def server(office: PostOffice) -> Iterator[dict[str, object]]:
    """Settings that lead to a running mail server."""
    port = free_port()
    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=port,
        authenticator=office.authenticate,
        auth_require_tls=False,
    )
    controller.start()
    yield {"mail_host": "127.0.0.1", "mail_port": port, "mail_from": SENDER, "base_url": SITE}
    controller.stop()


def ask(app: Flask, address: str) -> str:
    """Ask for a link and give the page that answers, when all is done."""
    page = PageClient(app).get("/password/forgotten").press("Send linket", email=address)
    wait_for_all()
    return page.text


def part(letter: EmailMessage, kind: str) -> str:
    found = letter.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def test_the_mail_has_all_that_a_mail_needs(
    another_app: Callable[..., Flask], people: People, office: PostOffice, server: dict[str, object]
) -> None:
    ask(another_app(**server), people.add("Åse Østergård", email="aase@example.dk").email)
    letter = office.letter()
    assert letter["From"] == SENDER
    assert letter["To"] == "aase@example.dk"
    assert letter["Subject"] == "Vælg en ny adgangskode til Grundlaget"
    assert abs((parsedate_to_datetime(letter["Date"]) - now()).total_seconds()) < 60
    assert re.fullmatch(r"<[^<>@\s]+@example\.dk>", letter["Message-ID"])
    assert letter["Auto-Submitted"] == "auto-generated"
    assert office.envelopes[0].rcpt_tos == ["aase@example.dk"]


def test_both_parts_of_the_mail_are_danish_and_have_a_link_that_works(
    another_app: Callable[..., Flask], people: People, office: PostOffice, server: dict[str, object]
) -> None:
    app = another_app(**server)
    ask(app, people.add("Åse <b>Østergård", email="aase@example.dk").email)
    text, html = part(office.letter(), "plain"), part(office.letter(), "html")
    assert "Hej Åse <b>Østergård" in text
    assert "Hej Åse &lt;b&gt;Østergård" in html
    assert '<html lang="da">' in html
    links = re.findall(rf"{SITE}(/password/new/[\w-]+)", text + html)
    assert len(links) == 3
    assert len(set(links)) == 1
    assert PageClient(app).get(links[0]).heading == "Din nye adgangskode"


def test_the_mails_text_is_as_approved(
    another_app: Callable[..., Flask], people: People, office: PostOffice, server: dict[str, object]
) -> None:
    ask(another_app(**server), people.add("Åse Østergård").email)
    text = re.sub(r"/new/\S+", "/new/…", part(office.letter(), "plain"))
    assert text.split("\r\n\r\n") == [
        "Hej Åse Østergård",
        INTRODUCTION,
        f"{SITE}/password/new/…",
        "Linket virker i en time og kun én gang.",
        "Var det ikke dig? Så behøver du ikke gøre noget. Din adgangskode er den samme som før.",
        "Venlig hilsen\r\nBillund Kommune\r\n",
    ]


def test_a_server_that_asks_for_a_password_gets_it(
    another_app: Callable[..., Flask], people: People, office: PostOffice, server: dict[str, object]
) -> None:
    app = another_app(**server, mail_username="grund", mail_password="the mail's own")
    ask(app, people.add().email)
    assert office.logins == [b"grund"]
    assert office.letter()


def test_without_a_server_the_mail_lands_in_the_instance_folder(
    another_app: Callable[..., Flask], people: People, tmp_path: Path
) -> None:
    ask(another_app(base_url=SITE), people.add(email="anna@example.dk").email)
    (file,) = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert letter["To"] == "anna@example.dk"
    assert f"{SITE}/password/new/" in part(letter, "plain")


@pytest.mark.parametrize("fault", ["nobody answers", "refused", "wrong password"])
def test_a_server_that_fails_is_logged_without_the_person_and_the_page_is_the_same(
    another_app: Callable[..., Flask],
    people: People,
    office: PostOffice,
    server: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
    *,
    fault: str,
) -> None:
    faults: dict[str, dict[str, object]] = {
        "nobody answers": {"mail_port": free_port()},
        "refused": {},
        "wrong password": {"mail_username": "grund", "mail_password": "another"},
    }
    office.answer = "550 No such user anna@example.dk"
    app = another_app(**{**server, **faults[fault]})
    lines = io.StringIO()
    monkeypatch.setattr(log.handlers[0], "stream", lines)
    answer = ask(app, people.add("Anna Holm", email="anna@example.dk").email)
    assert answer == ask(app, "nobody@example.dk")
    (line,) = lines.getvalue().splitlines()
    assert json.loads(line)["message"] == "background work failed"
    assert json.loads(line)["level"] == "ERROR"
    assert not re.search(r"anna|holm", line, re.IGNORECASE)


def test_a_link_that_was_not_mailed_does_not_block_the_next_one(
    another_app: Callable[..., Flask],
    people: People,
    office: PostOffice,
    server: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = people.add()
    down = another_app(**{**server, "mail_port": free_port()})
    monkeypatch.setattr(log.handlers[0], "stream", io.StringIO())
    ask(down, person.email)
    ask(another_app(**server), person.email)
    assert office.letter()
