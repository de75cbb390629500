"""Broadcasts, and the roll of whom each is sent to."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "broadcast",
        *_texts("id", "kind", "title"),
        sa.Column("lines", sa.JSON(), nullable=False),
        *_texts("sender"),
        *_instants("made", "due", "ends"),
        sa.Column("targeted", sa.Integer(), nullable=False),
        *_texts("fingerprint"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("corrects"),
        sa.Column("unit_answers", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_broadcast"),
        sa.UniqueConstraint("id", "targeted", name="uq_broadcast_targeted"),
    )
    op.create_index("ix_broadcast_ends", "broadcast", ["ends"])
    op.create_table(
        "broadcast_roll",
        *_texts("broadcast"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("targeted", sa.Integer(), nullable=False),
        *_texts("recipient", "name"),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("has_address", sa.Boolean(), nullable=False),
        *_texts("key"),
        sa.Column("fed", sa.BigInteger()),
        sa.Column("acknowledged", sa.BigInteger()),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("settled", sa.String()),
        sa.PrimaryKeyConstraint("broadcast", "number", name="pk_broadcast_roll"),
        sa.UniqueConstraint("broadcast", "recipient", name="uq_broadcast_roll_recipient"),
        sa.UniqueConstraint("key", name="uq_broadcast_roll"),
        sa.CheckConstraint("number BETWEEN 1 AND targeted", name=op.f("ck_broadcast_roll_number")),
        sa.ForeignKeyConstraint(
            ["broadcast", "targeted"],
            ["broadcast.id", "broadcast.targeted"],
            name="fk_broadcast_roll_broadcast",
        ),
    )
    op.create_table(
        "broadcast_queue",
        *_texts("broadcast"),
        *_instants("looked"),
        sa.PrimaryKeyConstraint("broadcast", name="pk_broadcast_queue"),
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _instants(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]
