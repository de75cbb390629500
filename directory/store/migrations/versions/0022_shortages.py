"""Drug shortages: how it is with the file, its rows, what happened to them and to packs."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shortage_feed",
        *_texts("id", "source"),
        sa.Column("created", sa.BigInteger()),
        sa.Column("read", sa.BigInteger()),
        sa.Column("day", sa.Date()),
        *_numbers("rows"),
        *_texts("etag", "modified"),
        sa.Column("checked", sa.BigInteger()),
        *_texts("problem"),
        *_numbers("failures"),
        *_json("accepted"),
        *_flags("is_excerpt"),
        sa.PrimaryKeyConstraint("id", name="pk_shortage_feed"),
    )
    op.create_table(
        "shortage_row",
        *_texts("shortage_id", "npl_pack_id", "kind", "npl_id", "name", "holder"),
        *_json("substances"),
        *_texts("atc", "atc_name"),
        *_flags("parallel_import"),
        *_texts("country", "description", "article_number"),
        *_flags("parallel_distribution"),
        *_texts("distributor"),
        *_days("start", "forecast_end", "actual_end", "first_notified", "first_published"),
        *_texts("company_phone", "company_email", "cause_category", "cause", "duration"),
        *_texts("risk", "information"),
        *_days("updated", "gone"),
        sa.PrimaryKeyConstraint("shortage_id", "npl_pack_id", name="pk_shortage_row"),
    )
    op.create_table(
        "shortage_event",
        _numbered(),
        *_instants("at"),
        *_texts("shortage_id", "npl_pack_id", "news"),
        sa.Column("before", sa.JSON()),
        sa.Column("after", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_shortage_event"),
    )
    op.create_table(
        "pack_change",
        _numbered(),
        *_instants("at"),
        sa.Column("day", sa.Date(), nullable=False),
        *_texts("npl_pack_id", "npl_id", "atc"),
        sa.Column("before", sa.JSON()),
        *_json("after"),
        sa.PrimaryKeyConstraint("id", name="pk_pack_change"),
    )
    op.create_table(
        "shortage_file",
        *_instants("created", "read"),
        *_texts("source"),
        *_numbers("rows"),
        *_json("packs"),
        sa.PrimaryKeyConstraint("created", name="pk_shortage_file"),
    )
    for column in ("npl_pack_id", "npl_id", "atc"):
        op.create_index(f"ix_shortage_row_{column}", "shortage_row", [column])
    op.create_index("ix_shortage_event_npl_pack_id", "shortage_event", ["npl_pack_id"])
    op.create_index("ix_pack_change_at", "pack_change", ["at", "npl_pack_id"])


def _numbered() -> sa.Column[int]:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("id", number, nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _instants(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _flags(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def _days(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Date()) for name in names]


def _json(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]
