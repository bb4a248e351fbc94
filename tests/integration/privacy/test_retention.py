"""What is older than the settings say is deleted by a nightly command, which says how much."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from elearning import audit
from elearning.accounts import service as accounts
from elearning.accounts.models import PasswordReset, Person
from elearning.audit import AuditEntry
from elearning.clock import now, pretend
from elearning.database import db
from elearning.modules.models import CheckAnswer, Note, Relation, StepCompletion
from elearning.people.models import PeopleImport, PeopleImportPart
from elearning.privacy import retention
from elearning.privacy.models import Departure, RetentionRun
from elearning.privacy.rules import Kind
from elearning.quizzes.models import PriceAnswer, ScenarioCompletion, Takeaway, Weighting
from elearning.rate_limit import RateLimitCount
from elearning.reminders.models import Reminder, ReminderRun
from elearning.reminders.rules import Kind as MailKind
from elearning.reminders.rules import State
from tests.course import rows
from tests.integration.certificates.conftest import Set, set_to
from tests.integration.privacy.conftest import Cast, let_go
from tests.integration.progress.summing import differing
from tests.integration.test_cli import run
from tests.pages import PageClient
from tests.people import People

__all__ = ["set_to"]  # a fixture

START = datetime(2026, 11, 23, 3, tzinfo=UTC)


def clean(app: Flask, *, days_later: int = 0) -> str:
    with pretend(START + timedelta(days=days_later)):
        answer = run(app, "privacy", "clean")
    assert answer.exit_code == 0, answer.output
    return answer.output


def deleted(app: Flask, kind: Kind) -> list[int]:
    return [run.count for run in rows(app, RetentionRun, kind=kind.value)]


@pytest.fixture
def written(app: Flask, cast: Cast) -> Cast:
    """Everything was written when the nightly runs begin."""
    with app.app_context():
        for table in (Note, Relation, Takeaway, Weighting, PriceAnswer, ScenarioCompletion, StepCompletion):
            for row in db.session.query(table):
                for name in ("updated_at", "changed_at", "weighed_at", "answered_at", "completed_at"):
                    if hasattr(row, name):
                        setattr(row, name, START)
        db.session.commit()
    return cast


@pytest.mark.usefixtures("written")
class TestWhatPeopleWrote:
    def test_stays_to_its_last_day(self, app: Flask, set_to: Set) -> None:
        set_to(keep_notes_days=10, keep_answers_days=10)
        clean(app, days_later=10)
        assert [len(rows(app, table)) for table in (Note, Relation, Takeaway, Weighting)] == [2, 2, 2, 4]

    def test_notes_and_relations_go_after_it(self, app: Flask, set_to: Set) -> None:
        set_to(keep_notes_days=10)
        output = clean(app, days_later=11)
        assert [rows(app, table) for table in (Note, Relation, Takeaway)] == [[], [], []]
        assert len(rows(app, Weighting)) == 4
        assert deleted(app, Kind.NOTES) == [6]
        assert "6 notes and relations, kept for 10 days" in output

    def test_answers_go_and_what_was_completed_stays(self, app: Flask, set_to: Set) -> None:
        set_to(keep_answers_days=10)
        clean(app, days_later=11)
        assert [rows(app, table) for table in (Weighting, PriceAnswer, CheckAnswer)] == [[], [], []]
        assert len(rows(app, ScenarioCompletion)) == 2
        assert len(rows(app, StepCompletion)) == 2
        assert differing(app) == []

    def test_a_weighing_that_goes_on_ends_as_a_whole(self, app: Flask, written: Cast, set_to: Set) -> None:
        set_to(keep_answers_days=10)
        with app.app_context():
            newest = db.session.query(Weighting).filter_by(person_id=written.owner.id, round=2).one()
            newest.weighed_at = START + timedelta(days=5)
            db.session.commit()
        clean(app, days_later=11)
        mine = {"person_id": written.owner.id}
        assert [len(rows(app, table, **mine)) for table in (Weighting, PriceAnswer)] == [2, 1]
        assert rows(app, Weighting, person_id=written.colleague.id) == []

    def test_a_dry_run_counts_and_deletes_nothing(self, app: Flask, set_to: Set) -> None:
        set_to(keep_notes_days=10)
        with pretend(START + timedelta(days=11)):
            answer = run(app, "privacy", "clean", "--dry-run")
        assert "6 notes and relations" in answer.output
        assert len(rows(app, Note)) == 2
        assert rows(app, RetentionRun) == []

    def test_more_than_a_batch_goes_in_several(
        self, app: Flask, set_to: Set, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        set_to(keep_notes_days=10)
        monkeypatch.setattr(retention, "BATCH", 1)
        clean(app, days_later=11)
        assert deleted(app, Kind.NOTES) == [6]


class TestLogs:
    def test_old_lines_go(self, app: Flask, people: People, set_to: Set) -> None:
        set_to(keep_mail_log_days=30, keep_audit_days=30, keep_rate_limit_days=1, keep_password_link_days=7)
        person = people.add()
        with app.app_context(), pretend(START):
            accounts.request_reset(person.email)
            audit.record("person.changed", person.name)
            db.session.add(ReminderRun())
            db.session.add(RateLimitCount(key="sign-in", hits=3, ends_at=now().timestamp()))
            for due in (START.date(), date(2027, 1, 30)):
                mail = {"person_id": person.id, "kind": MailKind.WELCOME, "state": State.SENT}
                db.session.add(Reminder(**mail, due_on=due, created_at=now()))
            db.session.commit()
        clean(app, days_later=31)
        for table in (PasswordReset, AuditEntry, ReminderRun, RateLimitCount):
            assert rows(app, table) == [], table
        # The row about a day that is still to come keeps that mail from being sent again.
        assert [mail.due_on for mail in rows(app, Reminder)] == [date(2027, 1, 30)]


class TestFilesWithPeople:
    def test_go_with_their_rows_when_they_are_a_day_old(self, app: Flask) -> None:
        with app.app_context():
            for hours in (1, 30):
                sent = START + timedelta(hours=24 - hours)
                file = {"file_name": "folk.csv", "headings": ["Navn"], "columns": {}, "row_count": 1}
                db.session.add(PeopleImport(**file, at=sent))
            db.session.flush()
            for each in db.session.query(PeopleImport):
                db.session.add(PeopleImportPart(import_id=each.id, number=0, rows=[["Anna"]]))
            db.session.commit()
        output = clean(app, days_later=1)
        assert "1 files with people that were not applied, kept for 1 days" in output
        assert (len(rows(app, PeopleImport)), len(rows(app, PeopleImportPart))) == (1, 1)
        assert deleted(app, Kind.FILES) == [1]


class TestPeopleWhoLeft:
    def test_are_erased_when_their_time_since_the_first_run_is_over(
        self, app: Flask, cast: Cast, set_to: Set
    ) -> None:
        set_to(keep_people_who_left_days=10)
        let_go(app, cast.owner)
        clean(app)
        clean(app, days_later=10)
        assert rows(app, Person, id=cast.owner.id)
        clean(app, days_later=11)
        assert rows(app, Person, id=cast.owner.id) == []
        assert deleted(app, Kind.PEOPLE) == [0, 0, 1]
        (entry,) = rows(app, AuditEntry, action="person.erased")
        assert (entry.about, entry.details) == (f"#{cast.owner.id}", {"reason": "retention"})
        assert len(rows(app, ScenarioCompletion)) == 2

    def test_who_comes_back_begins_anew(self, app: Flask, cast: Cast, set_to: Set) -> None:
        set_to(keep_people_who_left_days=10)
        let_go(app, cast.owner)
        clean(app)
        with app.app_context():
            db.session.get_one(Person, cast.owner.id).is_active = True
            db.session.commit()
        clean(app, days_later=5)
        assert rows(app, Departure) == []
        let_go(app, cast.owner)
        clean(app, days_later=11)
        assert rows(app, Person, id=cast.owner.id)


def test_a_second_run_at_once_finds_nothing(app: Flask, written: Cast, set_to: Set) -> None:
    assert written
    set_to(keep_notes_days=10, keep_answers_days=10)
    clean(app, days_later=11)
    clean(app, days_later=11)
    assert deleted(app, Kind.NOTES) == [6, 0]


def test_hr_sees_the_times_and_what_was_deleted(
    app: Flask, hr: PageClient, written: Cast, set_to: Set
) -> None:
    assert written
    assert "Der er endnu ikke slettet noget, fordi det var for gammelt." in hr.get("/hr/retention").text
    set_to(keep_notes_days=10)
    clean(app, days_later=11)
    page = hr.get("/hr/retention")
    assert "Noter og relationer 10 dage 4. december 2026 kl. 04.00" in page.text
    assert "Loggen over det, HR gør 5 år" in page.text
    assert "4. december 2026 kl. 04.00 Noter og relationer 6" in page.text
