"""Mail: by the SMTP server of the settings, or as `.eml` files in the instance folder where there is none."""

import secrets
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path

from flask import current_app, render_template

from elearning.clock import now
from elearning.config import MailSecurity, Settings, settings

SMTP_TIMEOUT_SECONDS = 20


def compose(template: str, *, to: str, subject: str, **values: object) -> EmailMessage:
    """Write a mail from `emails/<template>.txt` and `.html`, which get `values`."""
    message = EmailMessage()
    message["From"] = settings().mail_from
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=settings().mail_from.rpartition("@")[2].rstrip(">"))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(render_template(f"emails/{template}.txt", subject=subject, **values))
    message.add_alternative(
        render_template(f"emails/{template}.html", subject=subject, **values), subtype="html"
    )
    return message


def send(message: EmailMessage) -> None:
    """Hand `message` over.

    Raises OSError or smtplib.SMTPException when the server cannot be reached or refuses it.
    """
    chosen = settings()
    if not chosen.mail_host:
        _keep(message, chosen.instance_dir / "mail")
        return
    with _connect(chosen) as server:
        if chosen.mail_username:
            server.login(chosen.mail_username, chosen.mail_password.get_secret_value())
        server.send_message(message)


def link_to(endpoint: str, **values: object) -> str:
    """Give the public address of a page, also where there is no request."""
    return settings().base_url.rstrip("/") + current_app.url_map.bind("").build(endpoint, values)


def _connect(chosen: Settings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if chosen.mail_security is MailSecurity.TLS:
        return smtplib.SMTP_SSL(
            chosen.mail_host, chosen.mail_port, timeout=SMTP_TIMEOUT_SECONDS, context=context
        )
    server = smtplib.SMTP(chosen.mail_host, chosen.mail_port, timeout=SMTP_TIMEOUT_SECONDS)
    if chosen.mail_security is MailSecurity.STARTTLS:
        server.starttls(context=context)
    return server


def _keep(message: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{now():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}.eml"
    (folder / name).write_bytes(message.as_bytes())
