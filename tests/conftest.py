"""What every test may use: databases of both kinds, an app on them, people, a client that checks pages."""

from __future__ import annotations

import os
import smtplib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask

from elearning import create_app, schema
from elearning.accounts import service as accounts
from elearning.background import wait_for_all
from elearning.config import Settings, load_settings
from elearning.database import Base, db
from elearning.logs import log
from elearning.modules import publishing
from tests.databases import BACKENDS, Backend
from tests.mailbox import MailBox
from tests.pages import PageClient
from tests.people import People

SECRET = "only-for-tests-" * 4
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@pytest.fixture(autouse=True)
def _mail_cannot_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = smtplib.SMTP.connect

    def guarded(self: smtplib.SMTP, host: str = "localhost", port: int = 0, **options: object) -> object:
        assert host in LOOPBACK, f"a test tried to send mail by {host}"
        return connect(self, host, port, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(smtplib.SMTP, "connect", guarded)


@pytest.fixture(scope="session", autouse=True)
def _hashing_is_quick() -> Iterator[None]:
    """Argon2 is slow on purpose, and hardly a test is about that."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_hasher", quick)
        patch.setattr(accounts, "_NOBODYS_HASH", quick.hash("nobody's"))
        yield


@pytest.fixture(scope="session", params=sorted(BACKENDS))
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """A database server of each kind; a test that uses it, or anything below, runs once on each."""
    with BACKENDS[request.param](tmp_path_factory.mktemp(request.param)) as opened:
        yield opened


@pytest.fixture(scope="session")
def database_url(backend: Backend) -> str:
    """A migrated database that the tests of this process share; `app` empties it for each test."""
    url = backend.create_database("shared")
    engine = backend.engine(url)
    schema.upgrade(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def shared_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = create_app(make_settings(database_url, tmp_path_factory.mktemp("instance")))
    yield app
    with app.app_context():
        db.engine.dispose()


def make_settings(database_url: str, instance: Path, **others: object) -> Settings:
    """Settings for a test; nothing comes from the developer's own environment or `.env`."""
    values: dict[str, object] = {
        "secret_key": SECRET,
        "database_url": database_url,
        "instance_dir": instance,
        "log_level": "ERROR",
        **others,
    }
    return load_settings(env_file=None, **values)


@pytest.fixture
def app(shared_app: Flask) -> Iterator[Flask]:
    """The app on an empty database. No context is pushed: a request would share its session and user."""
    with shared_app.app_context():
        empty_all_tables()
    yield shared_app
    wait_for_all()


@pytest.fixture
def another_app(
    app: Flask,  # noqa: ARG001 - which has emptied the database
    database_url: str,
    tmp_path: Path,
) -> Iterator[Callable[..., Flask]]:
    """Make further instances of the app on the same database; what they are given are settings."""
    made: list[Flask] = []
    handlers, level = log.handlers[:], log.level

    def make(**settings: object) -> Flask:
        values: dict[str, object] = {"database_url": database_url, "instance": tmp_path, **settings}
        made.append(create_app(make_settings(**values)))  # type: ignore[arg-type]  # checked by Pydantic
        return made[-1]

    yield make
    wait_for_all()
    for each in made:
        with each.app_context():
            db.engine.dispose()
    log.handlers[:] = handlers
    log.setLevel(level)


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """An app context around the test, for what calls services and queries without a client."""
    with app.app_context():
        yield
        db.session.rollback()


def empty_all_tables() -> None:
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE"))
            return
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # people lead each other
        for table in tables:
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - our own table names


@pytest.fixture
def people(app: Flask) -> People:
    """Makes people, each committed and detached."""
    return People(app)


@pytest.fixture
def mailbox(app: Flask) -> MailBox:
    """The mails that the app sends."""
    settings: Settings = app.extensions["settings"]
    return MailBox(settings.instance_dir / "mail")


@pytest.fixture
def lessons(app: Flask) -> publishing.Library:
    """The shipped lessons, published."""
    library = publishing.read_library(publishing.SHIPPED)
    with app.app_context():
        publishing.import_library(library)
        db.session.commit()
    return library


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A visitor who is not signed in: see `sign_in`, and `another` for a second device."""
    return PageClient(app)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing may be skipped: a test that did not run says nothing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") == "true" and skipped:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
