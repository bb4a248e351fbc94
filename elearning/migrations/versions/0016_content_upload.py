"""A file with content that waits until it is published."""

import sqlalchemy as sa
from alembic import op

from elearning.database import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "content_upload",
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("archive", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_content_upload_by_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("by_id", name="pk_content_upload"),
    )


def downgrade() -> None:
    op.drop_table("content_upload")
