"""A run sends what is due, once; what fails is tried again, and what is not sent is in the log with why."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person
from elearning.clock import pretend
from elearning.database import db
from elearning.reminders.models import Reminder, ReminderRun
from elearning.reminders.rules import Kind, State
from tests.course import rows
from tests.integration.reminders.office import (
    DUE,
    START,
    Office,
    log_of,
    moment,
    only,
    run_daily,
    run_on,
    set_summary,
)
from tests.people import People

pytestmark = pytest.mark.usefixtures("app")


def test_somebody_who_does_nothing_gets_five_mails_in_forty_days(
    mailing: Flask, office: Office, person: Person
) -> None:
    run_daily(mailing, START, 40)
    sent = [(kind, state) for kind, state, _reason in log_of(mailing, person)]
    assert sent == [
        (kind, State.SENT)
        for kind in (Kind.WELCOME, Kind.NUDGE, Kind.DUE_WEEK, Kind.DUE_TOMORROW, Kind.OVERDUE)
    ]
    assert office.addressed() == {person.email: 5}


def test_a_second_run_on_the_same_day_sends_nothing(mailing: Flask, office: Office, person: Person) -> None:
    first, second = run_on(mailing, START), run_on(mailing, START, 9)
    assert (first.sent, second.sent) == (1, 0)
    assert office.addressed() == {person.email: 1}


def test_the_row_has_the_mails_id_and_when_it_was_sent(
    mailing: Flask, office: Office, person: Person
) -> None:
    run_on(mailing, START)
    row = only(mailing)
    assert (row.person_id, row.due_on, row.attempts) == (person.id, START, 1)
    assert row.message_id == office.mail()["Message-ID"]
    assert row.sent_at == moment(START)


def test_all_mails_of_a_run_go_by_one_connection(mailing: Flask, office: Office, people: People) -> None:
    for number in range(12):
        people.add(f"Nr. {number}")
    assert run_on(mailing, START).sent == 12
    assert office.connections == 1


@pytest.mark.parametrize(
    ("day", "note"),
    [(date(2026, 11, 7), "weekend"), (date(2026, 12, 24), "Juleaftensdag"), (date(2026, 12, 25), "Juledag")],
)
def test_on_a_quiet_day_nothing_is_sent_and_the_run_says_why(
    mailing: Flask, office: Office, person: Person, day: date, note: str
) -> None:
    set_summary(mailing, person, due_on=day + timedelta(days=3))
    run = run_on(mailing, day)
    assert run.note == note
    assert run.ended_at is not None
    assert office.mails == []
    assert log_of(mailing) == []


def test_a_quiet_day_is_one_run_however_often_it_runs(mailing: Flask, person: Person) -> None:
    assert person
    saturday = date(2026, 11, 7)
    for day, hour in ((0, 8), (0, 9), (0, 10), (1, 8), (1, 9)):
        run_on(mailing, saturday + timedelta(days=day), hour)
    runs = rows(mailing, ReminderRun)
    assert [run.started_at for run in runs] == [moment(saturday), moment(saturday + timedelta(days=1))]
    assert runs[0].ended_at == moment(saturday, 10)


def test_who_has_left_or_starts_later_gets_nothing(mailing: Flask, office: Office, people: People) -> None:
    people.add("Bo", is_active=False)
    people.add("Carl")
    run_on(mailing, START - timedelta(days=3))
    with mailing.app_context():
        db.session.execute(sa.text("DELETE FROM progress_summary"))
        db.session.commit()
    run_on(mailing, START)
    assert office.mails == []


def test_what_is_not_sent_is_logged_once_with_the_reason(
    mailing: Flask, office: Office, person: Person
) -> None:
    set_summary(mailing, person, steps_done=2, steps_total=10, last_active_on=START)
    assert run_on(mailing, START).skipped == 1
    assert run_on(mailing, START, 9).skipped == 0
    assert log_of(mailing) == [(Kind.WELCOME, State.SKIPPED, "already_begun")]
    assert office.mails == []


class TestAServerThatRefuses:
    def test_its_answer_is_kept_and_the_others_get_theirs(
        self, mailing: Flask, office: Office, people: People
    ) -> None:
        bad, good = people.add("Bo"), people.add("Carl")
        office.refused[bad.email] = "550 5.1.1 No such mailbox"
        run = run_on(mailing, START)
        assert (run.sent, run.failed) == (1, 1)
        assert log_of(mailing, bad) == [(Kind.WELCOME, State.FAILED, "550 5.1.1 No such mailbox")]
        assert office.addressed() == {good.email: 1}

    def test_it_is_tried_again_later_and_later_and_then_given_up(
        self, mailing: Flask, office: Office, person: Person
    ) -> None:
        set_summary(mailing, person, due_on=DUE)
        office.refused[""] = "451 Try again later"
        for day, hour, minute, attempts in [
            (2, 8, 0, 1), (2, 8, 14, 1), (2, 8, 15, 2), (2, 9, 14, 2), (2, 9, 15, 3), (2, 13, 14, 3),
            (2, 13, 15, 4), (3, 13, 14, 4), (3, 13, 15, 5), (4, 13, 15, 5), (6, 8, 0, 5),
        ]:  # fmt: skip
            run_on(mailing, date(2026, 11, day), hour, minute)
            assert only(mailing).attempts == attempts
        assert log_of(mailing, person) == [(Kind.WELCOME, State.GIVEN_UP, "451 Try again later")]

    def test_once_it_takes_the_mail_it_is_sent(self, mailing: Flask, office: Office, person: Person) -> None:
        office.refused[person.email] = "451 Busy"
        run_on(mailing, START)
        office.refused.clear()
        assert run_on(mailing, START, 9).sent == 1
        assert log_of(mailing, person) == [(Kind.WELCOME, State.SENT, None)]
        assert only(mailing).message_id == office.mail()["Message-ID"]

    def test_a_retry_waits_for_a_working_day(self, mailing: Flask, office: Office, person: Person) -> None:
        friday = date(2026, 11, 6)
        office.refused[person.email] = "451 Busy"
        run_on(mailing, friday)
        office.refused.clear()
        assert run_on(mailing, friday + timedelta(days=1)).sent == 0
        assert office.mails == []
        assert run_on(mailing, friday + timedelta(days=2)).sent == 0

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"completed_on": START}, "completed"),
            ({"steps_done": 1}, "already_begun"),
        ],
    )
    def test_what_no_longer_holds_is_not_tried_again(
        self, mailing: Flask, office: Office, person: Person, change: dict[str, object], reason: str
    ) -> None:
        office.refused[person.email] = "451 Busy"
        run_on(mailing, START)
        office.refused.clear()
        set_summary(mailing, person, **change)
        run_on(mailing, START, 9)
        assert log_of(mailing, person)[0] == (Kind.WELCOME, State.SKIPPED, reason)

    def test_a_mail_about_a_due_date_that_was_moved_is_not_tried_again(
        self, mailing: Flask, office: Office, person: Person
    ) -> None:
        day = DUE - timedelta(days=1)
        office.refused[person.email] = "451 Busy"
        run_on(mailing, day)
        office.refused.clear()
        set_summary(mailing, person, due_on=DUE + timedelta(days=7))
        run_on(mailing, day, 9)
        assert (Kind.DUE_TOMORROW, State.SKIPPED, "changed") in log_of(mailing, person)
        assert office.mails == []


class TestADueDateThatIsMoved:
    def test_brings_no_second_welcome(self, mailing: Flask, office: Office, person: Person) -> None:
        run_on(mailing, START)
        set_summary(mailing, person, due_on=DUE + timedelta(days=14))
        run_on(mailing, START + timedelta(days=1))
        assert office.addressed() == {person.email: 1}

    def test_brings_no_second_nudge(self, mailing: Flask, office: Office, person: Person) -> None:
        run_daily(mailing, START, 10)
        set_summary(mailing, person, due_on=DUE + timedelta(days=14))
        run_daily(mailing, START + timedelta(days=10), 14)
        assert log_of(mailing) == [(Kind.WELCOME, State.SENT, None), (Kind.NUDGE, State.SENT, None)]
        assert office.addressed() == {person.email: 2}

    def test_to_be_nearer_is_not_logged_as_if_nothing_had_run(
        self, mailing: Flask, office: Office, person: Person
    ) -> None:
        run_daily(mailing, START, 20)
        set_summary(mailing, person, due_on=date(2026, 11, 24))
        run_on(mailing, date(2026, 11, 23))
        assert log_of(mailing)[2:] == [
            (Kind.DUE_TOMORROW, State.SENT, None),
            (Kind.DUE_WEEK, State.SKIPPED, "changed"),
        ]
        assert office.addressed() == {person.email: 3}


class TestARunThatWasKilled:
    def _leave(self, app: Flask, person: Person) -> None:
        with app.app_context(), pretend(moment(START)):
            values = {"kind": Kind.WELCOME, "due_on": DUE, "state": State.SENDING, "attempts": 1}
            db.session.add(Reminder(person_id=person.id, tried_at=moment(START), **values))
            db.session.commit()

    def test_what_it_was_sending_is_given_up_after_a_while(
        self, mailing: Flask, office: Office, person: Person
    ) -> None:
        self._leave(mailing, person)
        run_on(mailing, START, 8, 30)
        assert log_of(mailing) == [(Kind.WELCOME, State.SENDING, None)]
        run_on(mailing, START, 8, 31)
        assert log_of(mailing) == [(Kind.WELCOME, State.GIVEN_UP, "interrupted")]
        assert office.mails == []


def test_runs_at_the_same_time_send_each_mail_once(mailing: Flask, office: Office, people: People) -> None:
    everybody = [people.add(f"Nr. {number}") for number in range(40)]
    office.refused[everybody[0].email] = "451 Busy"
    run_on(mailing, START - timedelta(days=3))
    together = Barrier(4)

    def go() -> int:
        together.wait(10)
        return run_on(mailing, START).sent

    with ThreadPoolExecutor(4) as pool:
        counts = [each.result() for each in [pool.submit(go) for _run in range(4)]]
    assert sum(counts) == 39
    assert office.addressed() == {each.email: 1 for each in everybody[1:]}
    assert len(rows(mailing, Reminder)) == 40
    assert len(rows(mailing, ReminderRun)) == 5


def test_retries_at_the_same_time_send_each_mail_once(mailing: Flask, office: Office, people: People) -> None:
    everybody = [people.add(f"Nr. {number}") for number in range(20)]
    office.refused[""] = "451 Busy"
    run_on(mailing, START)
    office.refused.clear()
    together = Barrier(4)

    def go() -> int:
        together.wait(10)
        return run_on(mailing, START, 10).sent

    with ThreadPoolExecutor(4) as pool:
        counts = [each.result() for each in [pool.submit(go) for _run in range(4)]]
    assert sum(counts) == 20
    assert office.addressed() == {each.email: 1 for each in everybody}
