"""The first schema: a region's files, what lies on top of them, the audit and the counts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("home_unit", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
    )
    op.create_table(
        "audit",
        sa.Column("id", _BIG_ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("before", sa.JSON()),
        sa.Column("after", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_table(
        "calendar_exception",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("office", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("date", name="pk_calendar_exception"),
    )
    op.create_table(
        "contact_failure",
        sa.Column("id", _BIG_ID, nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("asked_for", sa.BigInteger(), nullable=False),
        sa.Column("reported", sa.BigInteger(), nullable=False),
        sa.Column("reporter", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contact_failure"),
    )
    op.create_index("ix_contact_failure_reported", "contact_failure", ["reported"])
    op.create_table(
        "lookup_count",
        sa.Column("id", _BIG_ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lookup_count"),
    )
    op.create_index("ix_lookup_count_at", "lookup_count", ["at"])
    op.create_table(
        "override",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("instead_of", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_override"),
    )
    op.create_index("ix_override_end", "override", ["end"])
    op.create_table(
        "region",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("default_entry", sa.String(), nullable=False),
        sa.Column("switchboard", sa.String(), nullable=False),
        sa.Column("fallback_text", sa.String(), nullable=False),
        sa.Column("fallback_phone", sa.JSON()),
        sa.Column("management_text", sa.String(), nullable=False),
        sa.Column("management_phone", sa.JSON()),
        sa.Column("demo_people", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_region"),
    )
    op.create_table(
        "revision",
        sa.Column("region", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "roster_read",
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("service", name="pk_roster_read"),
    )
    op.create_table(
        "term",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("word", "target", name="pk_term"),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("hospital", sa.String()),
        sa.Column("ownership", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("hsa_id", sa.String(), nullable=False),
        sa.Column("former_names", sa.JSON(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hospital"],
            ["unit.id"],
            name="fk_unit_hospital",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
    )
    op.create_index("ix_unit_hospital", "unit", ["hospital"])
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("profession", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("unit", sa.String()),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("hsa_id", sa.String(), nullable=False),
        sa.Column("functions", sa.JSON(), nullable=False),
        sa.Column("access", sa.JSON(), nullable=False),
        sa.Column("show_name", sa.Boolean(), nullable=False),
        sa.Column("show_number", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit"], ["unit.id"], name="fk_person_unit", deferrable=True, initially="DEFERRED"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_index("ix_person_unit", "person", ["unit"])
    op.create_table(
        "service",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("hospital", sa.String()),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("before_call", sa.String(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("roster_source", sa.String(), nullable=False),
        sa.Column("roster_fresh_hours", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hospital"],
            ["unit.id"],
            name="fk_service_hospital",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["unit"], ["unit.id"], name="fk_service_unit", deferrable=True, initially="DEFERRED"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_service"),
    )
    op.create_index("ix_service_hospital", "service", ["hospital"])
    op.create_index("ix_service_unit", "service", ["unit"])
    op.create_table(
        "chain_step",
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("time_class", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("role", sa.String()),
        sa.Column("of_service", sa.String()),
        sa.Column("if_rostered", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("phone", sa.JSON()),
        sa.ForeignKeyConstraint(
            ["of_service"],
            ["service.id"],
            name="fk_chain_step_of_service",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["service"],
            ["service.id"],
            name="fk_chain_step_service",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("service", "time_class", "position", name="pk_chain_step"),
    )
    op.create_index("ix_chain_step_of_service", "chain_step", ["of_service"])
    op.create_table(
        "phone",
        sa.Column("id", _BIG_ID, nullable=False),
        sa.Column("unit", sa.String()),
        sa.Column("person", sa.String()),
        sa.Column("service", sa.String()),
        sa.Column("role", sa.String()),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("extension", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified", sa.Date()),
        sa.CheckConstraint(
            "(CASE WHEN unit IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN person IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN service IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_phone_one_owner"),
        ),
        sa.CheckConstraint(
            "(service IS NULL) = (role IS NULL)", name=op.f("ck_phone_role_of_service")
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name="fk_phone_person", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(
            ["service"],
            ["service.id"],
            name="fk_phone_service",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["unit"], ["unit.id"], name="fk_phone_unit", deferrable=True, initially="DEFERRED"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_phone"),
    )
    op.create_index("ix_phone_person", "phone", ["person"])
    op.create_index("ix_phone_service", "phone", ["service"])
    op.create_index("ix_phone_unit", "phone", ["unit"])
    op.create_table(
        "rotation",
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("weekdays", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("end", sa.Time(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("turn", sa.String(), nullable=False),
        sa.Column("anchor", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.ForeignKeyConstraint(
            ["service"],
            ["service.id"],
            name="fk_rotation_service",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint(
            "service", "role", "weekdays", "choice", "start", "anchor", name="pk_rotation"
        ),
    )
    op.create_table(
        "shift",
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person", sa.String()),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name="fk_shift_person", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(
            ["service"],
            ["service.id"],
            name="fk_shift_service",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("service", "start", "role", "person", name="uq_shift"),
    )
    op.create_index("ix_shift_person", "shift", ["person"])
    op.execute("INSERT INTO revision (region, state) VALUES (0, 0)")
