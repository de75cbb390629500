"""The table of offers."""

from sqlalchemy import Column, String, Table

from directory.catalogue.roles import Role
from directory.store.columns import Instant, Named, Word
from directory.store.kind_table import KindTable
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored
from directory.swaps.kept import OFFER, OFFERS
from directory.swaps.offer import OfferKind, OfferState

offer = Table(
    "offer",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", Word(OfferKind), nullable=False),
    text_column("service"),
    Column("role", Word(Role), nullable=False),
    Column("person", Named(), nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False, index=True),
    Column("to", Named(), nullable=False),
    Column("state", Word(OfferState), nullable=False),
    Column("made", Instant, nullable=False),
    text_column("made_by"),
    Column("accepted_by", Named(), nullable=False),
    Column("return_role", Word(Role)),
    Column("return_start", Instant),
    Column("return_end", Instant),
    Column("decided", Instant),
    Column("undo_asked_by", Named(nullable=True)),
)

STORED = Stored((OFFERS,), (KindTable(OFFER, offer),))
