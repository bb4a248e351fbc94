"""0005: dilemmas and quizzes that are there before it are in the same journeys after it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from elearning.quizzes.content import write_scenario
from tests.databases import Backend
from tests.migrations.test_migrations import database, go_to
from tests.unit.progress.courses import FIELD, OPERATIONS, UNIFORMITY, dilemma

BEFORE, AFTER = "0004", "0005"
NOW = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
#: The audience of each scenario, and the balances of its revisions, the newest last.
SCENARIOS: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {
    "for-alle": (["employee", "leader", "executive"], [(UNIFORMITY,)]),
    "for-ledere": (["leader"], [(FIELD,), (OPERATIONS, FIELD, UNIFORMITY)]),
}


def insert(connection: sa.Connection, table: str, **values: object) -> None:
    """Put a row in a table as it is at this revision, which the models of today are not."""
    found = sa.Table(table, sa.MetaData(), autoload_with=connection)
    connection.execute(sa.insert(found).values(values))


def rows(engine: sa.Engine, table: str) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        found = sa.Table(table, sa.MetaData(), autoload_with=connection)
        return [dict(row) for row in connection.execute(sa.select(found).order_by(found.c.id)).mappings()]


def revision(of: int, number: int, newest: int, text: str) -> dict[str, Any]:
    state = "published" if number == newest else "archived"
    stamps = {"created_at": NOW, "published_at": NOW}
    return {"id": 10 * of + number, "number": number, "state": state, "text": text, **stamps}


def fill(connection: sa.Connection) -> None:
    """Write what an import did before there was a curriculum."""
    insert(connection, "module", id=1, slug="begynd", title="Begyndelsen", summary="Her.", position=1)
    for number, (slug, (audience, revisions)) in enumerate(SCENARIOS.items(), start=1):
        common = {"module_id": 1, "position": number, "audience": audience}
        insert(connection, "scenario", id=number, slug=slug, **common)
        for which, balances in enumerate(revisions, start=1):
            text = write_scenario(dilemma(slug, *balances, required_for=[]))
            values = revision(number, which, len(revisions), text)
            insert(connection, "scenario_revision", scenario_id=number, title=slug, **values)
    insert(connection, "question_bank", id=1, module_id=1)
    insert(connection, "question_bank_revision", bank_id=1, **revision(1, 1, 1, "module: begynd\n"))


@pytest.fixture
def migrated(backend: Backend) -> Iterator[sa.Engine]:
    """A database that was filled before the migration, after it."""
    with database(backend, "curriculum") as engine:
        go_to(engine, BEFORE)
        with engine.begin() as connection:
            fill(connection)
        go_to(engine, AFTER)
        yield engine


def test_a_dilemma_is_required_of_everybody_whom_it_is_for(migrated: sa.Engine) -> None:
    # Before, all of them were in the journey: nobody may find less of theirs done than the day before.
    found = {row["slug"]: (row["audience"], row["required_for"]) for row in rows(migrated, "scenario")}
    assert found == {slug: (audience, audience) for slug, (audience, _revisions) in SCENARIOS.items()}


def test_every_revision_knows_the_balances_of_its_own_text(migrated: sa.Engine) -> None:
    found = [row["balances"] for row in rows(migrated, "scenario_revision")]
    assert found == [list(balances) for _, revisions in SCENARIOS.values() for balances in revisions]


def test_a_dilemma_is_done_in_the_steps_in_which_it_is_weighed(migrated: sa.Engine) -> None:
    for row in rows(migrated, "scenario_revision"):
        assert [step["slug"] for step in row["outline"]] == ["situation", "price", "new_fact"]
        assert all(step["seconds"] > 0 for step in row["outline"])


def test_a_quiz_is_done_when_it_is_passed(migrated: sa.Engine) -> None:
    ((step,),) = (row["outline"] for row in rows(migrated, "question_bank_revision"))
    assert step["slug"] == "passed"
    assert step["seconds"] > 0


def test_a_module_has_no_picture_yet(migrated: sa.Engine) -> None:
    (module,) = rows(migrated, "module")
    assert (module["picture"], module["picture_alt"]) == (None, None)


def test_what_was_there_is_as_it_was_and_is_so_again_after_going_back(migrated: sa.Engine) -> None:
    tables = ("module", "scenario", "scenario_revision", "question_bank", "question_bank_revision")
    after = {table: rows(migrated, table) for table in tables}
    go_to(migrated, BEFORE, down=True)
    back = {table: rows(migrated, table) for table in tables}
    for table in tables:
        kept = [{name: row[name] for name in old} for row, old in zip(after[table], back[table], strict=True)]
        assert back[table] == kept
    assert json.dumps(back, default=str).count("required_for") == 0
    go_to(migrated, AFTER)
    assert {table: rows(migrated, table) for table in tables} == after
