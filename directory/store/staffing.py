"""The table of confirmations of duties."""

from sqlalchemy import Column, String, Table

from directory.catalogue.roles import Role
from directory.staffing.kept import CONFIRMATION, CONFIRMATIONS
from directory.store.columns import Instant, Named, Word
from directory.store.kind_table import KindTable
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored

confirmation = Table(
    "confirmation",
    metadata,
    Column("id", String, primary_key=True),
    text_column("service"),
    Column("role", Word(Role), nullable=False),
    Column("person", Named(), nullable=False),
    Column("start", Instant, nullable=False, index=True),
    Column("at", Instant, nullable=False),
    text_column("by"),
)

STORED = Stored((CONFIRMATIONS,), (KindTable(CONFIRMATION, confirmation),))
