"""A draft of a roster may be what an address said; empty for an uploaded file."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    source = sa.Column("source", sa.String(), nullable=False, server_default=sa.text("''"))
    op.add_column("roster_draft", source)
