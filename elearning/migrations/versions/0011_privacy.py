"""Completions that keep their place when a person is erased, and what retention needs to know."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from elearning.database import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ROLES = ("employee", "leader", "executive")
COPIED = "person_id, scenario_id, revision_id, role, is_panel, leader_id, completed_at"


def _role(table: str) -> sa.Column[str]:
    kind = sa.Enum(*ROLES, name=f"ck_{table}_role", native_enum=False, create_constraint=True, length=20)
    return sa.Column("role", kind, nullable=False)


def _refill_completions(last_column: str, where: str = "") -> None:
    """Give the table its rows back, in the order of the pictures; ids that are given anew follow it."""
    op.execute(
        f"INSERT INTO scenario_completion ({COPIED}) SELECT {COPIED} FROM completion_kept "  # noqa: S608 - our own words
        f"{where} ORDER BY completed_at, {last_column}"
    )
    op.drop_table("completion_kept")


def _set_completions_aside() -> None:
    op.execute("CREATE TABLE completion_kept AS SELECT * FROM scenario_completion")
    op.drop_table("scenario_completion")


def _columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        _role("scenario_completion"),
        sa.Column("is_panel", sa.Boolean(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("completed_at", UtcDateTime(), nullable=False),
    ]


def _references(on_delete_of_person: str) -> list[sa.ForeignKeyConstraint]:
    name = "fk_scenario_completion_"
    return [
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=f"{name}person_id", ondelete=on_delete_of_person
        ),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name=f"{name}scenario_id"),
        sa.ForeignKeyConstraint(["revision_id"], ["scenario_revision.id"], name=f"{name}revision_id"),
    ]


def _index_completions(last_column: str) -> None:
    for name, column in (("of_all", "is_panel"), ("of_team", "leader_id")):
        columns = ["revision_id", column, "completed_at", last_column]
        op.create_index(f"ix_scenario_completion_{name}", "scenario_completion", columns)


def _keep_completions_of_the_erased() -> None:
    _set_completions_aside()
    op.create_table(
        "scenario_completion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        *_columns(),
        *_references("SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_scenario_completion"),
        sa.UniqueConstraint("person_id", "scenario_id", name="uq_scenario_completion_person_id_scenario_id"),
    )
    _refill_completions("person_id")
    _index_completions("id")


def _add_moment_to_relations() -> None:
    with op.batch_alter_table("relation") as table:
        table.add_column(sa.Column("changed_at", UtcDateTime(), nullable=True))
    # When they were placed is not known, so their time begins today.
    op.execute("UPDATE relation SET changed_at = CURRENT_TIMESTAMP")
    with op.batch_alter_table("relation") as table:
        table.alter_column("changed_at", existing_type=UtcDateTime(), nullable=False)


def _create_anonymous_completion() -> None:
    op.create_table(
        "anonymous_completion",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("started_month", sa.Date(), nullable=False),
        sa.Column("completed_month", sa.Date(), nullable=False),
        _role("anonymous_completion"),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_anonymous_completion"),
    )


def _create_retention() -> None:
    op.create_table(
        "departure",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_departure_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name="pk_departure"),
    )
    op.create_table(
        "retention_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_retention_run"),
    )
    op.create_index("ix_retention_run_kind_id", "retention_run", ["kind", "id"])


def upgrade() -> None:
    _keep_completions_of_the_erased()
    _add_moment_to_relations()
    _create_anonymous_completion()
    _create_retention()


def downgrade() -> None:
    op.drop_table("retention_run")
    op.drop_table("departure")
    op.drop_table("anonymous_completion")
    with op.batch_alter_table("relation") as table:
        table.drop_column("changed_at")
    _bring_completions_back()


def _bring_completions_back() -> None:
    """Let completions need their person again: those of people who were erased are gone with that."""
    _set_completions_aside()
    op.create_table(
        "scenario_completion",
        sa.Column("person_id", sa.Integer(), nullable=False),
        *_columns(),
        *_references("CASCADE"),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name="fk_scenario_completion_leader_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("person_id", "scenario_id", name="pk_scenario_completion"),
    )
    op.execute("UPDATE completion_kept SET leader_id = NULL WHERE leader_id NOT IN (SELECT id FROM person)")
    _refill_completions("person_id", "WHERE person_id IS NOT NULL")
    _index_completions("person_id")
