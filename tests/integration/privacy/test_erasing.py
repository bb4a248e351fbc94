"""HR erases somebody who has left: nothing is left of them, and nobody is found by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person, StandIn
from elearning.accounts.rules import FoundationRole
from elearning.audit import AuditEntry
from elearning.certificates.models import Certificate
from elearning.database import Base, db
from elearning.privacy import service
from elearning.progress.models import AnonymousCompletion, Assignment
from elearning.quizzes import pictures, queries
from elearning.quizzes.models import ScenarioCompletion
from tests.course import open_session, rows
from tests.integration.certificates.conftest import Set, set_to
from tests.integration.privacy.conftest import NOTE, Cast, let_go
from tests.integration.progress.summing import differing
from tests.integration.quizzes.weighing import EMPLOYEE, ONE, Given, crowd, weigh_to_the_end
from tests.pages import PageClient
from tests.people import People

__all__ = ["set_to"]  # a fixture

REASON = "Har bedt om det"


def erase(app: Flask, *person_ids: int) -> None:
    with app.app_context():
        for person_id in person_ids:
            person = db.session.get_one(Person, person_id)
            person.is_active = False
            db.session.flush()
            service.erase(person, REASON, by=None)
        db.session.commit()


def address(person: Person) -> str:
    return f"/hr/people/{person.id}/erase"


def texts(app: Flask) -> Iterator[str]:
    """Give every value of every row in the database, as text."""
    with app.app_context():
        for table in Base.metadata.tables.values():
            for row in db.session.execute(sa.select(table)):
                yield from map(str, row)


class TestThePage:
    def test_says_to_deactivate_somebody_who_is_here_first(self, hr: PageClient, cast: Cast) -> None:
        page = hr.get(address(cast.owner))
        assert "Deaktiver medarbejderen først" in page.text
        assert not page.soup.select("main form")
        values = {"csrf_token": hr.token(), "name": cast.owner.name, "reason": REASON}
        hr.post(address(cast.owner), values, status=422)

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            (("Mette", REASON), "Det er ikke navnet"),
            (("", REASON), "Skriv navnet"),
            (("Mette Medarbejder", ""), "Skriv hvorfor"),
            (("Mette Medarbejder", "Mette Medarbejder er død"), "Udelad »Mette Medarbejder«"),
            (("Mette Medarbejder", "Mette er død"), "Udelad »Mette«"),
            (("Mette Medarbejder", "x" * 301), "højst 300"),
        ],
    )
    def test_refuses_what_is_not_sure_and_keeps_everything(
        self, app: Flask, hr: PageClient, cast: Cast, typed: tuple[str, str], says: str
    ) -> None:
        let_go(app, cast.owner)
        name, reason = typed
        page = hr.get(address(cast.owner)).press("Slet for altid", status=422, name=name, reason=reason)
        assert says in page.text
        assert rows(app, Person, id=cast.owner.id)

    def test_erases_all_but_a_line_with_the_number_and_the_reason(
        self, app: Flask, hr: PageClient, cast: Cast
    ) -> None:
        let_go(app, cast.owner)
        page = hr.get(address(cast.owner)).press("Slet for altid", name="mette medarbejder", reason=REASON)
        assert page.heading == "Medarbejdere"
        assert "Mette Medarbejder er slettet." in page.soup.get_text()
        for text in texts(app):
            assert cast.owner.name not in text
            assert cast.owner.email not in text
            assert text != NOTE
        (entry,) = rows(app, AuditEntry, action="person.erased")
        assert (entry.about, entry.details, entry.by_id) == (
            f"#{cast.owner.id}", {"reason": REASON}, cast.hr.id,
        )  # fmt: skip
        assert differing(app) == []
        hr.get(address(cast.owner), status=404)

    def test_twice_at_once_the_second_finds_nobody(self, app: Flask, hr: PageClient, cast: Cast) -> None:
        let_go(app, cast.owner)
        page = hr.get(address(cast.owner))
        page.press("Slet for altid", name=cast.owner.name, reason=REASON)
        page.press("Slet for altid", status=404, name=cast.owner.name, reason=REASON)
        assert len(rows(app, AuditEntry, action="person.erased")) == 1

    def test_is_not_there_for_others(self, client: PageClient, cast: Cast) -> None:
        open_session(client, cast.colleague).get(address(cast.owner), status=403)


def test_somebody_who_is_here_cannot_be_erased(app: Flask, cast: Cast) -> None:
    with app.app_context(), pytest.raises(service.StillHereError):
        service.erase(db.session.get_one(Person, cast.owner.id), REASON, by=None)


def test_a_leader_who_stood_in_for_others_leaves_nothing_behind(app: Flask, people: People) -> None:
    leader, other = people.add("Lars Leder"), people.add("Olga Overleder")
    with app.app_context():
        db.session.add(StandIn(leader_id=other.id, person_id=leader.id, until=date(2030, 1, 1)))
        db.session.commit()
    let_go(app, leader)
    erase(app, leader.id)
    assert rows(app, StandIn) == []


def test_their_certificate_is_unknown_to_who_verifies_it(app: Flask, client: PageClient, cast: Cast) -> None:
    with app.app_context():
        certificate = Certificate(
            person_id=cast.owner.id, assignment=1, code="A" * 32, name=cast.owner.name, organisation="Her",
            modules=[], completed_on=date(2026, 12, 1), edition=date(2026, 11, 1),
        )  # fmt: skip
        db.session.add(certificate)
        db.session.commit()
    client.get(f"/verify/{'A' * 32}")
    erase(app, cast.owner.id)
    client.get(f"/verify/{'A' * 32}", status=404)


class TestTheCompletion:
    @pytest.fixture
    def done(self, app: Flask, cast: Cast) -> Person:
        with app.app_context():
            first = db.session.get_one(Assignment, (cast.owner.id, 1))
            first.completed_at = datetime(2026, 12, 3, 23, 30, tzinfo=UTC)  # the 4th here
            db.session.commit()
        return cast.owner

    def test_is_not_kept_unless_the_setting_says_so(self, app: Flask, done: Person) -> None:
        erase(app, done.id)
        assert rows(app, AnonymousCompletion) == []

    def test_is_kept_without_the_person_where_it_does(self, app: Flask, done: Person, set_to: Set) -> None:
        set_to(keep_completions_without_person=True)
        erase(app, done.id)
        (kept,) = rows(app, AnonymousCompletion)
        assert (kept.started_month, kept.completed_month) == (date(2026, 11, 1), date(2026, 12, 1))
        assert (kept.role, kept.days) == (FoundationRole.EMPLOYEE, 32)
        columns = {column.name for column in AnonymousCompletion.__table__.columns}
        assert columns == {"id", "started_month", "completed_month", "role", "days"}

    def test_of_somebody_who_completed_nothing_is_never_kept(
        self, app: Flask, cast: Cast, set_to: Set
    ) -> None:
        set_to(keep_completions_without_person=True)
        erase(app, cast.colleague.id)
        assert rows(app, AnonymousCompletion) == []


class TestPicturesOfOthers:
    """What they show may only lose whole batches, whoever is erased: else two views could be subtracted."""

    def picture(self, app: Flask) -> tuple[int, ...] | None:
        with app.app_context():
            opened = queries.published_scenario(ONE)
            assert opened
            shown = pictures.picture_of_all(opened, panel=False)
            return shown.everyone.boards[0] if shown else None

    def of_team(self, app: Flask, leader_id: int) -> tuple[int, ...] | None:
        with app.app_context():
            opened = queries.published_scenario(ONE)
            assert opened
            boards = {opened.revision_id: opened.text.balances}
            found = pictures.pictures_of_team(leader_id, boards).get(opened.revision_id)
            return found.boards[0] if found else None

    @pytest.mark.usefixtures("course")
    def test_whoever_is_erased_takes_their_whole_batch_along_and_nobody_else(self, app: Flask) -> None:
        ids = crowd(app, ONE, [Given(EMPLOYEE, ((-2, 1)[each % 2],)) for each in range(20)])
        before = self.picture(app)
        erase(app, ids[0])
        after = self.picture(app)
        assert before
        assert after
        assert (sum(before), sum(after)) == (20, 15)
        # The first batch is gone; those after it are the same five people each.
        assert [was - now for was, now in zip(before, after, strict=True)] == [0, 3, 0, 0, 2, 0, 0]
        assert len(rows(app, ScenarioCompletion)) == 20
        assert len(rows(app, ScenarioCompletion, person_id=None)) == 1

    @pytest.mark.usefixtures("course")
    def test_an_erased_leader_changes_no_picture(self, app: Flask, people: People) -> None:
        leaders = [people.add(f"Leder {number}") for number in range(3)]
        # More are in the first team, so that its third in a batch of everybody's must wait for the next.
        given = [
            people.add(f"Kollega {each}", leader=leaders[(0, 0, 0, 1, 2)[each % 5]]) for each in range(20)
        ]
        with app.app_context():
            for number, person in enumerate(given):
                weigh_to_the_end(db.session.get_one(Person, person.id), ONE, ((-3, -1, 1, 2)[number % 4],))
            db.session.commit()
        before, teams = self.picture(app), [self.of_team(app, leader.id) for leader in leaders]
        for leader in leaders[:2]:
            let_go(app, leader)
            erase(app, leader.id)
        assert before
        assert self.picture(app) == before
        assert [self.of_team(app, leader.id) for leader in leaders] == [None, None, teams[2]]
        numbers = {row.leader_id for row in rows(app, ScenarioCompletion)}
        assert numbers == {-1, -2, leaders[2].id}
