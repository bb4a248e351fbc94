"""Scenarios, what learners answered in them, and who is on the panel."""

import sqlalchemy as sa
from alembic import op

from elearning.database import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _create_scenario() -> None:
    op.create_table(
        "scenario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_scenario_module_id"),
        sa.PrimaryKeyConstraint("id", name="pk_scenario"),
        sa.UniqueConstraint("slug", name="uq_scenario_slug"),
    )
    op.create_index("ix_scenario_module_id", "scenario", ["module_id"], unique=False)


def _create_scenario_revision() -> None:
    op.create_table(
        "scenario_revision",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "archived",
                name="ck_scenario_revision_state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "state = 'draft' OR published_at IS NOT NULL", name="ck_scenario_revision_published_when"
        ),
        sa.CheckConstraint("number > 0", name="ck_scenario_revision_number_positive"),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name="fk_scenario_revision_scenario_id"),
        sa.PrimaryKeyConstraint("id", name="pk_scenario_revision"),
        sa.UniqueConstraint("scenario_id", "number", name="uq_scenario_revision_scenario_id_number"),
    )
    op.create_index(
        "uq_scenario_revision_one_draft",
        "scenario_revision",
        ["scenario_id"],
        unique=True,
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_index(
        "uq_scenario_revision_one_published",
        "scenario_revision",
        ["scenario_id"],
        unique=True,
        sqlite_where=sa.text("state = 'published'"),
        postgresql_where=sa.text("state = 'published'"),
    )


def _create_weighting() -> None:
    op.create_table(
        "weighting",
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("balance", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("weighed_at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("position BETWEEN -3 AND 3", name="ck_weighting_on_the_board"),
        sa.CheckConstraint("round BETWEEN 1 AND 3", name="ck_weighting_known_round"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_weighting_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["revision_id"], ["scenario_revision.id"], name="fk_weighting_revision_id"),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name="fk_weighting_scenario_id"),
        sa.PrimaryKeyConstraint("round", "balance", "person_id", "revision_id", name="pk_weighting"),
    )
    op.create_index(
        "ix_weighting_of_scenario", "weighting", ["revision_id", "round", "person_id"], unique=False
    )


def _create_price_answer() -> None:
    op.create_table(
        "price_answer",
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_price_answer_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["scenario_revision.id"], name="fk_price_answer_revision_id"
        ),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name="fk_price_answer_scenario_id"),
        sa.PrimaryKeyConstraint("option", "person_id", "revision_id", name="pk_price_answer"),
    )


def _create_panel_reason() -> None:
    op.create_table(
        "panel_reason",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_panel_reason_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["scenario_revision.id"], name="fk_panel_reason_revision_id"
        ),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name="fk_panel_reason_scenario_id"),
        sa.PrimaryKeyConstraint("person_id", "revision_id", name="pk_panel_reason"),
    )


def _create_scenario_completion() -> None:
    op.create_table(
        "scenario_completion",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "employee",
                "leader",
                "executive",
                name="ck_scenario_completion_role",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("is_panel", sa.Boolean(), nullable=False),
        sa.Column("completed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_scenario_completion_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["scenario_revision.id"], name="fk_scenario_completion_revision_id"
        ),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name="fk_scenario_completion_scenario_id"),
        sa.PrimaryKeyConstraint("person_id", "scenario_id", name="pk_scenario_completion"),
    )
    op.create_index(
        "ix_scenario_completion_of_all",
        "scenario_completion",
        ["revision_id", "is_panel", "completed_at", "person_id"],
        unique=False,
    )


def _create_takeaway() -> None:
    op.create_table(
        "takeaway",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("version > 0", name="ck_takeaway_version_positive"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_takeaway_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name="fk_takeaway_scenario_id"),
        sa.PrimaryKeyConstraint("person_id", "scenario_id", name="pk_takeaway"),
    )


def upgrade() -> None:
    op.add_column("person", sa.Column("is_panel", sa.Boolean(), server_default=sa.false(), nullable=False))
    _create_scenario()
    _create_scenario_revision()
    _create_weighting()
    _create_price_answer()
    _create_panel_reason()
    _create_scenario_completion()
    _create_takeaway()


def downgrade() -> None:
    op.drop_table("takeaway")
    op.drop_table("scenario_completion")
    op.drop_table("panel_reason")
    op.drop_table("price_answer")
    op.drop_table("weighting")
    op.drop_table("scenario_revision")
    op.drop_table("scenario")
    op.drop_column("person", "is_panel")
