"""People, units, links for a new password, and the counts of the rate limits."""

import sqlalchemy as sa
from alembic import op

from elearning.database import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _create_unit() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("parent_id <> id", name="ck_unit_not_its_own_parent"),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name="fk_unit_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("parent_id", "name", name="uq_unit_parent_id_name"),
    )
    op.create_index("ix_unit_parent_id", "unit", ["parent_id"], unique=False)


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("session_key", sa.String(length=32), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "employee",
                "leader",
                "executive",
                name="ck_person_role",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "second_role",
            sa.Enum(
                "employee",
                "leader",
                "executive",
                name="ck_person_second_role",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("is_hr", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name="ck_person_email_lower"),
        sa.CheckConstraint("leader_id <> id", name="ck_person_not_their_own_leader"),
        sa.CheckConstraint("second_role <> role", name="ck_person_two_roles_differ"),
        sa.ForeignKeyConstraint(["leader_id"], ["person.id"], name="fk_person_leader_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_person_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("email", name="uq_person_email"),
    )
    op.create_index("ix_person_leader_id", "person", ["leader_id"], unique=False)
    op.create_index("ix_person_unit_id", "person", ["unit_id"], unique=False)


def _create_password_reset() -> None:
    op.create_table(
        "password_reset",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_password_reset_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_password_reset"),
    )
    op.create_index("ix_password_reset_person_id", "password_reset", ["person_id"], unique=False)


def _create_rate_limit_count() -> None:
    op.create_table(
        "rate_limit_count",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_rate_limit_count"),
    )
    op.create_index("ix_rate_limit_count_ends_at", "rate_limit_count", ["ends_at"], unique=False)


def upgrade() -> None:
    _create_unit()
    _create_person()
    _create_password_reset()
    _create_rate_limit_count()


def downgrade() -> None:
    op.drop_table("rate_limit_count")
    op.drop_table("password_reset")
    op.drop_table("person")
    op.drop_table("unit")
