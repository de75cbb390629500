"""The tables of the outbox."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, text

from directory.letters.outbox import DeliveryState, Urgency
from directory.store.columns import Instant, Word, Words
from directory.store.schema import metadata, refers_to, text_column

# While a delivery is being sent, `due` is the end of its lease. Each queue is one range of one
# index (`whole_schema`); written out, since a partial index is not used for a condition with
# parameters.
QUEUED = "state = 'waiting' AND NOT digest"
LEASED = "state = 'sending'"
FOR_DIGEST = "state = 'waiting' AND digest"
NOT_WELL = "state IN ('unsure', 'unreachable', 'expired')"

letter = Table(
    "letter",
    metadata,
    Column("id", String, primary_key=True),
    text_column("topic"),
    text_column("title"),
    Column("lines", JSON, nullable=False),
    Column("buttons", JSON, nullable=False),
    Column("matter", String, nullable=False, server_default=text("''")),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", String, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    text_column("recipient"),
    refers_to("letter", "letter", required=True),
    Column("state", Word(DeliveryState), nullable=False),
    Column("due", Instant, nullable=False),
    Column("digest", Boolean, nullable=False),
    Column("tried", Words, nullable=False),
    Column("channel", String),
    Column("attempts", Integer, nullable=False),
    text_column("holder"),
    text_column("reference"),
    text_column("error"),
    Column("made", Instant, nullable=False),
    Column("since", Instant),
    Column("changed", Instant, nullable=False),
    Column("seen", Instant),
    Column("redrawn", Instant),
    Column("ends", Instant),
    Column("urgency", Word(Urgency), nullable=False, server_default=text("'usual'")),
    Column("doubts", Words),
    Column("resent", Instant),
    Column("way", String),
    Index("ix_delivery_recipient", "recipient", "made"),
)
