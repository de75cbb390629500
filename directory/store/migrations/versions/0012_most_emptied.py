"""How much of the coming fortnight the roster of an address may empty by itself, in percent."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    most = sa.Column("most_emptied", sa.Integer(), nullable=False, server_default=sa.text("10"))
    op.add_column("region", most)
