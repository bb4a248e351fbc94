"""The curriculum: pictures of modules, which dilemmas are required of whom, and how long everything takes."""

from typing import Any

import sqlalchemy as sa
import yaml
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# What each took by the estimate there was before; a text that is published again gets its own.
MINUTE = 60
SCENARIO_OUTLINE = [{"slug": slug, "seconds": MINUTE} for slug in ("situation", "price", "new_fact")]
QUIZ_OUTLINE = [{"slug": "passed", "seconds": 3 * MINUTE}]


def upgrade() -> None:
    op.add_column("module", sa.Column("picture", sa.String(length=64), nullable=True))
    op.add_column("module", sa.Column("picture_alt", sa.String(length=300), nullable=True))
    _add_json("scenario", "required_for")
    _add_json("scenario_revision", "balances")
    _add_json("scenario_revision", "outline")
    _add_json("question_bank_revision", "outline")
    _fill()


def downgrade() -> None:
    for table, columns in {
        "question_bank_revision": ["outline"],
        "scenario_revision": ["outline", "balances"],
        "scenario": ["required_for"],
        "module": ["picture_alt", "picture"],
    }.items():
        for column in columns:
            op.drop_column(table, column)


def _add_json(table: str, column: str) -> None:
    """Add a list that every row has; rows that are there begin with an empty one."""
    op.add_column(table, sa.Column(column, sa.JSON(), nullable=False, server_default="[]"))


def _fill() -> None:
    """Until now every scenario was required of its whole audience, and only its text named its balances."""
    scenario = sa.table("scenario", sa.column("audience", sa.JSON), sa.column("required_for", sa.JSON))
    revision = sa.table(
        "scenario_revision",
        sa.column("id"),
        sa.column("text"),
        sa.column("balances", sa.JSON),
        sa.column("outline", sa.JSON),
    )
    bank = sa.table("question_bank_revision", sa.column("outline", sa.JSON))
    connection = op.get_bind()
    connection.execute(sa.update(scenario).values(required_for=scenario.c.audience))
    for row in connection.execute(sa.select(revision.c.id, revision.c.text)).all():
        values = {"balances": _balances(row.text), "outline": SCENARIO_OUTLINE}
        connection.execute(sa.update(revision).where(revision.c.id == row.id).values(values))
    connection.execute(sa.update(bank).values(outline=QUIZ_OUTLINE))


def _balances(text: str) -> list[str]:
    data: Any = yaml.safe_load(text)
    placements = data.get("placements", []) if isinstance(data, dict) else []
    return [placement["balance"] for placement in placements]
