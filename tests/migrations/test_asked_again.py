"""0019: who is asked for something again is marked by counting anew, and not by guessing here."""

from __future__ import annotations

from tests.databases import Backend
from tests.migrations.test_migrations import database, fill, go_to

BEFORE, AFTER = "0018", "0019"


def test_nobody_is_marked_as_asked_again(backend: Backend) -> None:
    with database(backend, "asked") as engine:
        go_to(engine, BEFORE)
        fill(engine)
        with engine.begin() as connection:  # what was done is asked for again, and not done since
            connection.exec_driver_sql("DELETE FROM step_completion")
        go_to(engine, AFTER)
        with engine.connect() as connection:
            marked = connection.exec_driver_sql("SELECT number, is_reopened FROM progress_summary").all()
        assert [tuple(row) for row in marked] == [(1, False)]
