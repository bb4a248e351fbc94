"""The list of what is kept is whole: a new table or column must find its place in it."""

from __future__ import annotations

import re
from pathlib import Path

from elearning import (
    create_app as _every_model,  # noqa: F401 - importing the app gives `Base` every table
)
from elearning.database import Base
from elearning.privacy.field_names import FIELD_NAMES
from elearning.privacy.kinds import ABOUT_OTHERS, ALL
from elearning.privacy.queries import columns_of

DOCUMENT = Path(__file__).parents[3] / "docs" / "my-data.md"


def references(to: set[str]) -> set[tuple[str, str]]:
    """List the columns that refer to the key of one of these tables."""
    return {
        (table.name, key.parent.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in to and key.column.name in {"id", "person_id"}
    }


def of_people() -> set[str]:
    """List the tables whose rows are somebody's: those that go when the person does, however indirectly."""
    found = {"person"}
    while (
        more := {
            table.name
            for table in Base.metadata.tables.values()
            for key in table.foreign_keys
            if key.column.table.name in found
            and key.ondelete == "CASCADE"
            and (table.name, key.parent.name) not in ABOUT_OTHERS
        }
        - found
    ):
        found |= more
    return found


def test_every_reference_to_a_person_is_in_the_download_or_said_to_be_about_others() -> None:
    listed = {(kept.table, kept.of) for kept in ALL}
    assert references({"person"}) <= listed | set(ABOUT_OTHERS)


def test_every_table_that_is_somebodys_is_in_the_download() -> None:
    assert of_people() <= {kept.table for kept in ALL}


def test_a_reason_is_only_given_for_a_reference_that_there_is() -> None:
    assert set(ABOUT_OTHERS) <= references({"person"})


def test_no_key_is_there_twice() -> None:
    assert len({kept.key for kept in ALL}) == len(ALL)


def test_what_is_left_out_is_a_column() -> None:
    for kept in ALL:
        assert {*kept.without} <= set(Base.metadata.tables[kept.table].columns.keys()), kept.key


def test_no_secret_is_given() -> None:
    given = {(kept.table, name) for kept in ALL for name in columns_of(kept)}
    secrets = {("person", "password_hash"), ("person", "session_key"), ("password_reset", "token_hash")}
    assert given & secrets == set()


def test_every_column_has_a_name_for_readers() -> None:
    assert {name for kept in ALL for name in columns_of(kept)} <= set(FIELD_NAMES)


def test_whatever_refers_to_a_person_lets_them_be_erased() -> None:
    """Only who leads whom does not: those somebody leads get another leader when they leave."""
    stuck = {
        (table.name, key.parent.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "person" and key.ondelete not in {"CASCADE", "SET NULL"}
    }
    assert stuck == {("person", "leader_id")}


def test_the_keys_of_the_download_are_what_other_programs_were_told() -> None:
    """A key may be added to the page; none goes, and none changes."""
    told = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.*) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert told == [
        (kept.key, kept.table, ", ".join(f"`{name}`" for name in columns_of(kept))) for kept in ALL
    ]
