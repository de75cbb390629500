"""The tables. A table that keeps one kind of value has a column for each field, of the same name.

References between rows of a region are checked when a transaction ends, so that the rows of an
import may be written in any order. What people have written (overrides, failures, accounts) refers
to nothing by constraint: it must survive that a service or a person is taken away.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Time,
    UniqueConstraint,
)

from directory.calendar import DayKind, TimeClass
from directory.chains import StepKind
from directory.oncall import OverrideKind
from directory.people import Access, Profession
from directory.phones import Audience, PhoneKind
from directory.roles import Role
from directory.rotation import DayChoice, Turn
from directory.services import ServiceKind
from directory.store.columns import (
    Hours,
    Instant,
    OnePhone,
    Reference,
    Weekdays,
    Word,
    Words,
    WordSet,
)
from directory.units import Ownership, UnitKind

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

_BIG_ID = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER numbers itself on SQLite


def _text(name: str) -> Column[str]:
    return Column(name, String, nullable=False)


def _refers_to(name: str, table: str, *, required: bool = False, index: bool = True) -> Column[str]:
    key = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return Column(name, Reference, key, nullable=not required, index=index)


# -- the region's files -----------------------------------------------------------------

region = Table(
    "region",
    metadata,
    Column("name", String, primary_key=True),
    _text("default_entry"),
    _text("switchboard"),
    _text("fallback_text"),
    Column("fallback_phone", OnePhone),
    _text("management_text"),
    Column("management_phone", OnePhone),
    Column("demo_people", Words(), nullable=False),
)

unit = Table(
    "unit",
    metadata,
    Column("id", String, primary_key=True),
    _text("name"),
    Column("kind", Word(UnitKind), nullable=False),
    _text("municipality"),
    _refers_to("hospital", "unit"),
    Column("ownership", Word(Ownership), nullable=False),
    _text("operator"),
    _text("hsa_id"),
    Column("former_names", Words(), nullable=False),
    Column("aliases", Words(), nullable=False),
    _text("hours"),
    _text("address"),
)

person = Table(
    "person",
    metadata,
    Column("id", String, primary_key=True),
    _text("name"),
    _text("title"),
    Column("profession", Word(Profession), nullable=False),
    _text("initials"),
    _refers_to("unit", "unit"),
    _text("email"),
    _text("hsa_id"),
    Column("functions", Words(Role), nullable=False),
    Column("access", WordSet(Access), nullable=False),
    Column("show_name", Boolean, nullable=False),
    Column("show_number", Boolean, nullable=False),
)

service = Table(
    "service",
    metadata,
    Column("id", String, primary_key=True),
    _text("name"),
    _text("specialty"),
    Column("kind", Word(ServiceKind), nullable=False),
    _refers_to("unit", "unit", required=True),
    _refers_to("hospital", "unit"),
    Column("municipalities", WordSet(), nullable=False),
    Column("audience", Word(Audience), nullable=False),
    Column("hours", Hours, nullable=False),
    _text("before_call"),
    Column("aliases", Words(), nullable=False),
    _text("roster_source"),
    Column("roster_fresh_hours", Integer, nullable=False),
)

phone = Table(
    "phone",
    metadata,
    Column("id", _BIG_ID, primary_key=True),
    _refers_to("unit", "unit"),
    _refers_to("person", "person"),
    _refers_to("service", "service"),
    Column("role", Word(Role)),
    Column("position", Integer, nullable=False),
    Column("kind", Word(PhoneKind), nullable=False),
    _text("number"),
    _text("extension"),
    _text("label"),
    Column("audience", Word(Audience), nullable=False),
    _text("hours"),
    _text("source"),
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
    _refers_to("service", "service", required=True, index=False),
    Column("time_class", Word(TimeClass), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Word(StepKind), nullable=False),
    Column("role", Word(Role)),
    _refers_to("of_service", "service"),
    Column("if_rostered", Boolean, nullable=False),
    _text("text"),
    Column("phone", OnePhone),
    PrimaryKeyConstraint("service", "time_class", "position"),
)

rotation = Table(
    "rotation",
    metadata,
    _refers_to("service", "service", required=True, index=False),
    Column("role", Word(Role), nullable=False),
    Column("weekdays", Weekdays, nullable=False),
    Column("choice", Word(DayChoice), nullable=False),
    Column("start", Time, nullable=False),
    Column("end", Time, nullable=False),
    Column("days", Integer, nullable=False),
    Column("people", Words(), nullable=False),
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
    _refers_to("service", "service", required=True, index=False),
    Column("role", Word(Role), nullable=False),
    _refers_to("person", "person"),
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
    _text("name"),
    Column("office", Boolean, nullable=False),
)

# -- on top of the region ---------------------------------------------------------------

override = Table(
    "override",
    metadata,
    Column("id", String, primary_key=True),
    _text("service"),
    Column("role", Word(Role), nullable=False),
    Column("kind", Word(OverrideKind), nullable=False),
    _text("person"),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False, index=True),
    _text("instead_of"),
)

account = Table(
    "account",
    metadata,
    Column("id", String, primary_key=True),
    _text("home_unit"),
)

contact_failure = Table(
    "contact_failure",
    metadata,
    Column("id", _BIG_ID, primary_key=True),
    _text("service"),
    Column("step", Integer, nullable=False),
    _text("contact"),
    Column("asked_for", Instant, nullable=False),
    Column("reported", Instant, nullable=False, index=True),
    _text("reporter"),
    _text("unit"),
)

alias = Table(
    "alias",
    metadata,
    Column("id", String, primary_key=True),
    _text("word"),
    _text("target"),
)

roster_read = Table(
    "roster_read",
    metadata,
    Column("service", String, primary_key=True),
    Column("read_at", Instant, nullable=False),
)

# -- what has happened ------------------------------------------------------------------

lookup_count = Table(
    "lookup_count",
    metadata,
    Column("id", _BIG_ID, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
    _text("command"),
    _text("outcome"),
    _text("service"),
    _text("unit"),
)

# One row for each day, command and words; `taken` of the `times` a suggestion was taken.
miss = Table(
    "miss",
    metadata,
    Column("day", Date, primary_key=True),
    Column("command", String, primary_key=True),
    Column("words", String, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("last", Instant, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", _BIG_ID, primary_key=True),
    Column("at", Instant, nullable=False),
    _text("actor"),
    _text("action"),
    _text("entity"),
    _text("key"),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
)

# One row, put there by the first migration.
revision = Table(
    "revision",
    metadata,
    Column("region", BigInteger, nullable=False),
    Column("state", BigInteger, nullable=False),
)
