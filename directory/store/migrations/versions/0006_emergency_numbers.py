"""A region's own numbers for danger to life and for poisonings; none: Sweden's."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("emergency_phone", "poison_phone"):
        op.add_column("region", sa.Column(name, sa.JSON()))
