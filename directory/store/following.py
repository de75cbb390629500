"""The table of subscriptions."""

from sqlalchemy import Column, Integer, String, Table

from directory.letters.kept import FOLLOWING, SUBSCRIPTION
from directory.letters.subscriptions import Pace
from directory.store.columns import Instant, Word
from directory.store.kind_table import KindTable
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored

subscription = Table(
    "subscription",
    metadata,
    Column("id", String, primary_key=True),
    text_column("follower"),
    Column("topic", String, nullable=False),
    text_column("target"),
    Column("pace", Word(Pace), nullable=False),
    Column("made", Instant, nullable=False),
    Column("hour", Integer, nullable=False),
)

STORED = Stored((FOLLOWING,), (KindTable(SUBSCRIPTION, subscription),))
