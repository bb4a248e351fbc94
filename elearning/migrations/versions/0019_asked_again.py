"""Who had done something and is asked for it again has begun, also if nothing else is done."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# Not of a renewal, which itself asks for dilemmas again.
IN_LESSONS = """
    UPDATE progress_summary SET is_reopened = true WHERE number = 1 AND EXISTS (
        SELECT 1 FROM step_redone AS asked WHERE asked.person_id = progress_summary.person_id
        AND NOT EXISTS (
            SELECT 1 FROM step_completion AS done WHERE done.person_id = asked.person_id
            AND done.lesson_id = asked.lesson_id AND done.step = asked.step))
"""
IN_SCENARIOS = """
    UPDATE progress_summary SET is_reopened = true WHERE number = 1 AND EXISTS (
        SELECT 1 FROM scenario_completion AS asked WHERE asked.person_id = progress_summary.person_id
        AND asked.asked_again_by_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM scenario_completion AS done WHERE done.person_id = asked.person_id
            AND done.scenario_id = asked.scenario_id AND done.asked_again_by_id IS NULL))
"""


def upgrade() -> None:
    op.add_column(
        "progress_summary",
        sa.Column("is_reopened", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.execute(IN_LESSONS)
    op.execute(IN_SCENARIOS)


def downgrade() -> None:
    op.drop_column("progress_summary", "is_reopened")
