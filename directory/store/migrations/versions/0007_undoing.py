"""Roster sources may speak for some days only; publications of rosters are kept to be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE roster_source RENAME COLUMN begins TO reaches")
    op.create_table(
        "published_roster",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("id", "service", "source")),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_published_roster"),
    )
    op.create_index("ix_published_roster_at", "published_roster", ["at"])
