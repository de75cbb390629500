"""The table of specialist groups."""

from sqlalchemy import Column, String, Table

from directory.shortages.groups.kept import MEDICINE_GROUP, MEDICINE_GROUPS
from directory.store.columns import Words, WordSet
from directory.store.kind_table import KindTable
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored

medicine_group = Table(
    "medicine_group",
    metadata,
    Column("id", String, primary_key=True),
    text_column("name"),
    Column("specialties", WordSet, nullable=False),
    Column("members", WordSet, nullable=False),
    Column("medicines", Words(), nullable=False),
    text_column("made_by"),
)

STORED = Stored((MEDICINE_GROUPS,), (KindTable(MEDICINE_GROUP, medicine_group),))
