"""Units at the top have different names, and nobody who has left is HR."""

from itertools import count

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NAME_MAX = 120


def _rename_twins() -> None:
    """Number all but the first of those that have a name together."""
    unit = sa.table("unit", sa.column("id"), sa.column("name"), sa.column("parent_id"))
    connection = op.get_bind()
    top = sa.select(unit.c.id, unit.c.name).where(unit.c.parent_id.is_(None)).order_by(unit.c.id)
    found = connection.execute(top).all()
    names, taken = {row.name for row in found}, set()
    for row in found:
        name = row.name
        if name in taken:
            numbered = (f"{row.name[: NAME_MAX - 8]} ({number})" for number in count(2))
            name = next(each for each in numbered if each not in names)
            connection.execute(sa.update(unit).where(unit.c.id == row.id).values(name=name))
        names.add(name)
        taken.add(name)


def upgrade() -> None:
    _rename_twins()
    op.create_index(
        "uq_unit_name_at_the_top",
        "unit",
        ["name"],
        unique=True,
        sqlite_where=sa.text("parent_id IS NULL"),
        postgresql_where=sa.text("parent_id IS NULL"),
    )
    person = sa.table("person", sa.column("is_hr", sa.Boolean()), sa.column("is_active", sa.Boolean()))
    op.execute(sa.update(person).where(~person.c.is_active).values(is_hr=False))


def downgrade() -> None:
    op.drop_index("uq_unit_name_at_the_top", "unit")
