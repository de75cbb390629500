"""What a coordinator found of a contact that did not answer; empty while the report waits."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    closed = sa.Column("closed", sa.String(), nullable=False, server_default=sa.text("''"))
    op.add_column("contact_failure", closed)
