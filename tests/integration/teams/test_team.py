"""“Mit team”: who is shown, in which order, and that the sums are what one would count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask

from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.clock import pretend
from elearning.database import db
from elearning.progress import summaries as reading
from elearning.progress.models import ProgressSummary
from elearning.progress.units import Group
from elearning.teams import queries
from elearning.teams.queries import Selection
from elearning.teams.rules import PAGE_SIZE, URGENCY, Order, Scope, Sort
from tests.course import open_session
from tests.integration.teams.crowd import NOON, TODAY, Crowd, summaries
from tests.pages import Page, PageClient
from tests.people import People
from tests.statements import statements

ALL = "/team?scope=all"
STATEMENTS_MOST = 8
UNIT_ORDER = ["Aadal Skole", "Kommunen", "Kultur", "Skoler", "Zoo", "Østre Skole"]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with pretend(NOON):
        yield


@pytest.fixture
def selection(app: Flask, crowd: Crowd) -> Selection:
    with app.app_context():
        place = queries.place_of(crowd.boss.id)
    assert place
    return Selection(crowd.boss.id, place.line, scope=Scope.ALL)


def names(page: Page) -> list[str]:
    return [each.get_text() for each in page.soup.select(".team-people tbody th a")]


def every_name(client: PageClient, address: str) -> list[str]:
    """Read the names off every page of a list."""
    found: list[str] = []
    page = client.get(address)
    while True:
        found += names(page)
        if not page.soup.select('a[aria-label="Næste side"]'):
            return found
        page = page.follow("Næste")


class TestWhoIsShown:
    def test_direct_reports_first_and_everybody_below_by_a_switch(
        self, app: Flask, at_work: PageClient, crowd: Crowd
    ) -> None:
        assert sorted(every_name(at_work, "/team")) == sorted(
            each.name for each in summaries(app, crowd, below=False)
        )
        assert sorted(every_name(at_work, ALL)) == sorted(
            each.name for each in summaries(app, crowd, below=True)
        )
        assert at_work.get("/team").link("Alle i teamet").endswith(ALL)

    def test_who_leads_nobody_is_refused(self, client: PageClient, people: People) -> None:
        open_session(client, people.add()).get("/team", status=403)

    def test_the_menu_leads_there_for_who_leads(self, at_work: PageClient, people: People) -> None:
        assert at_work.get("/").follow("Mit team").heading == "Mit team"
        employee = open_session(at_work.another(), people.add())
        assert not [link for link in employee.get("/").soup.select("a") if link.get_text() == "Mit team"]

    def test_a_stand_in_sees_the_team_until_the_day_and_not_the_day_after(
        self, app: Flask, people: People, client: PageClient, crowd: Crowd
    ) -> None:
        person = people.add("Sten Ind")
        with app.app_context():
            boss = db.session.get_one(Person, crowd.boss.id)
            leading.set_stand_in(boss, db.session.get_one(Person, person.id), date(2026, 11, 24))
            db.session.commit()
        stand_in = open_session(client, person)
        page = stand_in.get("/team")
        assert page.heading == "Team: Karen Koncern"
        assert "til og med 24. november 2026" in page.text
        with pretend(NOON.replace(day=24)):
            stand_in.get("/team")
        with pretend(NOON.replace(day=25)):
            stand_in.get("/team", status=403)


class TestStatus:
    def test_is_the_same_in_sql_as_in_python(self, app: Flask, selection: Selection, crowd: Crowd) -> None:
        statuses = {}
        with app.app_context():
            for group in (each for each in Group if each is not Group.COMPLETED):
                chosen = Selection(selection.leader_id, selection.line, Scope.ALL, status=group)
                for person_id in db.session.scalars(queries.ids(chosen, TODAY)):
                    statuses[person_id] = group.value
            whole = Selection(selection.leader_id, selection.line, Scope.ALL, status=Group.COMPLETED)
            for person_id in db.session.scalars(queries.ids(whole, TODAY)):
                statuses.setdefault(person_id, "done")
        rows = summaries(app, crowd, below=True)
        assert statuses == {row.person_id: reading.status_of(row, TODAY).value for row in rows}
        assert set(statuses.values()) == {status.value for status in URGENCY}


class TestTheList:
    def test_is_in_danish_order(self, app: Flask, at_work: PageClient, crowd: Crowd) -> None:
        found = every_name(at_work, ALL)
        order = ["Anna", "Bo", "É", "Zenia", "Ærø", "Østen", "Aage", "Åse"]
        assert list(dict.fromkeys(name.split()[0] for name in found)) == order
        assert every_name(at_work, f"{ALL}&order=desc")[0].startswith("Åse")
        assert len(found) == len(summaries(app, crowd, below=True))

    @pytest.mark.parametrize("sort", Sort)
    @pytest.mark.parametrize("order", Order)
    def test_is_sorted_by_each_column(
        self, app: Flask, selection: Selection, crowd: Crowd, sort: Sort, order: Order
    ) -> None:
        unit_names = {unit_id: name for name, unit_id in crowd.units.items()}
        keys: dict[Sort, Callable[[ProgressSummary], Any]] = {
            Sort.NAME: lambda row: row.name_key,
            Sort.UNIT: lambda row: UNIT_ORDER.index(unit_names[row.unit_id]) if row.unit_id else None,
            Sort.START: lambda row: row.starts_on,
            Sort.DUE: lambda row: row.due_on,
            Sort.STATUS: lambda row: URGENCY.index(reading.status_of(row, TODAY)),
            Sort.PROGRESS: lambda row: 100 * row.steps_done // row.steps_total if row.steps_total else 0,
            Sort.ACTIVE: lambda row: row.last_active_on,
        }
        key = keys[sort]
        by_name = sorted(summaries(app, crowd, below=True), key=lambda row: (row.name_key, row.person_id))
        known = [row for row in by_name if key(row) is not None]
        known.sort(key=key, reverse=order is Order.DESC)
        expected = known + [row for row in by_name if key(row) is None]
        chosen = Selection(selection.leader_id, selection.line, Scope.ALL, sort=sort, order=order)
        with app.app_context():
            found = [row.name for row in queries.rows(chosen, TODAY)]
        assert found == [row.name for row in expected]

    def test_a_link_keeps_everything_that_is_chosen(self, at_work: PageClient, crowd: Crowd) -> None:
        kept = f"scope=all&unit={crowd.units['Skoler']}&status=overdue&q=a&sort=due&order=desc"
        page = at_work.get(f"/team?{kept}")
        for link in page.soup.select(".team-people thead a"):
            for part in ("scope=all", "unit=", "status=overdue", "q=a"):
                assert part in str(link["href"])
        form = page.form("Vis")
        sent = {str(each["name"]) for each in form.select("[name]")}
        assert sent == {"scope", "sort", "order", "q", "status", "unit"}

    def test_is_paged(self, app: Flask, at_work: PageClient, crowd: Crowd) -> None:
        total = len(summaries(app, crowd, below=True))
        second = at_work.get(f"{ALL}&page=2")
        assert f"Viser {PAGE_SIZE + 1}\N{EN DASH}{2 * PAGE_SIZE} af {total}" in second.text
        assert len(names(second)) == PAGE_SIZE
        beyond = at_work.get(f"{ALL}&page=999999999")
        assert f"af {total}" in beyond.text
        assert names(beyond)

    @pytest.mark.parametrize(("typed", "first_names"), [
        ("åse", {"Åse"}), ("AASE", {"Åse"}), ("aagaa", {"Aage"}), ("ø", {"Østen", "Ærø"}), ("ecl", {"É"}),
        ("%", set()), ("_", set()), ("anna hol", {"Anna"}), ("ag", {"Aage"}),
    ])  # fmt: skip
    def test_finds_a_part_of_a_name_however_it_is_spelt(
        self, at_work: PageClient, typed: str, first_names: set[str]
    ) -> None:
        assert {
            name.split()[0] for name in every_name(at_work, f"{ALL}&q={typed.replace('%', '%25')}")
        } == first_names

    def test_says_when_nobody_fits_and_leads_back(
        self, app: Flask, at_work: PageClient, crowd: Crowd
    ) -> None:
        page = at_work.get(f"{ALL}&q=findes+ikke")
        assert "Der er ingen, der passer til dit valg" in page.text
        back = page.follow("Vis alle")
        assert f"af {len(summaries(app, crowd, below=True))}" in back.text

    def test_its_count_is_that_of_the_filters_together(
        self, app: Flask, at_work: PageClient, crowd: Crowd
    ) -> None:
        overdue = [
            row.name
            for row in summaries(app, crowd, below=True)
            if reading.status_of(row, TODAY) == "overdue" and "a" in row.name_key
        ]
        assert 0 < len(overdue) <= PAGE_SIZE
        page = at_work.get(f"{ALL}&q=a&status=overdue")
        assert sorted(names(page)) == sorted(overdue)
        assert f"af {len(overdue)}" in page.text


class TestTheAddress:
    @pytest.mark.parametrize("garbage", [
        "team=0", "team=x", "team=99999999999999999999", "scope=nobody", "unit=x", "unit=-1", "unit=999999",
        "unit=99999999999999999999", "status=done", "status=%00", "q=%00%01", "sort=password", "order=up",
        "page=0", "page=-1", "page=x", "page=99999999999999999999999", "page=²", "unit=٣", "q=" + "x" * 2000,
    ])  # fmt: skip
    def test_garbage_in_it_is_ignored(self, at_work: PageClient, garbage: str) -> None:
        page = at_work.get(f"/team?{garbage}")
        if not garbage.startswith("q=x"):
            assert names(page) == names(at_work.get("/team"))
        at_work.get(f"/team/print?{garbage}")

    def test_another_leaders_team_is_not_to_be_had(
        self, app: Flask, at_work: PageClient, people: People
    ) -> None:
        other = people.add("Anden Leder")
        people.add("Hemmelig Hans", leader=other)
        for address in (f"/team?team={other.id}", f"{ALL}&team={other.id}"):
            assert "Hemmelig Hans" not in every_name(at_work, address)
        assert app


class TestStatements:
    @pytest.mark.parametrize("address", ["/team", ALL, f"{ALL}&q=a&status=overdue&sort=unit&page=2&unit="])
    def test_are_few_and_do_not_grow(
        self, app: Flask, at_work: PageClient, crowd: Crowd, address: str
    ) -> None:
        if address.endswith("="):
            address += str(crowd.units["Kommunen"])
        with app.app_context():
            engine = db.engine
        with statements(engine) as sent:
            at_work.raw.get(address, buffered=True)
        assert len(sent) <= STATEMENTS_MOST
        with statements(engine) as printed:
            at_work.raw.get(address.replace("/team", "/team/print"), buffered=True)
        assert len(printed) <= STATEMENTS_MOST


class TestOnPaper:
    def test_everybody_is_on_one_page_and_what_was_chosen_in_words(
        self, app: Flask, at_work: PageClient, crowd: Crowd
    ) -> None:
        page = at_work.get(f"/team/print?scope=all&unit={crowd.units['Skoler']}&sort=due")
        for said in ("23. november 2026", "alle i teamet", "enhed: Skoler", "sorteret efter frist"):
            assert said in page.text
        everybody = at_work.get("/team/print?scope=all")
        shown = [each.get_text() for each in everybody.soup.select(".team-print tbody th")]
        assert sorted(shown) == sorted(row.name for row in summaries(app, crowd, below=True))
        assert not everybody.soup.select("table a")

    def test_a_long_list_ends_with_how_many_more_there_are(
        self, at_work: PageClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("elearning.teams.views.PRINTED_MAX", 10)
        page = at_work.get("/team/print?scope=all")
        assert len(page.soup.select(".team-print tbody tr")) == 10
        assert "De sidste 110 finder du i Excel-filen" in page.text
