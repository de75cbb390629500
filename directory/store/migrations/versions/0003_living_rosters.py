"""Roster sources, swaps, confirmations, subscriptions, feeds, and the outbox."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _yes_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _key(table: str, column: str = "id") -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(column, name=f"pk_{table}")


def upgrade() -> None:
    _services()
    _overrides()
    _on_top_of_the_region()
    _rosters()
    _outbox()


def _services() -> None:
    columns: dict[str, tuple[Any, object]] = {
        "shift_times": (sa.String(), ""),
        "doubled_roles": (sa.JSON(), []),
        "swaps_approved": (sa.Boolean(), False),
        "shifts_confirmed": (sa.Boolean(), False),
    }
    service = sa.table("service", *(sa.column(name, kind) for name, (kind, _) in columns.items()))
    for name, (kind, _) in columns.items():
        op.add_column("service", sa.Column(name, kind))
    op.execute(service.update().values({name: value for name, (_, value) in columns.items()}))


def _overrides() -> None:
    """Overrides could not be made until now, so the table is empty and made anew."""
    op.drop_table("override")
    op.create_table(
        "override",
        *(_text(name) for name in ("id", "service", "role", "kind", "person")),
        *(_instant(name) for name in ("start", "end", "made")),
        *(_text(name) for name in ("instead_of", "made_by")),
        _key("override"),
    )
    op.create_index("ix_override_end", "override", ["end"])


def _on_top_of_the_region() -> None:
    op.create_table(
        "offer",
        *(_text(name) for name in ("id", "kind", "service", "role", "person")),
        *(_instant(name) for name in ("start", "end")),
        *(_text(name) for name in ("to", "state")),
        _instant("made"),
        *(_text(name) for name in ("made_by", "accepted_by")),
        sa.Column("return_role", sa.String()),
        *(_instant(name, nullable=True) for name in ("return_start", "return_end", "decided")),
        _key("offer"),
    )
    op.create_index("ix_offer_end", "offer", ["end"])
    op.create_table(
        "confirmation",
        *(_text(name) for name in ("id", "service", "role", "person")),
        *(_instant(name) for name in ("start", "at")),
        _text("by"),
        _key("confirmation"),
    )
    op.create_index("ix_confirmation_start", "confirmation", ["start"])
    op.create_table(
        "subscription",
        *(_text(name) for name in ("id", "follower", "topic", "target", "pace")),
        _instant("made"),
        _number("hour"),
        _key("subscription"),
    )
    op.create_table(
        "feed",
        *(_text(name) for name in ("id", "service", "person")),
        _yes_no("contacts"),
        _instant("made"),
        _text("made_by"),
        _key("feed"),
    )


def _rosters() -> None:
    op.create_table(
        "roster_source",
        *(_text(name) for name in ("id", "service", "address")),
        _json("roles"),
        sa.Column("role", sa.String()),
        _number("every_minutes"),
        *(_text(name) for name in ("etag", "modified")),
        *(_instant(name, nullable=True) for name in ("checked", "read")),
        _text("problem"),
        _json("begins"),
        _key("roster_source"),
    )
    op.create_table(
        "roster_name",
        *(_text(name) for name in ("id", "service", "written", "person")),
        _key("roster_name"),
    )
    op.create_table(
        "rostered",
        *(_text(name) for name in ("source", "service", "role", "person")),
        *(_instant(name) for name in ("start", "end")),
    )
    op.create_index("ix_rostered_source", "rostered", ["source"])
    op.create_index("ix_rostered_end", "rostered", ["end"])
    op.create_table(
        "roster_draft",
        *(_text(name) for name in ("id", "service", "account")),
        _instant("made"),
        _text("name"),
        sa.Column("role", sa.String()),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _key("roster_draft"),
    )


def _outbox() -> None:
    op.create_table(
        "letter",
        *(_text(name) for name in ("id", "topic", "title")),
        *(_json(name) for name in ("lines", "buttons")),
        _key("letter"),
    )
    op.create_table(
        "delivery",
        *(_text(name) for name in ("id", "key", "recipient", "letter", "state")),
        _instant("due"),
        _yes_no("digest"),
        _json("tried"),
        sa.Column("channel", sa.String()),
        _number("attempts"),
        *(_text(name) for name in ("holder", "reference", "error")),
        _instant("made"),
        _instant("since", nullable=True),
        _instant("changed"),
        _instant("seen", nullable=True),
        _key("delivery"),
        sa.UniqueConstraint("key", name="uq_delivery"),
        sa.ForeignKeyConstraint(
            ["letter"],
            ["letter.id"],
            name="fk_delivery_letter",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_delivery_letter", "delivery", ["letter"])
    for name, where in (
        ("ix_delivery_due", "state = 'waiting' AND NOT digest"),
        ("ix_delivery_lease", "state = 'sending'"),
        ("ix_delivery_digest", "state = 'waiting' AND digest"),
    ):
        on = sa.text(where)
        op.create_index(name, "delivery", ["due"], postgresql_where=on, sqlite_where=on)
    op.create_index("ix_delivery_recipient", "delivery", ["recipient", "made"])
    op.create_table(
        "duty_lease",
        *(_text(name) for name in ("name", "holder")),
        _instant("until"),
        _key("duty_lease", "name"),
    )
