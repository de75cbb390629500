"""Agreements with all their versions, what readers say of them, and a counter of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    op.add_column("revision", sa.Column("agreements", sa.BigInteger()))
    op.execute(sa.table("revision", sa.column("agreements")).update().values(agreements=0))
    op.add_column("service", sa.Column("pinned_section", sa.String()))
    op.execute(sa.table("service", sa.column("pinned_section")).update().values(pinned_section=""))
    op.create_table(
        "agreement_version",
        *(_text(name) for name in ("id", "document")),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        _text("added_by"),
        sa.PrimaryKeyConstraint("id", name="pk_agreement_version"),
    )
    op.create_index("ix_agreement_version_current", "agreement_version", ["current"])
    op.create_index("ix_agreement_version_document", "agreement_version", ["document", "added"])
    op.create_table(
        "agreement_feedback",
        *(_text(name) for name in ("id", "document", "version", "heading", "passage", "kind")),
        *(_text(name) for name in ("comment", "reporter", "unit")),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _text("answer"),
        sa.Column("closed", sa.BigInteger()),
        _text("closed_by"),
        sa.PrimaryKeyConstraint("id", name="pk_agreement_feedback"),
    )
    op.create_table(
        "agreement_read",
        *(_text(name) for name in ("id", "document", "version", "reader")),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agreement_read"),
    )
    op.create_table(
        "agreement_draft",
        *(_text(name) for name in ("id", "account")),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agreement_draft"),
    )
