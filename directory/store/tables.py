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
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Time,
    UniqueConstraint,
    text,
)

from directory.agreements.feedback import FeedbackKind
from directory.catalogue.people import Access, Profession
from directory.catalogue.phones import Audience, PhoneKind
from directory.catalogue.roles import Role
from directory.catalogue.services import ServiceKind
from directory.catalogue.units import Ownership, UnitKind
from directory.letters.outbox import DeliveryState
from directory.letters.subscriptions import Pace
from directory.rosters.chains import StepKind
from directory.rosters.override import OverrideKind
from directory.rosters.rotation import DayChoice, Turn
from directory.rosters.somebody import Somebody
from directory.store.columns import (
    Beginnings,
    Instant,
    InsteadOf,
    Named,
    OnePhone,
    Reference,
    Times,
    Turns,
    Weekdays,
    Word,
    Words,
    WordSet,
    WorkingHoursText,
)
from directory.swaps.offer import OfferKind, OfferState
from directory.walltime.days import DayKind, TimeClass

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


def _named(name: str) -> Column[Somebody]:
    return Column(name, Named(), nullable=False)


def _key(table: str) -> ForeignKey:
    return ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def _refers_to(name: str, table: str, *, required: bool = False, index: bool = True) -> Column[str]:
    return Column(name, Reference, _key(table), nullable=not required, index=index)


def _part_index(name: str, column: str, where: str) -> Index:
    return Index(name, column, postgresql_where=text(where), sqlite_where=text(where))


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
    Column("hours", WorkingHoursText, nullable=False),
    _text("before_call"),
    Column("aliases", Words(), nullable=False),
    _text("roster_source"),
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
    _refers_to("service", "service", required=True, index=False),
    Column("role", Word(Role), nullable=False),
    Column("person", Named(nullable=True), _key("person"), index=True),
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
    _named("person"),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False, index=True),
    Column("made", Instant, nullable=False),
    Column("instead_of", InsteadOf, nullable=False),
    _text("made_by"),
)

offer = Table(
    "offer",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", Word(OfferKind), nullable=False),
    _text("service"),
    Column("role", Word(Role), nullable=False),
    _named("person"),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False, index=True),
    _named("to"),
    Column("state", Word(OfferState), nullable=False),
    Column("made", Instant, nullable=False),
    _text("made_by"),
    _named("accepted_by"),
    Column("return_role", Word(Role)),
    Column("return_start", Instant),
    Column("return_end", Instant),
    Column("decided", Instant),
)

confirmation = Table(
    "confirmation",
    metadata,
    Column("id", String, primary_key=True),
    _text("service"),
    Column("role", Word(Role), nullable=False),
    _named("person"),
    Column("start", Instant, nullable=False, index=True),
    Column("at", Instant, nullable=False),
    _text("by"),
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", String, primary_key=True),
    _text("follower"),
    Column("topic", String, nullable=False),
    _text("target"),
    Column("pace", Word(Pace), nullable=False),
    Column("made", Instant, nullable=False),
    Column("hour", Integer, nullable=False),
)

roster_source = Table(
    "roster_source",
    metadata,
    Column("id", String, primary_key=True),
    _text("service"),
    _text("address"),
    Column("roles", WordSet(Role), nullable=False),
    Column("role", Word(Role)),
    Column("every_minutes", Integer, nullable=False),
    _text("etag"),
    _text("modified"),
    Column("checked", Instant),
    Column("read", Instant),
    _text("problem"),
    Column("begins", Beginnings, nullable=False),
)

roster_name = Table(
    "roster_name",
    metadata,
    Column("id", String, primary_key=True),
    _text("service"),
    _text("written"),
    _named("person"),
)

feed = Table(
    "feed",
    metadata,
    Column("id", String, primary_key=True),
    _text("service"),
    _text("person"),
    Column("contacts", Boolean, nullable=False),
    Column("made", Instant, nullable=False),
    _text("made_by"),
)

