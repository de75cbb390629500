"""Advice of specialist groups on what to use while a medicine is short: a row for each version."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "replacement_advice",
        *_texts("id", "advice"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("group"),
        sa.Column("content", sa.JSON(), nullable=False),
        *_texts("state", "writer"),
        sa.Column("written", sa.BigInteger(), nullable=False),
        *_texts("approver"),
        sa.Column("approved", sa.BigInteger()),
        *_texts("approved_text"),
        sa.Column("over", sa.BigInteger()),
        *_texts("reason", "withdrew"),
        sa.PrimaryKeyConstraint("id", name="pk_replacement_advice"),
    )
    op.create_index("ix_replacement_advice_over", "replacement_advice", ["over"])


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]
