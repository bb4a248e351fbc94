"""The list of a team as a file: what the page shows, for the eyes of its leader, and nothing left behind."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from werkzeug.test import TestResponse

from elearning import exports
from elearning.accounts.models import Person, Unit
from elearning.certificates.models import Certificate
from elearning.clock import pretend
from elearning.config import Settings
from elearning.database import db
from elearning.progress.models import ProgressSummary
from elearning.teams import queries
from tests.course import open_session
from tests.integration.test_durability import Reader
from tests.pages import PageClient
from tests.people import People
from tests.server import Server
from tests.statements import statements

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CSV, EXCEL = "/team/export.csv", "/team/export.xlsx"
BOTH = pytest.mark.parametrize("address", [CSV, EXCEL])
CODE = "A" * 32
HEADER = [
    "Navn", "Enhed", "Start", "Frist", "Status", "Trin gennemført", "Trin i alt", "Procent",
    "Dilemmaer gennemført", "Dilemmaer i alt", "Sidst aktiv", "Kursusbevis", "Kontrolside",
]  # fmt: skip


class Downloader(Reader):
    """A browser that keeps what it gets."""

    def download(self, path: str) -> bytes:
        with self._opener.open(self._address + path, timeout=20) as response:
            body: bytes = response.read()
        return body


@pytest.fixture
def leader(people: People) -> Person:
    return people.add("Lars Leder")


@pytest.fixture
def at_work(client: PageClient, leader: Person) -> PageClient:
    """The leader at a browser."""
    return open_session(client, leader)


def summarise(app: Flask, person: Person, **values: object) -> None:
    """Let somebody be so far."""
    mine = ProgressSummary.person_id == person.id
    with app.app_context():
        db.session.execute(sa.update(ProgressSummary).where(mine).values(**values))
        db.session.commit()


def add_many(people: People, leader: Person, names: list[str]) -> None:
    for name in names:
        people.add(name, leader=leader)


def asked_for(client: PageClient, address: str, status: int = 200) -> TestResponse:
    with pretend(NOON):
        response = client.raw.get(address, buffered=True)
    assert response.status_code == status
    return response


def in_csv(client: PageClient, address: str = CSV) -> list[list[str]]:
    text = asked_for(client, address).data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def in_excel(client: PageClient, address: str = EXCEL) -> Worksheet:
    sheet = load_workbook(io.BytesIO(asked_for(client, address).data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def names(client: PageClient, arguments: str = "") -> list[str]:
    """Give who is in the file, which is the same in both kinds."""
    listed = [row[0] for row in in_csv(client, CSV + arguments)[1:]]
    assert [str(row[0].value) for row in in_excel(client, EXCEL + arguments).iter_rows(min_row=2)] == listed
    return listed


def in_use(app: Flask) -> int:
    """Count the database's connections that somebody holds."""
    with app.app_context():
        pool = db.engine.pool
    assert isinstance(pool, sa.QueuePool)
    return pool.checkedout()


