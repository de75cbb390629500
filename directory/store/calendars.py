"""The table of calendar addresses."""

from sqlalchemy import Boolean, Column, String, Table

from directory.calendars.kept import FEED, FEEDS
from directory.store.columns import Instant
from directory.store.kind_table import KindTable
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored

feed = Table(
    "feed",
    metadata,
    Column("id", String, primary_key=True),
    text_column("service"),
    text_column("person"),
    Column("contacts", Boolean, nullable=False),
    Column("made", Instant, nullable=False),
    text_column("made_by"),
)

STORED = Stored((FEEDS,), (KindTable(FEED, feed),))
