"""The SQL statements of a block: how many a page costs, and how the database would go about each."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

EXPLAINABLE = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


@dataclass(frozen=True)
class Statement:
    """A statement as the driver got it."""

    text: str
    parameters: Sequence[Any] | Mapping[str, Any]


@contextmanager
def statements(engine: sa.Engine) -> Iterator[list[Statement]]:
    """Collect what `engine` sends in the block.

    Without BEGIN: SQLAlchemy sends SQLite's, but PostgreSQL's comes from the driver, where nobody sees it.
    """
    sent: list[Statement] = []

    def collect(*details: Any) -> None:  # noqa: ANN401 - the event's six arguments
        _connection, _cursor, text, parameters, _context, _many = details
        if not text.startswith("BEGIN"):
            sent.append(Statement(text, parameters))

    event.listen(engine, "before_cursor_execute", collect)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", collect)


def full_scans(
    connection: sa.Connection, statement: Statement, keys: Mapping[str, Collection[str]]
) -> list[str]:
    """List how `statement` would read through the whole of a table in `keys`, in the database's own words.

    `keys` gives for each table that can be big the columns its indexes begin with. On PostgreSQL the planner
    must be told `SET enable_seqscan = off` before, so that a small table is read like a big one.
    """
    if not statement.text.lstrip().startswith(EXPLAINABLE):
        return []
    if connection.dialect.name == "sqlite":
        return list(_sqlite_scans(connection, statement, keys))
    answer = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement.text}", statement.parameters)
    plan = answer.scalar_one()
    return list(_postgresql_scans((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"], keys))


def _sqlite_scans(connection: sa.Connection, statement: Statement, tables: Collection[str]) -> Iterator[str]:
    for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement.text}", statement.parameters):
        found = re.match(r"SCAN (\w+?)(?:_\d+)?\b", row.detail)
        if found and found[1] in tables:
            yield row.detail


def _postgresql_scans(node: Mapping[str, Any], keys: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Find the scans of a plan. An index helps only from its first column on, else all of it is read."""
    for child in node.get("Plans", ()):
        # A bitmap's index scan does not name the table, its parent does.
        yield from _postgresql_scans({"Relation Name": node.get("Relation Name"), **child}, keys)
    table, how = str(node.get("Relation Name")), node["Node Type"]
    if table not in keys or "Scan" not in how or how == "Bitmap Heap Scan":
        return
    condition = node.get("Index Cond", "")
    if not any(re.search(rf"\b{column}\b", condition) for column in keys[table]):
        yield f"{how} on {table} {condition}".rstrip()
