"""The overview as a page: odd addresses, nobody to count, what it costs, and what it never reads."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person, Unit
from elearning.database import db
from elearning.progress.models import ProgressSummary
from tests.course import open_session, rows
from tests.integration.overview.place import NOTHING, Place, make_place
from tests.integration.overview.test_numbers import OVERVIEW, rows_of, total_of
from tests.integration.teams.crowd import TODAY
from tests.pages import PageClient
from tests.people import People
from tests.statements import statements

#: The tables the overview may read: none has anything of what somebody answered, wrote or weighed.
ALLOWED = {"assignment", "certificate", "person", "progress_summary", "stand_in", "unit"}
MOST_STATEMENTS = 7


class TestAnAddress:
    @pytest.mark.parametrize(
        "garbage",
        [
            "unit=99999", "unit=-1", "unit=x", "unit=%00", "unit=9" + "9" * 40, "unit=%D9%A3",
            "from=i+g%C3%A5r", "to=2026-02-30", "from=%00&to=", "within=5", "within=99999999999999999999",
            "unit=x&unit=1&q='--",
        ],
    )  # fmt: skip
    def test_that_makes_no_sense_is_as_if_it_were_not_there(
        self, at_work: PageClient, place: Place, garbage: str
    ) -> None:
        assert total_of(at_work.get(f"{OVERVIEW}?{garbage}"), "units")[0] == str(len(place.facts))

    @pytest.mark.parametrize("days", ["from=0001-01-01&to=9999-12-31", "from=0001-01-01", "to=9999-12-31"])
    def test_may_have_any_day_there_is(self, at_work: PageClient, place: Place, days: str) -> None:
        assert total_of(at_work.get(f"{OVERVIEW}?{days}"), "units")[0] == str(len(place.facts))

    def test_keeps_the_other_choices_when_one_is_changed(self, at_work: PageClient, place: Place) -> None:
        page = at_work.get(f"{OVERVIEW}?unit={place.units['Skoler']}&from=2026-01-01&within=3")
        link = page.link("Østre Skole")
        assert f"unit={place.units['Østre Skole']}" in link
        assert "from=2026-01-01" in link
        assert "within=3" in link
        assert "Skoler" in page.text
        assert "De, der starter den 1. januar 2026 eller senere." in page.text

    @pytest.mark.parametrize("address", [OVERVIEW, f"{OVERVIEW}/units.csv", f"{OVERVIEW}/certificates.xlsx"])
    def test_is_for_hr_only(self, client: PageClient, people: People, address: str) -> None:
        for name in ("employee", "leader", "executive"):
            person = people.add_kinds()[name] if name == "employee" else people.add(name)
            assert person
            assert open_session(client, person).raw.get(address, buffered=True).status_code == 403


class TestNobodyToCount:
    def test_in_a_unit_without_people_is_said(self, app: Flask, at_work: PageClient, place: Place) -> None:
        with app.app_context():
            empty = Unit(name="Tom enhed", parent_id=place.units["Zoo"])
            db.session.add(empty)
            db.session.commit()
            unit_id = empty.id
        page = at_work.get(f"{OVERVIEW}?unit={unit_id}")
        assert total_of(page, "units") == ["0"] * 8
        assert "Her er ingen at tælle." in page.text
        assert "Ingen har overskredet fristen." in page.text
        assert "Ingen kursusbeviser udløber inden da." in page.text
        path = [each.get_text() for each in page.soup.select(".team-path li")]
        assert path == ["Hele kommunen", "Kommunen", "Kultur", "Zoo", "Tom enhed"]

    def test_in_a_period_is_said(self, at_work: PageClient, place: Place) -> None:
        assert place.facts
        page = at_work.get(f"{OVERVIEW}?from=1950-01-01&to=1950-12-31")
        assert total_of(page, "units")[0] == "0"
        assert "Her er ingen at tælle." in page.text

    def test_at_all_needs_no_numbers(self, app: Flask, at_work: PageClient) -> None:
        with app.app_context():
            db.session.execute(sa.delete(ProgressSummary))
            db.session.commit()
        assert "0 af 0 har gennemført" in at_work.get(OVERVIEW).text


class TestFewPeople:
    def test_one_without_unit_and_journey_is_counted(
        self, app: Flask, at_work: PageClient, hr: Person
    ) -> None:
        with app.app_context():
            db.session.query(ProgressSummary).update({"due_on": None, "number": 0})
            db.session.commit()
        page = at_work.get(OVERVIEW)
        assert rows_of(page, "units")["Uden enhed"][:3] == ["1", "0", "0"]
        assert list(rows_of(page, "months").values()) == [["1", "0", "0", "0", "1", "0", NOTHING]]
        assert rows(app, ProgressSummary)[0].person_id == hr.id

    def test_of_one_the_median_is_their_own_days(self, app: Flask, at_work: PageClient, hr: Person) -> None:
        assert hr.starts_on
        with app.app_context():
            db.session.query(ProgressSummary).update({"due_on": TODAY, "completed_on": TODAY, "number": 1})
            db.session.commit()
        page = at_work.get(OVERVIEW)
        assert total_of(page, "roles") == ["1", "1", "0", "0", "0", "100", "21"]
        assert "21 dage fra start til gennemført (median)" in page.text


class TestWhatItReads:
    def test_is_little_however_many_there_are(self, app: Flask, at_work: PageClient, hr: Person) -> None:
        sent = []
        for count in (3, 90):
            place = make_place_again(app, hr, count)
            for address in (OVERVIEW, f"{OVERVIEW}?unit={place.units['Skoler']}&from=2020-01-01"):
                with app.app_context():
                    engine = db.engine
                with statements(engine) as of_page:
                    at_work.get(address)
                sent.append(of_page)
        assert {len(each) for each in sent} == {len(sent[0])}
        assert len(sent[0]) <= MOST_STATEMENTS
        read = {name for each in sent for one in each for name in _tables(one.text)}
        assert read <= ALLOWED


def make_place_again(app: Flask, hr: Person, count: int) -> Place:
    """Add a municipality beside what there is, with units of other names."""
    with app.app_context():
        for unit in db.session.query(Unit):
            unit.name += f" {unit.id}"
        db.session.query(Person).filter(Person.id != hr.id).update(
            {"email": Person.email + "x"}, synchronize_session=False
        )
        db.session.commit()
    return make_place(app, hr, count)


def _tables(statement: str) -> set[str]:
    known = {table.name for table in ProgressSummary.metadata.sorted_tables}
    return {name for name in re.findall(r"(?:FROM|JOIN)\s+\(*\"?(\w+)", statement) if name in known}
