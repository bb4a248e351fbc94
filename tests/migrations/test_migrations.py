"""Migrations: from nothing they lead to exactly the models; each goes up and down with data in the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from elearning import (
    create_app as _every_model,  # noqa: F401 - importing the app gives `Base` every table
)
from elearning import schema
from elearning.database import Base
from tests.databases import Backend

SAMPLES: Mapping[type[Any], object] = {
    bool: True,
    int: 1,
    float: 1.0,
    str: "x",
    bytes: b"x",
    date: date(2026, 11, 2),
    datetime: datetime(2026, 11, 2, 8, 30, tzinfo=UTC),
}


def revisions() -> list[str]:
    """List the revisions, the oldest first."""
    script = ScriptDirectory.from_config(schema.alembic_config())
    return [each.revision for each in reversed(list(script.walk_revisions()))]


@contextmanager
def database(backend: Backend, name: str) -> Iterator[sa.Engine]:
    engine = backend.engine(backend.create_database(name))
    try:
        yield engine
    finally:
        engine.dispose()


def go_to(engine: sa.Engine, revision: str, *, down: bool = False) -> None:
    with engine.begin() as connection:
        migrate = command.downgrade if down else command.upgrade
        migrate(schema.alembic_config(connection), revision)


def sample(column: sa.Column[Any]) -> object:
    """Give a value that a column takes; references all lead to the row with the key 1 or x."""
    kind = column.type.impl_instance if isinstance(column.type, sa.TypeDecorator) else column.type
    if isinstance(kind, sa.JSON):
        return []
    return kind.enums[0] if isinstance(kind, sa.Enum) else SAMPLES[kind.python_type]


def fill(engine: sa.Engine) -> dict[str, int]:
    """Put a row in each empty table that exists, and give how many rows there are then."""
    counts = {}
    with engine.begin() as connection:
        existing = sa.inspect(connection)
        for table in Base.metadata.sorted_tables:
            if not existing.has_table(table.name):
                continue
            if not count(connection, table):
                # What was needed then: a later migration may do without.
                columns = existing.get_columns(table.name)
                names = {column["name"] for column in columns if not column["nullable"]}
                needed = [each for each in table.columns if each.name in names]
                # Not `table` itself: its defaults would also fill columns that a later migration adds.
                then = sa.table(table.name, *(sa.column(each.name, each.type) for each in needed))
                connection.execute(sa.insert(then).values({each.name: sample(each) for each in needed}))
            counts[table.name] = count(connection, table)
    return counts


def counted(engine: sa.Engine, tables: Iterable[str]) -> dict[str, int]:
    """Give how many rows some tables have."""
    with engine.connect() as connection:
        return {name: count(connection, Base.metadata.tables[name]) for name in tables}


def count(connection: sa.Connection, table: sa.Table) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def shape(engine: sa.Engine) -> dict[str, Any]:
    """Describe a schema: what Alembic's comparison looks at, and also what it leaves out, such as checks."""
    found = sa.inspect(engine)
    tables = set(found.get_table_names()) - {"alembic_version"}
    return {
        table: {
            "columns": {
                each["name"]: (str(each["type"]), each["nullable"]) for each in found.get_columns(table)
            },
            "key": found.get_pk_constraint(table),
            "checks": by_name(found.get_check_constraints(table)),
            "uniques": by_name(found.get_unique_constraints(table)),
            "references": by_name(found.get_foreign_keys(table)),
            "indexes": by_name(found.get_indexes(table)),
        }
        for table in tables
    }


def by_name(constraints: Sequence[Any]) -> dict[str, dict[str, str]]:
    """Describe constraints in words; the condition of a partial index is an object of SQLAlchemy's."""
    described = {}
    for each in constraints:
        options = {name: str(value) for name, value in each.pop("dialect_options", {}).items()}
        described[each.pop("name")] = {**{key: str(value) for key, value in each.items()}, **options}
    return described


def test_from_nothing_they_lead_to_the_models(backend: Backend) -> None:
    with database(backend, "migrated") as migrated, database(backend, "created") as created:
        schema.upgrade(migrated)
        Base.metadata.create_all(created)
        assert schema.differences(migrated) == []
        assert shape(migrated) == shape(created)


def test_a_difference_between_schema_and_models_is_seen(backend: Backend) -> None:
    with database(backend, "different") as engine:
        schema.upgrade(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE note ADD COLUMN forgotten VARCHAR(9)")
        assert "forgotten" in str(schema.differences(engine))


def test_every_constraint_has_a_name() -> None:
    unnamed = [
        f"{table.name}: {constraint!r}"
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
        if not constraint.name
    ]
    assert unnamed == []


@pytest.mark.parametrize("revision", revisions())
def test_each_goes_up_and_down_and_up_again_with_data(backend: Backend, revision: str) -> None:
    before = (["base", *revisions()])[revisions().index(revision)]
    with database(backend, f"step_{revision}") as engine:
        if before != "base":
            go_to(engine, before)
        older = fill(engine)
        go_to(engine, revision)
        assert counted(engine, older) == older  # a table made anew may take others along, by their cascades
        everything = fill(engine)
        assert set(everything.values()) == {1}
        assert older.items() <= everything.items()
        go_to(engine, before, down=True)
        assert fill(engine) == older
        go_to(engine, revision)
        assert fill(engine) == everything


def test_a_second_upgrade_changes_nothing(backend: Backend) -> None:
    with database(backend, "twice") as engine:
        schema.upgrade(engine)
        rows = fill(engine)
        schema.upgrade(engine)
        assert fill(engine) == rows
        assert schema.current_revision(engine) == schema.newest_revision()


def test_an_empty_database_has_no_revision(backend: Backend) -> None:
    with database(backend, "empty") as engine:
        assert schema.current_revision(engine) is None


def test_they_are_numbered_without_a_gap() -> None:
    assert revisions() == [f"{number:04d}" for number in range(1, len(revisions()) + 1)]
    assert schema.newest_revision() == revisions()[-1]


def test_a_migration_that_fails_leaves_the_schema_as_it_was(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError

    with database(backend, "failing") as engine:
        go_to(engine, revisions()[0])
        before = shape(engine)
        monkeypatch.setattr("alembic.op.create_index", fail)
        with pytest.raises(RuntimeError):
            schema.upgrade(engine)
        monkeypatch.undo()
        assert shape(engine) == before
        assert schema.current_revision(engine) == revisions()[0]
        schema.upgrade(engine)