# The shifts that roster sources say; as `shift`, but nothing here is the region's files'.
rostered = Table(
    "rostered",
    metadata,
    Column("source", String, nullable=False, index=True),
    _text("service"),
    Column("role", Word(Role), nullable=False),
    _named("person"),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False, index=True),
)

# Every version of every agreement; `current` is the one of its document that holds here.
agreement_version = Table(
    "agreement_version",
    metadata,
    Column("id", String, primary_key=True),
    _text("document"),
    Column("current", Boolean, nullable=False, index=True),
    Column("content", JSON, nullable=False),
    Column("added", Instant, nullable=False),
    _text("added_by"),
    Index("ix_agreement_version_document", "document", "added"),
)

agreement_feedback = Table(
    "agreement_feedback",
    metadata,
    Column("id", String, primary_key=True),
    _text("document"),
    _text("version"),
    _text("heading"),
    _text("passage"),
    Column("kind", Word(FeedbackKind), nullable=False),
    _text("comment"),
    _text("reporter"),
    _text("unit"),
    Column("at", Instant, nullable=False),
    _text("answer"),
    Column("closed", Instant),
    _text("closed_by"),
)

agreement_read = Table(
    "agreement_read",
    metadata,
    Column("id", String, primary_key=True),
    _text("document"),
    _text("version"),
    _text("reader"),
    Column("at", Instant, nullable=False),
)

# Agreements that somebody has uploaded and not yet published, all files in one.
agreement_draft = Table(
    "agreement_draft",
    metadata,
    Column("id", String, primary_key=True),
    _text("account"),
    Column("made", Instant, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# A roster that somebody has uploaded and not yet published.
roster_draft = Table(
    "roster_draft",
    metadata,
    Column("id", String, primary_key=True),
    _text("service"),
    _text("account"),
    Column("made", Instant, nullable=False),
    _text("name"),
    Column("role", Word(Role)),
    Column("content", LargeBinary, nullable=False),
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
    Column("id", String, primary_key=True),
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

# -- what leaves konsult unasked ----------------------------------------------------------

letter = Table(
    "letter",
    metadata,
    Column("id", String, primary_key=True),
    _text("topic"),
    _text("title"),
    Column("lines", JSON, nullable=False),
    Column("buttons", JSON, nullable=False),
)

# `due` of a delivery that is being sent is when its lease runs out. Each queue is one range of one
# index; written out, as an index is not used for a condition with parameters.
QUEUED = "state = 'waiting' AND NOT digest"
LEASED = "state = 'sending'"
FOR_DIGEST = "state = 'waiting' AND digest"

delivery = Table(
    "delivery",
    metadata,
    Column("id", String, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    _text("recipient"),
    _refers_to("letter", "letter", required=True),
    Column("state", Word(DeliveryState), nullable=False),
    Column("due", Instant, nullable=False),
    Column("digest", Boolean, nullable=False),
    Column("tried", Words, nullable=False),
    Column("channel", String),
    Column("attempts", Integer, nullable=False),
    _text("holder"),
    _text("reference"),
    _text("error"),
    Column("made", Instant, nullable=False),
    Column("since", Instant),
    Column("changed", Instant, nullable=False),
    Column("seen", Instant),
    _part_index("ix_delivery_due", "due", QUEUED),
    _part_index("ix_delivery_lease", "due", LEASED),
    _part_index("ix_delivery_digest", "due", FOR_DIGEST),
    Index("ix_delivery_recipient", "recipient", "made"),
)

duty_lease = Table(
    "duty_lease",
    metadata,
    Column("name", String, primary_key=True),
    _text("holder"),
    Column("until", Instant, nullable=False),
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

# A row for each part, the region and the agreements; `migrate` puts there those that are missing.
revision = Table(
    "revision",
    metadata,
    Column("part", String, primary_key=True),
    Column("number", BigInteger, nullable=False),
)
