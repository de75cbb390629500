"""The tables of the region's files."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Time,
    UniqueConstraint,
    text,
)

from directory.catalogue.people import Access, Profession
from directory.catalogue.phones import Audience, PhoneKind
from directory.catalogue.roles import Role
from directory.catalogue.services import ServiceKind
from directory.catalogue.units import Ownership, UnitKind
from directory.rosters.chains import StepKind
from directory.rosters.rotation import DayChoice, Turn
from directory.store.columns import (
    Instant,
    Named,
    OnePhone,
    Times,
    Turns,
    Weekdays,
    Word,
    Words,
    WordSet,
    WorkingHoursText,
)
from directory.store.schema import BIG_ID, key_of, metadata, refers_to, text_column
from directory.walltime.days import DayKind, TimeClass

region = Table(
    "region",
    metadata,
    Column("name", String, primary_key=True),
    text_column("default_entry"),
    text_column("switchboard"),
    text_column("fallback_text"),
    Column("fallback_phone", OnePhone),
    text_column("management_text"),
    Column("management_phone", OnePhone),
    Column("emergency_phone", OnePhone),
    Column("poison_phone", OnePhone),
    Column("demo_people", Words(), nullable=False),
    Column("most_emptied", Integer, nullable=False, server_default=text("10")),
)

unit = Table(
    "unit",
    metadata,
    Column("id", String, primary_key=True),
    text_column("name"),
    Column("kind", Word(UnitKind), nullable=False),
    text_column("municipality"),
    refers_to("hospital", "unit"),
    Column("ownership", Word(Ownership), nullable=False),
    text_column("operator"),
    text_column("hsa_id"),
    Column("former_names", Words(), nullable=False),
    Column("aliases", Words(), nullable=False),
    text_column("hours"),
    text_column("address"),
)

person = Table(
    "person",
    metadata,
    Column("id", String, primary_key=True),
    text_column("name"),
    text_column("title"),
    Column("profession", Word(Profession), nullable=False),
    text_column("initials"),
    refers_to("unit", "unit"),
    text_column("email"),
    text_column("hsa_id"),
    Column("functions", Words(Role), nullable=False),
    Column("access", WordSet(Access), nullable=False),
    Column("show_name", Boolean, nullable=False),
    Column("show_number", Boolean, nullable=False),
)

service = Table(
    "service",
    metadata,
    Column("id", String, primary_key=True),
    text_column("name"),
    text_column("specialty"),
    Column("kind", Word(ServiceKind), nullable=False),
    refers_to("unit", "unit", required=True),
    refers_to("hospital", "unit"),
    Column("municipalities", WordSet(), nullable=False),
    Column("audience", Word(Audience), nullable=False),
    Column("hours", WorkingHoursText, nullable=False),
    text_column("before_call"),
    Column("aliases", Words(), nullable=False),
    text_column("roster_source"),
    Column("roster_fresh_hours", Integer, nullable=False),
    # Never NULL, as the migration that added them has filled them in; SQLite adds no others.
    Column("shift_times", Times),
    Column("doubled_roles", WordSet(Role)),
    Column("swaps_approved", Boolean),
    Column("shifts_confirmed", Boolean),
    Column("pinned_section", String),
)

phone = Table(
    "phone",
    metadata,
    Column("id", BIG_ID, primary_key=True),
    refers_to("unit", "unit"),
    refers_to("person", "person"),
    refers_to("service", "service"),
    Column("role", Word(Role)),
    Column("position", Integer, nullable=False),
    Column("kind", Word(PhoneKind), nullable=False),
    text_column("number"),
    text_column("extension"),
    text_column("label"),
    Column("audience", Word(Audience), nullable=False),
    text_column("hours"),
    text_column("source"),
    Column("verified", Date),
    CheckConstraint(
        "(CASE WHEN unit IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN person IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN service IS NULL THEN 0 ELSE 1 END) = 1",
        name="one_owner",
    ),
    CheckConstraint("(service IS NULL) = (role IS NULL)", name="role_of_service"),
)

chain_step = Table(
    "chain_step",
    metadata,
    refers_to("service", "service", required=True, index=False),
    Column("time_class", Word(TimeClass), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Word(StepKind), nullable=False),
    Column("role", Word(Role)),
    refers_to("of_service", "service"),
    Column("if_rostered", Boolean, nullable=False),
    text_column("text"),
    Column("phone", OnePhone),
    PrimaryKeyConstraint("service", "time_class", "position"),
)

rotation = Table(
    "rotation",
    metadata,
    refers_to("service", "service", required=True, index=False),
    Column("role", Word(Role), nullable=False),
    Column("weekdays", Weekdays, nullable=False),
    Column("choice", Word(DayChoice), nullable=False),
    Column("start", Time, nullable=False),
    Column("end", Time, nullable=False),
    Column("days", Integer, nullable=False),
    Column("people", Turns, nullable=False),
    Column("turn", Word(Turn), nullable=False),
    Column("anchor", Date, nullable=False),
    Column("until", Date),
    PrimaryKeyConstraint("service", "role", "weekdays", "choice", "start", "anchor"),
)

# Without a primary key: the person of a gap is NULL. Without an index on time: a window begins
# anywhere before its end, and reading a million rows through is faster than half of them by index.
shift = Table(
    "shift",
    metadata,
    refers_to("service", "service", required=True, index=False),
    Column("role", Word(Role), nullable=False),
    Column("person", Named(nullable=True), key_of("person"), index=True),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
    UniqueConstraint("service", "start", "role", "person"),
)

term = Table(
    "term",
    metadata,
    Column("word", String, primary_key=True),
    Column("target", String, primary_key=True),
)

calendar_exception = Table(
    "calendar_exception",
    metadata,
    Column("date", Date, primary_key=True),
    Column("kind", Word(DayKind), nullable=False),
    text_column("name"),
    Column("office", Boolean, nullable=False),
)
