"""What HR has chosen, and what a certificate keeps of it: who signs, and the logo."""

import sqlalchemy as sa
from alembic import op

from elearning.database import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _create_setting() -> None:
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("version > 0", name="ck_setting_version_positive"),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name="fk_setting_changed_by_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )


def _create_certificate_logo() -> None:
    op.create_table(
        "certificate_logo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_certificate_logo"),
    )


def upgrade() -> None:
    _create_setting()
    _create_certificate_logo()
    for name in ("signatory", "signatory_title"):
        op.add_column(
            "certificate", sa.Column(name, sa.String(length=120), nullable=False, server_default="")
        )
    op.add_column("certificate", sa.Column("logo_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in ("logo_id", "signatory_title", "signatory"):
        op.drop_column("certificate", name)
    op.drop_table("certificate_logo")
    op.drop_table("setting")
