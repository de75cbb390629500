"""Following medicines: what kinds of units follow, what each follower has been told, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shortage_default",
        *_texts("id", "unit_kind", "target"),
        sa.Column("made", sa.BigInteger(), nullable=False),
        *_texts("made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_shortage_default"),
    )
    op.create_table(
        "shortage_told",
        *_texts("follower"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("untold", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("follower", name="pk_shortage_told"),
    )
    op.create_table(
        "shortage_digest_hour",
        *_texts("id"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shortage_digest_hour"),
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]
