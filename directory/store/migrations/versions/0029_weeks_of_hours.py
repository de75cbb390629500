"""In which weeks a consultation hour is held: every other, even ones, the first of a month."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    weeks = sa.Column("weeks", sa.String(), nullable=False, server_default=sa.text("''"))
    op.add_column("consultation_hour", weeks)
