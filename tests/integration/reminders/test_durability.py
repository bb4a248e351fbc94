"""A run is killed twice in the middle: every mail comes once, but for those the log names as interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts import service as accounts
from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.database import db
from elearning.progress.models import ProgressSummary
from elearning.reminders.models import Reminder
from elearning.reminders.rules import State
from tests.conftest import SECRET
from tests.course import rows
from tests.integration.reminders.office import START, Office, moment, run_on

PEOPLE = 300  # to whom a mail is due
EVERYBODY = 45_000
KILLED_AT = (80, 190)  # mails that have come
ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.usefixtures("app")


def test_of_the_mails_due_among_45_000_none_comes_twice_and_none_is_lost_in_silence(
    mailing: Flask, office: Office, database_url: str
) -> None:
    addresses = _add_people(mailing)
    _add_those_who_start_next_year(mailing, EVERYBODY - PEOPLE)
    for number, come in enumerate(KILLED_AT):
        _kill_when(office, come, _start(office, database_url, moment(START, 8 + number)))
    assert run_on(mailing, START, 12).sent > 0
    log = rows(mailing, Reminder)
    assert len(log) == PEOPLE
    interrupted = [each for each in log if each.state is not State.SENT]
    assert len(interrupted) <= len(KILLED_AT)
    assert {(each.state, each.reason) for each in interrupted} <= {(State.GIVEN_UP, "interrupted")}
    come_in = office.addressed()
    assert set(come_in.values()) == {1}
    missing = set(addresses.values()) - set(come_in)
    assert missing <= {addresses[each.person_id] for each in interrupted}


def _add_people(app: Flask) -> dict[int, str]:
    with app.app_context():
        people = [
            accounts.add_person(
                accounts.NewPerson(f"Nr. {number}", f"nr{number}@example.dk", FoundationRole.EMPLOYEE, START)
            )
            for number in range(PEOPLE)
        ]
        found = {each.id: each.email for each in people}
        db.session.commit()
    return found


def _add_those_who_start_next_year(app: Flask, count: int) -> None:
    first = PEOPLE + 1
    starts_on, due_on = START + timedelta(days=90), START + timedelta(days=120)
    people = [
        {
            "id": number,
            "name": f"Nr. {number}",
            "email": f"nr{number}@example.dk",
            "role": FoundationRole.EMPLOYEE,
            "starts_on": starts_on,
        }
        for number in range(first, first + count)
    ]
    summaries = [
        {
            "person_id": each["id"],
            "name": each["name"],
            "name_key": each["name"],
            "line": f"/{each['id']}/",
            "starts_on": starts_on,
            "due_on": due_on,
            "number": 1,
        }
        for each in people
    ]
    with app.app_context():
        db.session.execute(sa.insert(Person), people)
        db.session.execute(sa.insert(ProgressSummary), summaries)
        db.session.commit()


def _start(office: Office, database_url: str, when: datetime) -> subprocess.Popen[bytes]:
    given = {"secret_key": SECRET, "database_url": database_url, "log_level": "ERROR", **office.settings}
    outside = {name: value for name, value in os.environ.items() if not name.startswith("ELEARNING_")}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.integration.reminders.killed", when.isoformat()],
        env=outside | {f"ELEARNING_{name.upper()}": str(value) for name, value in given.items()},
        cwd=ROOT,
    )


def _kill_when(office: Office, come: int, run: subprocess.Popen[bytes]) -> None:
    with office.came:
        assert office.came.wait_for(lambda: len(office.mails) >= come, 90)
    run.send_signal(signal.SIGKILL)
    assert run.wait(10) == -signal.SIGKILL  # else it came to its end, and this says nothing
