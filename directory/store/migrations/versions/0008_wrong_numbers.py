"""Numbers that did not work, reported from number cards."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wrong_number",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("id", "owner", "number")),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("verified", sa.Date()),
        sa.Column("reported", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("reporter", "unit")),
        sa.PrimaryKeyConstraint("id", name="pk_wrong_number"),
    )
    op.create_index("ix_wrong_number_reported", "wrong_number", ["reported"])
