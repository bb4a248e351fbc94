"""The database: one session a request, committed once at its end, and never by a GET.

SQLite and PostgreSQL behave alike from here on: foreign keys hold, writers queue instead of failing,
moments are aware and in UTC, and every constraint has a name that is the same in both.
"""

import inspect
import sqlite3
from datetime import UTC, datetime
from typing import Any, cast

import sqlalchemy as sa
from flask import Flask, Response, after_this_request, has_request_context, request
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session
from sqlalchemy.types import TypeDecorator

from elearning.config import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
BUSY_TIMEOUT_SECONDS = 20
#: The execution option of a connection that never writes.
ONLY_READS = "only_reads"

db = SQLAlchemy()


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite would forget the zone; this puts it back and refuses naive values."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class PlainText(TypeDecorator[str]):
    """A text compared byte by byte in both databases; PostgreSQL would otherwise go by a language."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[str]:
        return dialect.type_descriptor(sa.Text(collation="C" if dialect.name == "postgresql" else None))


class Base(DeclarativeBase):
    """Base of every table; the naming convention makes constraints nameable in messages and migrations."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime()}  # noqa: RUF012 - SQLAlchemy reads it from the class


def insert_or_ignore(table: type[Base], values: dict[str, Any] | list[dict[str, Any]]) -> sa.Insert:
    """Insert, where a row that already stands wins: what makes a repeated POST harmless."""
    return _dialect_insert(table).values(values).on_conflict_do_nothing()


def upsert(table: type[Base], values: dict[str, Any], *, changes: dict[str, Any]) -> sa.Insert:
    """Insert `values`, or set `changes` where the primary key already stands."""
    key = [column.name for column in sa.inspect(table).primary_key]
    return _dialect_insert(table).values(values).on_conflict_do_update(index_elements=key, set_=changes)


def _dialect_insert(table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    # The two dialects spell ON CONFLICT alike, but SQLAlchemy has no class that serves both. The table rather
    # than the class: it skips the work of the unit of work, a fifth of the cost.
    target = cast("sa.Table", table.__table__)
    return sqlite.insert(target) if db.engine.dialect.name == "sqlite" else postgresql.insert(target)


def one_at_a_time(name: str) -> None:
    """Let the transactions that call this with the same `name` wait for one another, each until its end.

    Whoever is let in sees what those before it committed. On SQLite all that write wait anyway.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(name))))


def register_database(app: Flask, settings: Settings) -> None:
    """Connect `app` to its database and make each request one transaction."""
    if not settings.database_url:
        settings.instance_dir.mkdir(parents=True, exist_ok=True)
    app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": settings.engine_url, "pool_pre_ping": True}}
    db.init_app(app)
    _drop_async_teardown(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            tune_sqlite(db.engine)
        event.listen(db.sessionmaker, "do_orm_execute", _refuse_writes_in_a_read)
        event.listen(db.sessionmaker, "before_flush", _refuse_flush_in_a_read)
    app.before_request(_arrange_the_end)


def _drop_async_teardown(app: Flask) -> None:
    # The extension also closes asynchronous sessions after each request, by an event loop in a thread. We
    # have none; it costs a twentieth of a page, and fails in a thread where a loop runs already.
    app.teardown_appcontext_funcs[:] = [
        teardown for teardown in app.teardown_appcontext_funcs if not inspect.iscoroutinefunction(teardown)
    ]


def tune_sqlite(engine: sa.Engine) -> None:
    """Make SQLite keep its promises: foreign keys, durable commits, readers beside one writer."""

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy's "begin" event opens transactions, not the driver
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # Its own lower() knows A to Z alone, and would not find “Ærø” by “ærø”.
        connection.create_function("lower", 1, _lower, deterministic=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # A writer that starts as a reader can find itself locked out half-way, with nothing left but
        # to fail. So whoever may write takes its place in the queue at once; who says that they only read, as
        # the limiter while the request's own transaction may have begun, waits for nobody.
        only_reads = _is_a_read() or connection.get_execution_options().get(ONLY_READS)
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def _lower(value: str | bytes | float | None) -> str | bytes | float | None:
    return value.lower() if isinstance(value, str) else value


def _is_a_read() -> bool:
    return has_request_context() and request.method in SAFE_METHODS


def _refuse_writes_in_a_read(state: ORMExecuteState) -> None:
    if _is_a_read() and (state.is_insert or state.is_update or state.is_delete):
        raise RuntimeError(f"{request.method} {request.path} tried to write; a read never does")


def _refuse_flush_in_a_read(session: Session, _context: object, _instances: object) -> None:
    if _is_a_read() and (session.new or session.dirty or session.deleted):
        raise RuntimeError(f"{request.method} {request.path} tried to write; a read never does")


def _arrange_the_end() -> None:
    # Before every other thing that is done after the view, some of which writes for itself (the limiter).
    after_this_request(_commit_or_roll_back)


def _commit_or_roll_back(response: Response) -> Response:
    if request.method in SAFE_METHODS:
        return response
    if response.status_code < 400:  # noqa: PLR2004 - where HTTP's errors begin
        db.session.commit()
    else:
        db.session.rollback()
    return response
