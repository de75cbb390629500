"""Who has changed a draft of advice, and what of it."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    edits = sa.Column("edits", sa.String(), nullable=False, server_default=sa.text("'[]'"))
    op.add_column("replacement_advice", edits)
