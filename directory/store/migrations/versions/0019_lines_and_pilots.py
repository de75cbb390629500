"""Lines of drop-in hours, waiting lists and pilots."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pilot",
        *_texts("id", "name", "purpose"),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("eligible", sa.JSON(), nullable=False),
        sa.Column("owners", sa.JSON(), nullable=False),
        *_instants("made"),
        *_texts("made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_pilot"),
    )
    op.create_table(
        "place_in_line",
        *_texts("id", "hour", "sitting", "waiting", "unit", "topic"),
        *_instants("joined", "end"),
        *_texts("state", "called_by"),
        sa.Column("over", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_place_in_line"),
    )
    op.create_table(
        "waiting",
        *_texts("id", "hour", "waiting", "unit", "topic"),
        *_instants("since", "end"),
        sa.Column("passed_on", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_waiting"),
    )
    for table in ("place_in_line", "waiting"):
        op.create_index(f"ix_{table}_end", table, ["end"])


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _instants(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]
