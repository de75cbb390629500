"""Who was on two years back, of one service or one person, is found by an index."""

from alembic import op

revision = "0015"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_override_line", "override", ["service", "role", "start"])
    op.create_index("ix_override_person", "override", ["person"])
    op.create_index("ix_rostered_service", "rostered", ["service", "start"])
    op.create_index("ix_rostered_person", "rostered", ["person"])
