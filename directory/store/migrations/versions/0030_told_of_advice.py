"""Up to when followers of medicines have been told of advice in their digests."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("shortage_told", sa.Column("advised", sa.BigInteger(), nullable=True))
