"""A party of a swap asks the other to undo it; letters are drawn anew when they are settled."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("offer", sa.Column("undo_asked_by", sa.String()))
    op.add_column("delivery", sa.Column("redrawn", sa.BigInteger()))
