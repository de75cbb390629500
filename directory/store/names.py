"""The table of words that coordinators have added."""

from sqlalchemy import Column, String, Table

from directory.names.kept import ALIAS, ALIASES
from directory.store.kind_table import KindTable
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored

alias = Table(
    "alias",
    metadata,
    Column("id", String, primary_key=True),
    text_column("word"),
    text_column("target"),
)

STORED = Stored((ALIASES,), (KindTable(ALIAS, alias),))
