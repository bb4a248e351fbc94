"""A real mail server in this process that keeps what it gets, refuses, or breaks off; runs of the command."""

from __future__ import annotations

import asyncio
import email
import email.policy
import threading
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage

import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from elearning.accounts.models import Person
from elearning.clock import pretend
from elearning.database import db
from elearning.progress.models import ProgressSummary
from elearning.reminders import service
from elearning.reminders.models import Reminder, ReminderRun
from elearning.reminders.rules import Kind, State
from tests.course import rows
from tests.integration.test_mail import free_port

START = date(2026, 11, 2)  # of those whom `People` makes: a Monday
DUE = date(2026, 12, 2)
SITE = "https://grund.example.dk"


class Office:
    """Takes mail in by SMTP. What it refuses, and how, can be changed at any time."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refused: dict[str, str] = {}  # answers by address, "" being everybody
        self.breaks_off = False  # when it has the mail, before it answers
        self.connections = 0
        self.came = threading.Condition()
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    @property
    def settings(self) -> dict[str, object]:
        sender = "Grundlaget <grund@example.dk>"
        return {"mail_host": "127.0.0.1", "mail_port": self.port, "mail_from": sender, "base_url": SITE}

    def open(self) -> None:
        self._controller.start()

    def close(self) -> None:
        self._controller.stop()

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name and arguments
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name and arguments
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.refused.get(address) or self.refused.get("")
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self.came:
            self.mails.append(mail)
            self.came.notify_all()
        if self.breaks_off:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK"

    def mail(self) -> EmailMessage:
        (found,) = self.mails
        return found

    def addressed(self) -> Counter[str]:
        return Counter(mail["To"] for mail in self.mails)


def moment(day: date, hour: int = 8, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)


def run_on(app: Flask, day: date, hour: int = 8, minute: int = 0) -> ReminderRun:
    """Run the command's work as if it were then."""
    with app.app_context(), pretend(moment(day, hour, minute)):
        run = service.send_due(day)
        db.session.refresh(run)
        db.session.expunge_all()
    return run


def run_daily(app: Flask, first: date, days: int) -> None:
    for number in range(days):
        run_on(app, first + timedelta(days=number))


def log_of(app: Flask, person: Person | None = None) -> list[tuple[Kind, State, str | None]]:
    """Give what the log says, the oldest first."""
    found = rows(app, Reminder, **({"person_id": person.id} if person else {}))
    return [(each.kind, each.state, each.reason) for each in found]


def only(app: Flask) -> Reminder:
    (found,) = rows(app, Reminder)
    return found


def set_summary(app: Flask, person: Person, **values: object) -> None:
    """Let somebody stand as far as a test is about; what leads there is tested elsewhere."""
    if not values:
        return
    with app.app_context():
        db.session.execute(
            sa.update(ProgressSummary).where(ProgressSummary.person_id == person.id).values(**values)
        )
        db.session.commit()


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def html_of(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())
