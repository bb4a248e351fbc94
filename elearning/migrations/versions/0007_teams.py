"""Who stands in for a leader, what leaders may see of each person, and whose team answered a scenario."""

import sqlalchemy as sa
from alembic import op

from elearning.database import PlainText

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _create_stand_in() -> None:
    op.create_table(
        "stand_in",
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name="fk_stand_in_leader_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_stand_in_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("leader_id", name="pk_stand_in"),
    )
    op.create_index("ix_stand_in_person_id", "stand_in", ["person_id"])


def _create_progress_summary() -> None:
    op.create_table(
        "progress_summary",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", PlainText(), nullable=False),
        sa.Column("line", PlainText(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("first_completed_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("last_active_on", sa.Date(), nullable=True),
        sa.Column("steps_done", sa.Integer(), nullable=False),
        sa.Column("steps_total", sa.Integer(), nullable=False),
        sa.Column("scenarios_done", sa.Integer(), nullable=False),
        sa.Column("scenarios_total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name="fk_progress_summary_leader_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_progress_summary_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_progress_summary_unit_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_progress_summary"),
    )
    for column in ("line", "leader_id", "unit_id", "due_on"):
        op.create_index(f"ix_progress_summary_{column}", "progress_summary", [column])


def _add_leader_to_completions() -> None:
    # Nobody's team yet: who led whom when something was answered before is not known.
    with op.batch_alter_table("scenario_completion") as table:
        table.add_column(sa.Column("leader_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_scenario_completion_leader_id", "person", ["leader_id"], ["id"], ondelete="SET NULL"
        )
        table.create_index(
            "ix_scenario_completion_of_team", ["revision_id", "leader_id", "completed_at", "person_id"]
        )


def upgrade() -> None:
    _create_stand_in()
    _create_progress_summary()
    _add_leader_to_completions()


def downgrade() -> None:
    with op.batch_alter_table("scenario_completion") as table:
        table.drop_index("ix_scenario_completion_of_team")
        table.drop_constraint("fk_scenario_completion_leader_id", type_="foreignkey")
        table.drop_column("leader_id")
    op.drop_table("progress_summary")
    op.drop_table("stand_in")
