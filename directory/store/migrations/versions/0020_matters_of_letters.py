"""What must still be so when a letter is sent."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "letter", sa.Column("matter", sa.String(), nullable=False, server_default=sa.text("''"))
    )
