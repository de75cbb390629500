"""The table of what has been told of advice: a row for each that packs have been looked at for."""

from sqlalchemy import Column, String, Table

from directory.shortages.advice.told import ADVICE_TOLD, ADVICE_TOLD_KIND
from directory.store.columns import Words
from directory.store.kind_table import KindTable
from directory.store.schema import metadata
from directory.store.stored import Stored

advice_told = Table(
    "advice_told",
    metadata,
    Column("id", String, primary_key=True),
    Column("short", Words(), nullable=False),
    Column("done", Words(), nullable=False),
)

STORED = Stored((ADVICE_TOLD,), (KindTable(ADVICE_TOLD_KIND, advice_told),))