class TestTheFile:
    @pytest.fixture(autouse=True)
    def someone(self, app: Flask, people: People, leader: Person) -> Person:
        with app.app_context():
            unit = Unit(name="Ældre; Øst")
            db.session.add(unit)
            db.session.commit()
            db.session.refresh(unit)
            db.session.expunge(unit)
        person = people.add("Åse Ægir", leader=leader, unit=unit)
        summarise(
            app,
            person,
            due_on=date(2026, 12, 2),
            completed_on=date(2026, 11, 20),
            last_active_on=date(2026, 11, 20),
            steps_done=52,
            steps_total=52,
            scenarios_done=9,
            scenarios_total=9,
        )
        with app.app_context():
            days = {"completed_on": date(2026, 11, 20), "edition": date(2026, 11, 1)}
            text = {"name": person.name, "organisation": "Billund Kommune", "modules": []}
            db.session.add(Certificate(id=42, person_id=person.id, assignment=1, code=CODE, **days, **text))
            db.session.commit()
        return person

    def test_has_as_csv_what_the_list_shows(self, app: Flask, at_work: PageClient) -> None:
        settings: Settings = app.extensions["settings"]
        [header, row] = in_csv(at_work)
        assert header == HEADER
        assert row == [
            "Åse Ægir", "Ældre; Øst", "02-11-2026", "02-12-2026", "Gennemført", "52", "52", "100", "9", "9",
            "20-11-2026", "2026-00042", f"{settings.base_url.rstrip('/')}/verify/{CODE}",
        ]  # fmt: skip

    def test_has_the_same_as_a_workbook_with_real_days_and_numbers(self, at_work: PageClient) -> None:
        sheet = in_excel(at_work)
        assert sheet.title == "Team"
        assert [cell.value for cell in sheet[1]] == HEADER
        assert [sheet[cell].value for cell in ("A2", "E2", "H2")] == ["Åse Ægir", "Gennemført", 100]
        assert "".join(cell.data_type for cell in sheet[2]) == "ssddsnnnnndss"

    def test_leaves_empty_what_there_is_not(
        self, app: Flask, at_work: PageClient, people: People, leader: Person
    ) -> None:
        summarise(app, people.add("Bo Nye", leader=leader), due_on=None, last_active_on=None)
        row = dict(zip(HEADER, in_csv(at_work, f"{CSV}?q=bo")[1], strict=True))
        assert {name for name, value in row.items() if not value} == {
            "Enhed", "Frist", "Sidst aktiv", "Kursusbevis", "Kontrolside",
        }  # fmt: skip

    @pytest.mark.parametrize(("address", "kind"), [(CSV, "text/csv"), (EXCEL, "application/vnd.openxml")])
    def test_says_what_it_is_called_and_is_kept_nowhere(
        self, at_work: PageClient, address: str, kind: str
    ) -> None:
        headers = asked_for(at_work, address).headers
        name = f"team-2026-11-23{Path(address).suffix}"
        assert headers["Content-Type"].startswith(kind)
        assert headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert headers["Cache-Control"] == "no-store"


class TestWhoIsInIt:
    def test_are_all_whatever_page_is_shown(
        self, at_work: PageClient, people: People, leader: Person
    ) -> None:
        add_many(people, leader, [f"Anna Nummer{number:02d}" for number in range(27)])
        assert len(names(at_work, "?page=2")) == 27

    def test_are_those_that_the_list_has_in_its_order(
        self, app: Flask, at_work: PageClient, people: People, leader: Person
    ) -> None:
        add_many(people, leader, ["Åse Holm", "Bo Bæk", "Ærø Holm", "Øjvind Holm"])
        below = people.add("Dan Holm", leader=people.add("Mellem Leder", leader=leader))
        summarise(app, below, due_on=date(2026, 11, 1))
        assert names(at_work, "?q=holm") == ["Ærø Holm", "Øjvind Holm", "Åse Holm"]
        assert names(at_work, "?q=HOLM&order=desc") == ["Åse Holm", "Øjvind Holm", "Ærø Holm"]
        assert names(at_work, "?q=holm&scope=all") == ["Dan Holm", "Ærø Holm", "Øjvind Holm", "Åse Holm"]
        assert names(at_work, "?scope=all&status=overdue") == ["Dan Holm"]

    def test_are_everybody_where_the_address_is_garbage(
        self, at_work: PageClient, people: People, leader: Person
    ) -> None:
        add_many(people, leader, ["Bo", "Anna"])
        assert names(at_work, "?sort=x&order=%00&status='&unit=-1&page=x&scope=&team=x") == ["Anna", "Bo"]

    def test_are_ones_own_where_the_address_names_another_leader(
        self, at_work: PageClient, people: People, leader: Person
    ) -> None:
        people.add("Mit Menneske", leader=leader)
        other = people.add("Anden Leder")
        people.add("Andres Menneske", leader=other)
        assert names(at_work, f"?team={other.id}&scope=all") == ["Mit Menneske"]

    def test_is_nobody_but_the_header_where_nobody_fits(
        self, at_work: PageClient, people: People, leader: Person
    ) -> None:
        people.add("Bo", leader=leader)
        assert names(at_work, "?q=findes-ikke") == []


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("https://example.com";"Klik")', "+45 12 34 56 78", "-1", "@SUM(A1)", "\uff1d1+1"]
)
def test_a_name_is_never_a_formula(at_work: PageClient, people: People, leader: Person, name: str) -> None:
    people.add(name, leader=leader)
    assert in_csv(at_work)[1][0] == f"'{name}"
    sheet = in_excel(at_work)
    assert (sheet["A2"].value, sheet["A2"].quotePrefix) == (name, True)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


