"""Demand for medicines: how often each was asked for on a day, and what groups were told of it."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "substance_question",
        sa.Column("day", sa.Date(), nullable=False),
        *_texts("substance"),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "substance", name="pk_substance_question"),
    )
    op.create_table(
        "demand_told",
        *_texts("id", "group", "substance"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_demand_told"),
    )
    op.create_index("ix_demand_told_at", "demand_told", ["at"])


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]
