"""The database keeps its promises, both kinds: one transaction a request, no writing GET, no nonsense."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Event

import pytest
import sqlalchemy as sa
from flask import Flask, Response
from sqlalchemy.exc import IntegrityError, StatementError

from elearning.access import Permission, requires
from elearning.accounts.models import PasswordReset, Person, Unit
from elearning.accounts.rules import FoundationRole
from elearning.clock import now
from elearning.database import Base, db, insert_or_ignore, upsert
from elearning.modules.models import Lesson, LessonRevision, Module, Note, StepCompletion
from elearning.modules.revisions import RevisionState
from tests.course import rows
from tests.pages import PageClient
from tests.people import People


def _add() -> None:
    db.session.add(Unit(name="Ny"))
    db.session.flush()


WRITES: dict[str, Callable[[], object]] = {
    "add": _add,
    "insert": lambda: db.session.execute(sa.insert(Unit).values(name="Ny")),
    "upsert": lambda: db.session.execute(insert_or_ignore(Unit, {"name": "Ny"})),
    "update": lambda: db.session.execute(sa.update(Unit).values(name="Ny")),
    "delete": lambda: db.session.execute(sa.delete(Unit)),
}


@pytest.fixture
def writing(another_app: Callable[..., Flask]) -> Flask:
    """The app with views that write, and answer with any status."""

    @requires(Permission.PUBLIC)
    def write(way: str, status: int) -> Response:
        WRITES[way]()
        return Response("", status)

    app = another_app(log_level="ERROR")
    methods = ["GET", "POST"]
    app.add_url_rule("/write/<slug:way>/<int:status>", "write", write, methods=methods)
    with app.app_context():
        db.session.add(Unit(name="Gammel"))
        db.session.commit()
    return app


def names(app: Flask) -> list[str]:
    return [unit.name for unit in rows(app, Unit)]


@pytest.mark.parametrize("status", [200, 201, 204, 302, 303])
def test_a_request_that_succeeds_is_committed(writing: Flask, status: int) -> None:
    client = PageClient(writing)
    answer = client.raw.post(f"/write/add/{status}", data={"csrf_token": client.token()})
    assert answer.status_code == status
    assert names(writing) == ["Gammel", "Ny"]


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 500])
def test_a_request_that_is_refused_leaves_nothing_behind(writing: Flask, status: int) -> None:
    client = PageClient(writing)
    answer = client.raw.post(f"/write/add/{status}", data={"csrf_token": client.token()})
    assert answer.status_code == status
    assert names(writing) == ["Gammel"]


@pytest.mark.parametrize("way", WRITES)
def test_a_get_that_tries_to_write_fails_and_writes_nothing(writing: Flask, way: str) -> None:
    assert writing.test_client().get(f"/write/{way}/200").status_code == 500
    assert names(writing) == ["Gammel"]


def test_who_reads_and_then_writes_waits_for_another_and_does_not_fail(writing: Flask) -> None:
    """SQLite would refuse the second: what it has read is old when it comes to write."""
    first_has_read, first_is_done = Event(), Event()

    def first() -> None:
        with writing.app_context():
            unit = db.session.scalars(sa.select(Unit)).one()
            first_has_read.set()
            unit.name += " og ny"
            db.session.commit()
        first_is_done.set()

    def second() -> None:
        first_has_read.wait(5)
        with writing.app_context():
            db.session.scalars(sa.select(Unit.id)).one()
            first_is_done.wait(5)
            db.session.execute(sa.update(Unit).values(name=Unit.name + " og nyere"))
            db.session.commit()

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(first), pool.submit(second)]:
            future.result()
    assert names(writing) == ["Gammel og ny og nyere"]


@pytest.mark.usefixtures("context")
def test_a_reader_is_not_held_up_by_a_writer(app: Flask) -> None:
    db.session.add(Unit(name="Ikke færdig"))
    db.session.flush()
    answer = PageClient(app).get("/login")
    assert answer.heading == "Log ind"


@pytest.mark.usefixtures("context")
def test_a_moment_comes_back_as_it_was_and_in_utc(people: People) -> None:
    copenhagen = timezone(timedelta(hours=2))
    moment = datetime(2026, 7, 1, 0, 30, 15, 123456, tzinfo=copenhagen)
    person = db.session.merge(people.add())
    person.created_at = moment
    db.session.commit()
    stored = db.session.scalars(sa.select(Person.created_at)).one()
    assert stored == moment
    assert stored.utcoffset() == timedelta(0)


@pytest.mark.usefixtures("context")
def test_a_moment_without_a_zone_is_refused(people: People) -> None:
    person = db.session.merge(people.add())
    person.created_at = datetime(2026, 7, 1, 0, 30)  # noqa: DTZ001 - that is the mistake
    with pytest.raises(StatementError, match="without a time zone"):
        db.session.flush()


@pytest.mark.usefixtures("context")
def test_moments_are_compared_by_time_and_not_by_zone(people: People) -> None:
    person = db.session.merge(people.add())
    person.created_at = datetime(2026, 7, 1, 12, tzinfo=UTC)
    db.session.commit()
    later_by_the_clock = datetime(2026, 7, 1, 13, tzinfo=timezone(timedelta(hours=2)))
    assert db.session.scalar(sa.select(Person.created_at > later_by_the_clock)) is True


@pytest.mark.usefixtures("context")
def test_sqlite_is_tuned_on_every_connection() -> None:
    if db.engine.dialect.name != "sqlite":
        assert db.session.scalar(sa.text("SHOW server_encoding")) == "UTF8"
        return
    pragmas = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "busy_timeout": 20_000}
    for _each in range(2):
        with db.engine.connect() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas}
            assert found == pragmas
            connection.invalidate()


@pytest.mark.usefixtures("context")
def test_upsert_changes_what_stands_and_insert_or_ignore_leaves_it(people: People) -> None:
    reset = {"token_hash": "t", "person_id": people.add().id, "expires_at": now(), "used_at": None}
    ended = now() - timedelta(hours=1)
    db.session.execute(insert_or_ignore(PasswordReset, reset))
    db.session.execute(insert_or_ignore(PasswordReset, {**reset, "expires_at": ended}))
    stored = sa.select(PasswordReset.expires_at)
    assert db.session.scalars(stored).one() == reset["expires_at"]
    db.session.execute(upsert(PasswordReset, reset, changes={"expires_at": ended}))
    assert db.session.scalars(stored).one() == ended


def person(**values: object) -> Person:
    usual = {"name": "Bo", "email": "bo@example.dk", "role": "employee", "starts_on": date(2026, 11, 2)}
    return Person(**{**usual, **values})


def revision(**values: object) -> LessonRevision:
    usual: dict[str, object] = {
        "lesson_id": 1,
        "number": 2,
        "state": RevisionState.ARCHIVED,
        "title": "T",
        "summary": "S",
        "text": "",
        "outline": [],
        "published_at": now(),
    }
    return LessonRevision(**{**usual, **values})


def note(**values: object) -> Note:
    usual = {"person_id": 1, "lesson_id": 1, "step": "a", "revision_id": 1, "text": "x", "version": 1}
    return Note(**{**usual, **values})


NONSENSE: dict[str, Callable[[], Base]] = {
    "an address in capitals": lambda: person(email="Bo@example.dk"),
    "an address twice": lambda: person(email="anna@example.dk"),
    "the same role twice": lambda: person(second_role="employee"),
    "a person who leads themselves": lambda: person(id=9, leader_id=9),
    "a leader who does not exist": lambda: person(leader_id=99),
    "a unit inside itself": lambda: Unit(id=9, name="U", parent_id=9),
    "a unit twice": lambda: Unit(name="Skoler", parent_id=1),
    "a second draft": lambda: revision(state=RevisionState.DRAFT, published_at=None),
    "a second published revision": lambda: revision(state=RevisionState.PUBLISHED),
    "a published revision without a date": lambda: revision(state=RevisionState.ARCHIVED, published_at=None),
    "a revision number twice": lambda: revision(number=1),
    "a revision number below one": lambda: revision(number=0),
    "a note of version nothing": lambda: note(version=0),
    "a note of nobody": lambda: note(person_id=99),
    "a step done twice": lambda: StepCompletion(person_id=1, lesson_id=1, step="a", revision_id=1),
}


@pytest.fixture
def stored(context: None) -> None:
    """One of each thing, as it should be."""
    assert context is None
    db.session.add_all(
        [Unit(id=1, name="Kommunen"), Module(id=1, slug="m", title="M", summary="", position=1)]
    )
    db.session.add(person(id=1, email="anna@example.dk"))
    db.session.flush()
    db.session.add(Unit(id=2, name="Skoler", parent_id=1))
    db.session.add(Lesson(id=1, slug="l", module_id=1, position=1, audience=[]))
    db.session.flush()
    db.session.add(revision(id=1, number=1, state=RevisionState.PUBLISHED))
    db.session.add(revision(id=2, number=9, state=RevisionState.DRAFT, published_at=None))
    db.session.flush()
    db.session.add_all([StepCompletion(person_id=1, lesson_id=1, step="a", revision_id=1), note()])
    db.session.flush()


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("nonsense", NONSENSE)
def test_the_database_itself_refuses(nonsense: str) -> None:
    with pytest.raises(IntegrityError):
        db.session.execute(_insert(NONSENSE[nonsense]()))


def _insert(row: Base) -> sa.Insert:
    """Insert past the session, which knows some rows already and would warn."""
    values = {key: value for key, value in vars(row).items() if not key.startswith("_")}
    return sa.insert(type(row)).values(**values)


@pytest.mark.usefixtures("stored")
def test_an_unknown_role_is_refused_by_the_database_too() -> None:
    with pytest.raises(IntegrityError):
        db.session.execute(sa.text("UPDATE person SET role = 'boss'"))


@pytest.mark.usefixtures("stored")
def test_what_a_person_wrote_goes_with_them() -> None:
    db.session.execute(sa.delete(Person))
    assert db.session.scalars(sa.select(Note)).all() == []
    assert db.session.scalars(sa.select(StepCompletion)).all() == []


@pytest.mark.usefixtures("stored")
def test_a_revision_that_somebody_answered_cannot_be_deleted() -> None:
    with pytest.raises(IntegrityError):
        db.session.execute(sa.delete(LessonRevision))


def test_roles_are_stored_as_their_words(app: Flask, people: People) -> None:
    people.add(role=FoundationRole.LEADER, second_role=FoundationRole.EXECUTIVE)
    with app.app_context():
        stored = db.session.execute(sa.text("SELECT role, second_role FROM person")).one()
    assert tuple(stored) == ("leader", "executive")