@BOTH
class TestAccess:
    def test_is_for_those_who_lead_somebody(self, client: PageClient, people: People, address: str) -> None:
        asked_for(open_session(client, people.add("Ene Mand")), address, 403)

    def test_is_for_nobody_who_is_not_signed_in(self, client: PageClient, address: str) -> None:
        assert "/login" in asked_for(client, address, 302).headers["Location"]


@pytest.mark.parametrize("kind", ["pdf", "csvx", "CSV", ""])
def test_another_kind_is_not_found(at_work: PageClient, people: People, leader: Person, kind: str) -> None:
    people.add("Bo", leader=leader)
    at_work.get(f"/team/export.{kind}", status=404)


@BOTH
class TestItsCost:
    def test_is_the_same_number_of_statements_for_many(
        self, app: Flask, at_work: PageClient, people: People, leader: Person, address: str
    ) -> None:
        with app.app_context():
            engine = db.engine
        costs = []
        for batch in (["Bo", "Anna"], [f"Kim {number}" for number in range(40)]):
            add_many(people, leader, batch)
            with statements(engine) as sent:
                asked_for(at_work, f"{address}?scope=all")
            costs.append(len(sent))
        assert costs[0] == costs[1] <= 8

    def test_is_less_for_the_head_alone(
        self, at_work: PageClient, leader: Person, people: People, address: str
    ) -> None:
        people.add("Bo", leader=leader)
        whole = asked_for(at_work, address)
        with pretend(NOON), pytest.MonkeyPatch.context() as patch:
            patch.setattr(queries, "rows", lambda *_: pytest.fail("it read the people"))
            head = at_work.raw.head(address)
        assert (head.status_code, head.data) == (200, b"")
        for name in ("Content-Type", "Content-Disposition", "Content-Length"):
            assert head.headers.get(name) == whole.headers.get(name)


@BOTH
class TestAReaderWhoGoesAway:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Where temporary files go meanwhile."""
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        monkeypatch.setattr(exports, "PART", 256)
        return tmp_path

    @pytest.fixture
    def team(self, people: People, leader: Person) -> list[str]:
        team = [f"Kim {number:02d}" for number in range(20)]
        add_many(people, leader, team)
        return team

    def test_leaves_no_file_and_no_transaction(
        self, app: Flask, at_work: PageClient, team: list[str], folder: Path, address: str
    ) -> None:
        assert team
        before = in_use(app)
        response = at_work.raw.get(address)
        assert next(response.iter_encoded())
        assert in_use(app) == before + 1
        response.close()
        assert in_use(app) == before
        assert list(folder.iterdir()) == []

    def test_keeps_nothing_from_the_next(
        self, app: Flask, at_work: PageClient, team: list[str], address: str
    ) -> None:
        before = in_use(app)
        at_work.raw.get(address).close()
        assert names(at_work) == team
        assert in_use(app) == before


def test_the_real_server_streams_all_of_it_to_one_after_the_other(
    server: Server, people: People, leader: Person
) -> None:
    add_many(people, leader, [f"Kim {number:03d}" for number in range(60)])
    server.start()
    browser = Downloader(server.address)
    browser.sign_in(leader)
    for _time in range(2):
        assert len(browser.download(CSV).splitlines()) == 61
        sheet = load_workbook(io.BytesIO(browser.download(EXCEL))).active
        assert isinstance(sheet, Worksheet)
        assert sheet.max_row == 61
