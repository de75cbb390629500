"""The tables of broadcasts, and of whom each was sent to."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from directory.broadcasts.broadcast import BroadcastKind
from directory.broadcasts.kept import BROADCAST, BROADCASTS
from directory.broadcasts.states import RecipientState
from directory.store.columns import Instant, Word, Words
from directory.store.kind_table import KindTable
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored

broadcast = Table(
    "broadcast",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", Word(BroadcastKind), nullable=False),
    text_column("title"),
    Column("lines", Words(), nullable=False),
    text_column("sender"),
    Column("made", Instant, nullable=False),
    Column("due", Instant, nullable=False),
    Column("ends", Instant, nullable=False, index=True),
    Column("targeted", Integer, nullable=False),
    text_column("fingerprint"),
    Column("version", Integer, nullable=False),
    text_column("corrects"),
    Column("unit_answers", Boolean, nullable=False),
    Column("withdrawn", Instant),
    UniqueConstraint("id", "targeted", name="uq_broadcast_targeted"),
)

# The key names as many rows as are targeted; the reference holds `targeted` where it is.
roll = Table(
    "broadcast_roll",
    metadata,
    Column("broadcast", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("targeted", Integer, nullable=False),
    text_column("recipient"),
    text_column("name"),
    Column("units", Words(), nullable=False),
    Column("has_address", Boolean, nullable=False),
    Column("key", String, nullable=False, unique=True),
    Column("fed", Instant),
    Column("acknowledged", Instant),
    Column("reminded", Integer, nullable=False),
    Column("settled", Word(RecipientState)),
    UniqueConstraint("broadcast", "recipient", name="uq_broadcast_roll_recipient"),
    CheckConstraint("number BETWEEN 1 AND targeted", name="number"),
    ForeignKeyConstraint(
        ["broadcast", "targeted"],
        ["broadcast.id", "broadcast.targeted"],
        name="fk_broadcast_roll_broadcast",
    ),
)

# Apart from `broadcast`: it is written every few seconds, and no picture holds it.
looked = Table(
    "broadcast_queue",
    metadata,
    Column("broadcast", String, primary_key=True),
    Column("looked", Instant, nullable=False),
)

STORED = Stored((BROADCASTS,), (KindTable(BROADCAST, broadcast),))
