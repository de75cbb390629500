"""A revision for each part in a row of its own; an id for reports of contacts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIELDS = ("service", "step", "contact", "asked_for", "reported", "reporter", "unit")


def upgrade() -> None:
    _revisions()
    _failures()


def _revisions() -> None:
    """Those of the region and the agreements go on; those of parts begin anew (`migrate`)."""
    old = sa.table("revision", sa.column("region"), sa.column("agreements"))
    (numbers,) = op.get_bind().execute(sa.select(old)).mappings()
    rows = [{"part": name, "number": number} for name, number in numbers.items()]
    op.drop_table("revision")
    new = op.create_table(
        "revision",
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("part", name="pk_revision"),
    )
    op.bulk_insert(new, rows)


def _failures() -> None:
    """The first report of a step of an answer stays; a second one by the same person said nothing
    more."""
    fields: list[sa.ColumnClause[Any]] = [sa.column(name) for name in _FIELDS]
    old = sa.select(*fields).select_from(sa.table("contact_failure"))
    old = old.order_by(sa.column("reported"), sa.column("id"))
    rows: dict[str, dict[str, object]] = {}
    for row in op.get_bind().execute(old).mappings():
        moment = _EPOCH + timedelta(microseconds=row["asked_for"])
        id_ = f"{row['reporter']}|{row['service']}|{row['step']}|{moment.isoformat()}"
        rows.setdefault(id_, {"id": id_, **row})
    op.drop_table("contact_failure")
    new = op.create_table(
        "contact_failure",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("id", "service")),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("asked_for", sa.BigInteger(), nullable=False),
        sa.Column("reported", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("reporter", "unit")),
        sa.PrimaryKeyConstraint("id", name="pk_contact_failure"),
    )
    op.create_index("ix_contact_failure_reported", "contact_failure", ["reported"])
    if rows:
        op.bulk_insert(new, list(rows.values()))
