"""How many times a lookup was: those of one minute that are alike are one row."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    times = sa.Column("times", sa.Integer(), nullable=False, server_default=sa.text("1"))
    op.add_column("lookup_count", times)
