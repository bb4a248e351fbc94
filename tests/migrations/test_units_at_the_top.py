"""0017: units at the top that have a name together are numbered, and who has left is not HR."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tests.databases import Backend
from tests.migrations.test_curriculum import insert, rows
from tests.migrations.test_migrations import database, go_to

BEFORE, AFTER = "0012", "0017"
NAMES = ("Skoler", "Kultur", "Skoler", "Skoler (2)", "Skoler")


def test_twins_are_numbered_and_who_has_left_is_not_hr(backend: Backend) -> None:
    with database(backend, "top") as engine:
        go_to(engine, BEFORE)
        with engine.begin() as connection:
            for number, name in enumerate(NAMES, 1):
                insert(connection, "unit", id=number, name=name)
            insert(connection, "unit", id=9, name="Skoler", parent_id=1)
            for number, is_active in enumerate((True, False), 1):
                person: dict[str, Any] = {"name": "x", "name_key": "x", "email": f"{number}@example.dk"}
                moments = {"starts_on": date(2026, 11, 2), "created_at": datetime(2026, 11, 2, tzinfo=UTC)}
                flags = {"is_active": is_active, "is_hr": True, "is_panel": False, "version": 1}
                of = {"id": number, "role": "employee", "session_key": "x"}
                insert(connection, "person", **person, **moments, **flags, **of)
        go_to(engine, AFTER)
        assert [row["name"] for row in rows(engine, "unit")] == [
            "Skoler", "Kultur", "Skoler (3)", "Skoler (2)", "Skoler (4)", "Skoler",
        ]  # fmt: skip
        assert [row["is_hr"] for row in rows(engine, "person")] == [True, False]
