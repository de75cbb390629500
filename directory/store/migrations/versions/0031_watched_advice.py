"""What has been told of replacement advice: which of what it names instead is known to be short."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "advice_told",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("short", sa.JSON(), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_advice_told"),
    )
