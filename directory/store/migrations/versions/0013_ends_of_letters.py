"""When a letter is of no use any more, how urgent it is, and what is not known of it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_NOT_WELL = sa.text("state IN ('unsure', 'unreachable', 'expired')")


def upgrade() -> None:
    usual = sa.text("'usual'")
    op.add_column("delivery", sa.Column("ends", sa.BigInteger()))
    op.add_column(
        "delivery", sa.Column("urgency", sa.String(), nullable=False, server_default=usual)
    )
    op.add_column("delivery", sa.Column("doubts", sa.JSON()))
    op.add_column("delivery", sa.Column("resent", sa.BigInteger()))
    op.add_column("delivery", sa.Column("way", sa.String()))
    op.create_index(
        "ix_delivery_not_well",
        "delivery",
        ["changed"],
        postgresql_where=_NOT_WELL,
        sqlite_where=_NOT_WELL,
    )
