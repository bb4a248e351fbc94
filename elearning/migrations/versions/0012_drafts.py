"""HR's drafts, what is said of a revision, and steps that were asked for again."""

import sqlalchemy as sa
from alembic import op

from elearning.database import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

REVISIONS = ("lesson_revision", "scenario_revision", "question_bank_revision")


def _create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "lesson",
                "scenario",
                "bank",
                name="ck_draft_kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.String(length=120), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("version > 0", name="ck_draft_version_positive"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("kind", "slug", name="uq_draft_kind_slug"),
    )


def _create_step_redone() -> None:
    op.create_table(
        "step_redone",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("completed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_step_redone_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_step_redone_lesson_id"),
        sa.ForeignKeyConstraint(["revision_id"], ["lesson_revision.id"], name="fk_step_redone_revision_id"),
        sa.ForeignKeyConstraint(["asked_by_id"], ["lesson_revision.id"], name="fk_step_redone_asked_by_id"),
        sa.PrimaryKeyConstraint("person_id", "lesson_id", "step", "asked_by_id", name="pk_step_redone"),
    )


def upgrade() -> None:
    for table in REVISIONS:
        op.add_column(table, sa.Column("note", sa.Text(), nullable=False, server_default=""))
        op.add_column(
            table, sa.Column("published_by", sa.String(length=120), nullable=False, server_default="")
        )
        # Until now every new text was one that a renewal asks for.
        op.add_column(
            table, sa.Column("is_substantial", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    _create_draft()
    _create_step_redone()


def downgrade() -> None:
    op.drop_table("step_redone")
    op.drop_table("draft")
    for table in REVISIONS:
        for column in ("is_substantial", "published_by", "note"):
            op.drop_column(table, column)
