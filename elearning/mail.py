"""Mail: by the SMTP server of the settings, or as `.eml` files in the instance folder where there is none."""

import re
import secrets
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any, Final

from flask import current_app, render_template

from elearning.clock import now
from elearning.config import MailSecurity, Settings, settings

SMTP_TIMEOUT_SECONDS = 20
ANSWER_MAX: Final = 200
# What a server answers when it ends a connection: by RFC 5321 that it closes, or has had enough of this one.
_CLOSING: Final = 421
_GO_AHEAD: Final = 354  # the answer to DATA: the text may come


class NotSentError(Exception):
    """A mail was certainly not taken by the server; the message is what it answered."""


class ServerUnreachableError(NotSentError):
    """Nothing took mails: no server, none that let us in or stayed. The next mail would fare the same."""


class _HungUpError(ServerUnreachableError):
    """The server ended the connection before it had the mail."""


class MaybeSentError(Exception):
    """The connection broke while the server had the mail, so that nobody knows whether it was taken."""


def compose(template: str, *, to: str, subject: str, **values: object) -> EmailMessage:
    """Write a mail from `emails/<template>.txt` and `.html`, which get `values`."""
    message = EmailMessage()
    message["From"] = settings().mail_from
    message["To"] = to
    message["Subject"] = one_line(subject)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=settings().mail_from.rpartition("@")[2].rstrip(">"))
    # No program is to answer: by RFC 3834, and in the way that Exchange knows.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(render_template(f"emails/{template}.txt", subject=subject, **values))
    message.add_alternative(
        render_template(f"emails/{template}.html", subject=subject, **values), subtype="html"
    )
    return message


def one_line(text: str) -> str:
    """Give a text without line breaks, such as a name that a header is made of: none may be in one."""
    return " ".join(text.split())


class Outgoing:
    """Where mails are handed over, one after another by one connection. It opens with the first of them."""

    def __init__(self, chosen: Settings) -> None:
        self._chosen = chosen
        self._server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage) -> None:
        """Hand `message` over. Raises NotSentError or MaybeSentError."""
        was_open = self._server is not None
        try:
            self._hand_over(message)
        except _HungUpError:
            if not was_open:
                raise
            self._hand_over(message)  # it had only had enough of that connection

    def close(self) -> None:
        """End the connection; the next mail opens another."""
        server, self._server = self._server, None
        if server is None:
            return
        try:
            server.quit()
        except OSError:
            server.close()

    def _hand_over(self, message: EmailMessage) -> None:
        try:
            self._take(message)
        except (NotSentError, MaybeSentError):
            self.close()
            raise
        except Exception as error:  # the e-mail package has many for a mail that it cannot write
            self.close()
            refusal = _HungUpError if _has_hung_up(error) else NotSentError
            raise refusal(_answer(error)) from error

    def _take(self, message: EmailMessage) -> None:
        if not self._chosen.mail_host:
            _keep(message, self._chosen.instance_dir / "mail")
            return
        self._server = self._server or _connect(self._chosen)
        self._server.send_message(message)


@contextmanager
def outgoing() -> Iterator[Outgoing]:
    """Give something to hand many mails to, which closes its connection at the end."""
    post = Outgoing(settings())
    try:
        yield post
    finally:
        post.close()


def send(message: EmailMessage) -> None:
    """Hand one mail over. Raises NotSentError or MaybeSentError."""
    with outgoing() as post:
        post.send(message)


def link_to(endpoint: str, **values: object) -> str:
    """Give the public address of a page, also where there is no request."""
    return settings().base_url.rstrip("/") + current_app.url_map.bind("").build(endpoint, values)


class _CarefulSMTP(smtplib.SMTP):
    """Tells a mail that was not taken from one of which nobody knows."""

    def data(self, msg: Any) -> tuple[int, bytes]:  # noqa: ANN401 - always bytes with CRLF, from send_message
        """Do as smtplib does. Only what breaks once the server has said to go ahead is a MaybeSentError."""
        code, said = self.docmd("DATA")
        if code != _GO_AHEAD:
            raise smtplib.SMTPDataError(code, said)
        try:
            self.send(_ended(msg))
            code, said = self.getreply()
        except OSError as error:
            raise MaybeSentError(_answer(error)) from error
        if code < 0:  # no answer that means anything
            raise MaybeSentError(_answer(smtplib.SMTPDataError(code, said)))
        return code, said


class _CarefulTlsSMTP(_CarefulSMTP, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


def _ended(text: bytes) -> bytes:
    """Double the dots that begin a line, so that only the one after the text ends it (RFC 5321, 4.5.2)."""
    return re.sub(rb"(?m)^\.", b"..", text).removesuffix(b"\r\n") + b"\r\n.\r\n"


def _connect(chosen: Settings) -> smtplib.SMTP:
    """Open a connection and sign in. Raises ServerUnreachableError."""
    server: smtplib.SMTP | None = None
    try:
        server = _open(chosen)
        if chosen.mail_security is MailSecurity.STARTTLS:
            server.starttls(context=ssl.create_default_context())
        if chosen.mail_username:
            server.login(chosen.mail_username, chosen.mail_password.get_secret_value())
    except OSError as error:
        if server:
            server.close()
        raise ServerUnreachableError(_answer(error)) from error
    return server


def _open(chosen: Settings) -> smtplib.SMTP:
    host, port = chosen.mail_host, chosen.mail_port
    if chosen.mail_security is MailSecurity.TLS:
        context = ssl.create_default_context()
        return _CarefulTlsSMTP(host, port, timeout=SMTP_TIMEOUT_SECONDS, context=context)
    return _CarefulSMTP(host, port, timeout=SMTP_TIMEOUT_SECONDS)


def _has_hung_up(error: Exception) -> bool:
    is_closing = isinstance(error, smtplib.SMTPResponseException) and error.smtp_code == _CLOSING
    return is_closing or isinstance(error, smtplib.SMTPServerDisconnected)


def _answer(error: Exception) -> str:
    """Give what went wrong as a server puts it: its code, and the first of its words."""
    code: int
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        return f"{type(error).__name__}: {error}"[:ANSWER_MAX]
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return " ".join(f"{code} {words}".split())[:ANSWER_MAX]


def _keep(message: EmailMessage, folder: Path) -> None:
    """Write a mail to a file. Raises ServerUnreachableError where files cannot be written."""
    raw = message.as_bytes()
    name = f"{now():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}.eml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    except OSError as error:
        raise ServerUnreachableError(_answer(error)) from error
