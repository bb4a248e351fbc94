"""`elearning reminders`: sending, listing what would go, and what came back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person
from elearning.clock import pretend
from elearning.database import db
from elearning.reminders.models import Reminder, ReminderRun
from elearning.reminders.rules import Kind, State
from tests.course import rows
from tests.integration.reminders.office import START, Office, log_of, moment, only, run_on, set_summary
from tests.integration.test_cli import run
from tests.people import People
from tests.unit.reminders.test_bounces import HEADERS, bounce, status

pytestmark = pytest.mark.usefixtures("app")

CHRISTMAS = date(2026, 12, 25)


class TestSend:
    def test_sends_what_is_due_today_and_says_how_many(
        self, mailing: Flask, office: Office, person: Person
    ) -> None:
        with pretend(moment(START)):
            answer = run(mailing, "reminders", "send")
        assert answer.output == "1 sent, 0 failed, 0 not sent.\n"
        assert office.addressed() == {person.email: 1}

    def test_says_why_nothing_was_sent(self, mailing: Flask) -> None:
        with pretend(moment(CHRISTMAS)):
            answer = run(mailing, "reminders", "send")
        assert answer.output == "0 sent, 0 failed, 0 not sent.\nStopped or quiet: Juledag\n"


class TestDryRun:
    def test_lists_what_would_go_and_what_not_and_writes_nothing(
        self, mailing: Flask, office: Office, people: People
    ) -> None:
        people.add("Bo", email="bo@example.dk")
        begun = people.add("Carl", email="carl@example.dk")
        set_summary(mailing, begun, steps_done=1, steps_total=2)
        with pretend(moment(START)):
            answer = run(mailing, "reminders", "send", "--dry-run")
        assert [line.split(maxsplit=3) for line in answer.output.splitlines()] == [
            ["bo@example.dk", "welcome", "2026-11-02", "send"],
            ["carl@example.dk", "welcome", "2026-11-02", "not sent: already_begun"],
        ]
        assert office.mails == []
        assert rows(mailing, Reminder) == []
        assert rows(mailing, ReminderRun) == []

    def test_lists_what_would_be_tried_again(self, mailing: Flask, office: Office, person: Person) -> None:
        office.refused[person.email] = "451 Busy"
        run_on(mailing, START)
        with pretend(moment(START, 10)):
            answer = run(mailing, "reminders", "send", "--dry-run")
        assert answer.output.split() == [person.email, "welcome", "2026-11-02", "send", "again"]
        assert only(mailing).state is State.FAILED

    def test_names_the_holiday(self, mailing: Flask) -> None:
        with pretend(moment(CHRISTMAS)):
            answer = run(mailing, "reminders", "send", "--dry-run")
        assert answer.output == "Nothing is sent today: Juledag\n"


class TestBounced:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "bounce.eml"

    def test_a_mail_that_came_back_is_tried_again_with_the_reason(
        self, mailing: Flask, office: Office, person: Person, file: Path
    ) -> None:
        run_on(mailing, START)
        returned = HEADERS.replace("<abc@example.dk>", office.mail()["Message-ID"])
        file.write_bytes(bounce(status(), returned))
        with pretend(moment(START, 9)):
            answer = run(mailing, "reminders", "bounced", str(file))
        assert answer.exit_code == 0
        row = only(mailing)
        assert (row.state, row.attempts, row.sent_at) == (State.FAILED, 1, None)
        assert row.reason == "550 5.1.1 <anna@example.dk>: Recipient address rejected"
        assert row.next_try_at == moment(START, 9, 15)
        run_on(mailing, START, 10)
        assert log_of(mailing, person) == [(Kind.WELCOME, State.SENT, None)]
        assert len({mail["Message-ID"] for mail in office.mails}) == 2

    def test_it_is_given_up_after_the_last_attempt(
        self, mailing: Flask, office: Office, person: Person, file: Path
    ) -> None:
        run_on(mailing, START)
        with mailing.app_context():
            db.session.execute(sa.update(Reminder).values(attempts=5))
            db.session.commit()
        file.write_bytes(bounce(status(), HEADERS.replace("<abc@example.dk>", office.mail()["Message-ID"])))
        assert run(mailing, "reminders", "bounced", str(file)).exit_code == 0
        assert log_of(mailing, person)[0][1] is State.GIVEN_UP

    def test_one_that_nobody_knows_is_an_error(self, mailing: Flask, file: Path) -> None:
        file.write_bytes(bounce(status(), HEADERS))
        answer = run(mailing, "reminders", "bounced", str(file))
        assert answer.exit_code == 1
        assert "No reminder with Message-ID <abc@example.dk>" in answer.output

    def test_another_mail_is_an_error(self, mailing: Flask, file: Path) -> None:
        file.write_text("Subject: Hej\n\nHej")
        answer = run(mailing, "reminders", "bounced", str(file))
        assert answer.exit_code == 1
        assert "not a bounce" in answer.output
