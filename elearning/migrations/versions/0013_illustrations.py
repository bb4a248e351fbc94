"""Pictures that HR adds for texts to show."""

import sqlalchemy as sa
from alembic import op

from elearning.database import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "illustration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("alt", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("byte_count", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=120), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("width > 0 AND height > 0", name="ck_illustration_size_positive"),
        sa.PrimaryKeyConstraint("id", name="pk_illustration"),
        sa.UniqueConstraint("slug", name="uq_illustration_slug"),
    )
    op.create_index("ix_illustration_sha256", "illustration", ["sha256"])


def downgrade() -> None:
    op.drop_table("illustration")
