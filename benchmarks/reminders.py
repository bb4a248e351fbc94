"""What a run of the reminders costs: mails, seconds and memory, with a mail server in a thread."""

import re
import resource
import time
from datetime import UTC, datetime
from datetime import time as time_of_day

import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from benchmarks.municipality import OPENED
from elearning.clock import pretend
from elearning.config import Settings
from elearning.database import db
from elearning.progress.models import ProgressSummary
from elearning.reminders import planning, service
from elearning.reminders.quiet_days import working_day_on_or_before
from elearning.reminders.rules import WEEK_BEFORE
from tests.integration.test_mail import free_port


class _Sink:
    """Takes every mail and counts them by address."""

    def __init__(self) -> None:
        self.count = 0

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        assert re.search(rb"^To: .+@", envelope.content, re.MULTILINE)
        self.count += 1
        return "250 OK"


def print_costs(app: Flask) -> None:
    """Print what it costs to mail everybody whose due date is a week away, then to find nothing to do.

    It lets everybody be due on one day, and leaves the log behind: for a copy of the database.
    """
    sink = _Sink()
    port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    settings: Settings = app.extensions["settings"]
    app.extensions["settings"] = settings.model_copy(update={"mail_host": "127.0.0.1", "mail_port": port})
    try:
        with app.app_context():
            _print_runs(sink)
    finally:
        app.extensions["settings"] = settings
        controller.stop()


def _print_runs(sink: _Sink) -> None:
    due_on = OPENED.date() + 8 * WEEK_BEFORE
    db.session.execute(sa.update(ProgressSummary).values(due_on=due_on, completed_on=None))
    db.session.commit()
    day = working_day_on_or_before(due_on - WEEK_BEFORE)
    with pretend(datetime.combine(day, time_of_day(8), UTC)):
        started = time.perf_counter()
        planned = sum(1 for _each in planning.plan(day))
        print(f"dry run      {planned} mails in {time.perf_counter() - started:.1f} s")
        for name in ("send", "send again"):
            before, started = _peak(), time.perf_counter()
            run = service.send_due(day)
            seconds, more = time.perf_counter() - started, _peak() - before
            print(
                f"{name:12} {run.sent} mails, {run.skipped} logged as not sent in {seconds:.1f} s, "
                f"{more:.0f} MB more memory"
            )
    print(f"the mail server has {sink.count}")


def _peak() -> float:
    """Give the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
