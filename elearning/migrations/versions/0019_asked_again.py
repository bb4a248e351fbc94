"""Who had done something and is asked for it again has begun, also if nothing else is done.

Who it is, only counting anew can tell: `elearning teams recount --mend` sets it afterwards.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "progress_summary",
        sa.Column("is_reopened", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("progress_summary", "is_reopened")
