"""The audit is read by the type of what was changed: how consultation hours were."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_entity", "audit", ["entity"])
