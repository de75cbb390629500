"""Consultation hours, their closures, bookings and holds, and what only one can have."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultation_hour",
        *_texts("id", "service", "specialist", "mode", "channel", "where", "hours"),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date()),
        *_instants("made"),
        *_texts("made_by"),
        sa.Column("slots", sa.JSON()),
        *_texts("about", "not_about"),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("eligible", "release")),
        *_texts("pilot"),
        sa.PrimaryKeyConstraint("id", name="pk_consultation_hour"),
    )
    op.create_table(
        "hour_closure",
        *_texts("id", "specialist", "hour"),
        *_instants("start", "end"),
        *_texts("reason"),
        *_instants("made"),
        *_texts("made_by", "instead"),
        sa.PrimaryKeyConstraint("id", name="pk_hour_closure"),
    )
    op.create_table(
        "booking",
        *_texts("id", "hour", "specialist"),
        *_instants("start", "end"),
        *_texts("booked_by", "unit", "topic"),
        *_instants("made"),
        *_texts("state"),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_booking"),
    )
    op.create_table(
        "slot_hold",
        *_texts("id", "hour", "specialist"),
        *_instants("start", "end"),
        *_texts("holder"),
        *_instants("until"),
        sa.PrimaryKeyConstraint("id", name="pk_slot_hold"),
    )
    op.create_table(
        "taken",
        *_texts("kind", "what", "by"),
        sa.PrimaryKeyConstraint("kind", "what", name="pk_taken"),
    )
    for table, column in (
        ("hour_closure", "end"),
        ("booking", "end"),
        ("slot_hold", "until"),
        ("taken", "by"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _instants(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]
