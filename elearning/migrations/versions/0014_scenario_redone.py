"""Completions of scenarios that a new text asked for again."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLE = "scenario_completion"
ONCE = "uq_scenario_completion_person_id_scenario_id"


def upgrade() -> None:
    # Nothing refers to this table, so SQLite may copy it.
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column("asked_again_by_id", sa.Integer(), nullable=True))
        table.drop_constraint(ONCE, type_="unique")
        table.create_foreign_key(
            "fk_scenario_completion_asked_again_by_id", "scenario_revision", ["asked_again_by_id"], ["id"]
        )
    counted, asked = (sa.text(f"asked_again_by_id IS {what}") for what in ("NULL", "NOT NULL"))
    op.create_index(
        "uq_scenario_completion_counted",
        TABLE,
        ["person_id", "scenario_id"],
        unique=True,
        sqlite_where=counted,
        postgresql_where=counted,
    )
    op.create_index(
        "ix_scenario_completion_asked_again",
        TABLE,
        ["person_id", "revision_id"],
        sqlite_where=asked,
        postgresql_where=asked,
    )


def downgrade() -> None:
    # Who has weighed it again is done with it once, by the newest.
    op.execute("DELETE FROM scenario_completion WHERE asked_again_by_id IS NOT NULL")
    op.drop_index("ix_scenario_completion_asked_again", TABLE)
    op.drop_index("uq_scenario_completion_counted", TABLE)
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint("fk_scenario_completion_asked_again_by_id", type_="foreignkey")
        table.drop_column("asked_again_by_id")
        table.create_unique_constraint(ONCE, ["person_id", "scenario_id"])
