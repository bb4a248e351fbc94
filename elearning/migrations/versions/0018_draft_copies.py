"""Copies of drafts that gave way to another text."""

import sqlalchemy as sa
from alembic import op

from elearning.database import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    op.create_table(
        "draft_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("ck_draft_copy_kind", "lesson", "scenario", "bank"), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.String(length=120), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("replaced_by", sa.String(length=120), nullable=False),
        sa.Column("replaced_at", UtcDateTime(), nullable=False),
        sa.Column(
            "why",
            _one_of("ck_draft_copy_why", "overwritten", "discarded", "restored", "set_aside"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_draft_copy"),
    )
    op.create_index("ix_draft_copy_kind_slug_id", "draft_copy", ["kind", "slug", "id"])
    op.create_index("ix_draft_copy_replaced_at", "draft_copy", ["replaced_at"])


def downgrade() -> None:
    op.drop_table("draft_copy")
