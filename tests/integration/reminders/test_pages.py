"""HR's log of mails, and the due date as a file."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from icalendar import Calendar

from elearning.accounts.models import Person
from elearning.clock import pretend
from elearning.database import db
from elearning.progress.models import Assignment
from elearning.reminders.models import Reminder, ReminderRun
from elearning.reminders.rules import Kind, State
from tests.course import open_session
from tests.integration.reminders.office import DUE, START, moment
from tests.pages import Page, PageClient
from tests.people import People
from tests.statements import statements

MOST_STATEMENTS = 4


@pytest.fixture
def hr(client: PageClient, people: People) -> PageClient:
    return open_session(client, people.add("Hanne Hr", is_hr=True))


def log(app: Flask, person: Person, kind: Kind = Kind.WELCOME, **values: object) -> None:
    with app.app_context():
        given = {"state": State.SENT, "due_on": DUE, "created_at": moment(START), "attempts": 1, **values}
        db.session.add(Reminder(person_id=person.id, kind=kind, **given))
        db.session.commit()


def rows_of(page: Page) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.soup.select("tbody tr")
    ]


class TestTheLog:
    def test_says_what_became_of_each_mail(self, app: Flask, hr: PageClient, people: People) -> None:
        anna, bo = people.add("Anna Holm"), people.add("Bo Lund")
        log(app, anna, sent_at=moment(START))
        log(app, bo, Kind.NUDGE, state=State.SKIPPED, reason="unsubscribed", attempts=0)
        failed = {"state": State.FAILED, "reason": "451 <Busy>", "attempts": 2}
        log(app, bo, Kind.DUE_WEEK, **failed, tried_at=moment(START), next_try_at=moment(START, 10))
        log(app, anna, Kind.FROM_LEADER, by_id=bo.id)
        log(app, bo, Kind.OVERDUE, state=State.GIVEN_UP, reason="interrupted")
        assert [row[:4] for row in rows_of(hr.get("/hr/reminders"))] == [
            ["Bo Lund", "Fristen er overskredet", "2. december 2026", "Opgivet afbrudt; den kan være sendt"],
            ["Anna Holm", "Påmindelse fra en leder (Bo Lund)", "2. december 2026", "Sendt"],
            ["Bo Lund", "En uge før fristen", "2. december 2026",
             "Mislykket, prøves igen 451 <Busy> · 2 forsøg · næste gang 2. november 2026 kl. 11.00"],
            ["Bo Lund", "Et venligt puf efter en uge", "2. december 2026",
             "Ikke sendt har slået den slags mails fra"],
            ["Anna Holm", "Velkomst", "2. december 2026", "Sendt"],
        ]  # fmt: skip

    def test_is_filtered_by_all_that_the_address_says(
        self, app: Flask, hr: PageClient, people: People
    ) -> None:
        anna, bo = people.add("Anna Holm"), people.add("Bo 100%")
        for person in (anna, bo):
            log(app, person)
            log(app, person, Kind.NUDGE, state=State.SKIPPED)
        for address, count in {
            "?q=anna": 2, "?q=100%25": 2, "?q=100_": 0, "?kind=nudge": 2, "?state=sent": 2,
            "?state=sent&kind=welcome&q=bo": 1, "?state=sent&kind=nudge": 0,
        }.items():  # fmt: skip
            assert len(rows_of(hr.get(f"/hr/reminders{address}"))) == count, address

    @pytest.mark.parametrize("part", ["åse", "ÅSE", "aase", "østerg"])
    def test_finds_danish_names_however_they_are_written(
        self, app: Flask, hr: PageClient, people: People, part: str
    ) -> None:
        log(app, people.add("Åse Østergård"))
        log(app, people.add("Anna Holm"))
        assert [row[0] for row in rows_of(hr.get(f"/hr/reminders?q={part}"))] == ["Åse Østergård"]

    def test_still_has_those_who_left(self, app: Flask, hr: PageClient, people: People) -> None:
        log(app, people.add("Bo Lund", is_active=False))
        assert [row[0] for row in rows_of(hr.get("/hr/reminders?q=lund"))] == ["Bo Lund"]

    def test_tells_what_is_empty_from_what_has_no_match(
        self, app: Flask, hr: PageClient, people: People
    ) -> None:
        empty = hr.get("/hr/reminders")
        assert "Der har ikke været mails at sende endnu." in empty.text
        assert not empty.soup.select("form.narrowing")
        log(app, people.add("Anna Holm"))
        without_match = hr.get("/hr/reminders?q=bo")
        assert "Der er ingen mails af den slags." in without_match.text
        assert len(rows_of(without_match.follow("Vis alle mails"))) == 1

    def test_counts_the_attempts_of_what_was_sent_at_last(
        self, app: Flask, hr: PageClient, people: People
    ) -> None:
        log(app, people.add("Anna Holm"), attempts=3, sent_at=moment(START))
        assert [row[3] for row in rows_of(hr.get("/hr/reminders"))] == ["Sendt 3 forsøg"]

    @pytest.mark.parametrize(
        "address",
        ["kind=x", "state=", "page=0", "page=-1", "page=x", "page=99999999999999999999", "q=%00", "x=1"],
    )
    def test_leaves_out_what_makes_no_sense(self, hr: PageClient, address: str) -> None:
        assert hr.get(f"/hr/reminders?{address}").heading == "Mails om forløb og frister"

    def test_is_paged_and_keeps_the_filter(self, app: Flask, hr: PageClient, people: People) -> None:
        for number in range(51):
            log(app, people.add(f"Nr. {number:02}"))
        page = hr.get("/hr/reminders?kind=welcome")
        assert len(rows_of(page)) == 50
        older = page.follow("Ældre")
        assert [row[0] for row in rows_of(older)] == ["Nr. 00"]
        assert page.link("Ældre").endswith("?kind=welcome&page=2#mails")
        assert len(rows_of(older.follow("Nyere"))) == 50

    def test_tells_of_the_runs_that_did_something_or_did_not_end(self, app: Flask, hr: PageClient) -> None:
        with app.app_context(), pretend(moment(START)):
            ended = {"ended_at": moment(START)}
            db.session.add(ReminderRun(sent=1204, failed=1, skipped=3, **ended))
            db.session.add(ReminderRun(**ended))
            db.session.add(ReminderRun(note="Juledag", **ended))
            db.session.add(ReminderRun())
            db.session.add(ReminderRun(**ended))
            db.session.commit()
        lines = [
            " ".join(each.get_text(" ").split()) for each in hr.get("/hr/reminders").soup.select("main li")
        ]
        assert lines == [
            "2. november 2026 kl. 09.00: intet sendt · ikke færdig",
            "2. november 2026 kl. 09.00: intet sendt · Juledag",
            "2. november 2026 kl. 09.00: 1.204 sendt, 1 mislykkedes, 3 ikke sendt",
        ]

    def test_costs_the_same_whatever_there_is_in_it(self, app: Flask, hr: PageClient, people: People) -> None:
        for number in range(60):
            log(app, people.add(f"Nr. {number:02}"))
        with app.app_context():
            engine = db.engine
        with statements(engine) as sent:
            hr.raw.get("/hr/reminders?q=nr&kind=welcome")
        assert len(sent) <= MOST_STATEMENTS

    def test_is_for_hr_only(self, client: PageClient, person: Person) -> None:
        open_session(client, person).get("/hr/reminders", status=403)


class TestTheDueDateAsAFile:
    def test_is_an_event_of_the_whole_day(self, client: PageClient, person: Person) -> None:
        answer = open_session(client, person).raw.get("/journey/due-date.ics")
        assert answer.mimetype == "text/calendar"
        assert "grundlaget.ics" in answer.headers["Content-Disposition"]
        (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (DUE, DUE + timedelta(days=1))

    def test_reminds_at_nine_the_day_before(self, client: PageClient, person: Person) -> None:
        answer = open_session(client, person).raw.get("/journey/due-date.ics")
        (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
        (alarm,) = event.walk("VALARM")
        assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", "Frist i morgen: Grundlaget")
        begins = datetime.combine(event.decoded("DTSTART"), time())
        assert begins + alarm.decoded("TRIGGER") == datetime.combine(DUE - timedelta(days=1), time(9))

    def test_takes_the_place_of_the_one_before_when_the_day_is_moved(
        self, app: Flask, client: PageClient, person: Person
    ) -> None:
        def event_on(day: date) -> tuple[str, int, date]:
            with pretend(moment(day)):
                file = open_session(client, person).raw.get("/journey/due-date.ics").data
            (event,) = Calendar.from_ical(file).walk("VEVENT")
            return str(event["UID"]), int(str(event["SEQUENCE"])), event.decoded("DTSTART")

        uid, sequence, _day = event_on(START)
        with app.app_context():
            db.session.get_one(Assignment, (person.id, 1)).due_on = DUE - timedelta(days=7)
            db.session.commit()
        assert event_on(START + timedelta(days=1)) == (uid, sequence + 1, DUE - timedelta(days=7))

    def test_is_not_there_when_the_journey_is_completed(
        self, app: Flask, client: PageClient, person: Person
    ) -> None:
        with app.app_context():
            db.session.get_one(Assignment, (person.id, 1)).completed_at = moment(START)
            db.session.commit()
        open_session(client, person).get("/journey/due-date.ics", status=404)
