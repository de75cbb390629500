"""The table of replacement advice: a row for each version."""

from sqlalchemy import Column, Integer, String, Table, text

from directory.shortages.advice.advice import AdviceEdit, AdviceState
from directory.shortages.advice.content import AdviceContent
from directory.shortages.advice.kept import ADVICE, ADVICE_KIND
from directory.store.columns import AsJson, Instant, JsonText, Word
from directory.store.kind_table import KindTable
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored

replacement_advice = Table(
    "replacement_advice",
    metadata,
    Column("id", String, primary_key=True),
    text_column("advice"),
    Column("version", Integer, nullable=False),
    text_column("group"),
    Column("content", AsJson(AdviceContent), nullable=False),
    Column("state", Word(AdviceState), nullable=False),
    text_column("writer"),
    Column("written", Instant, nullable=False),
    text_column("approver"),
    Column("approved", Instant),
    text_column("approved_text"),
    Column("over", Instant, index=True),
    text_column("reason"),
    text_column("withdrew"),
    Column("edits", JsonText(tuple[AdviceEdit, ...]), nullable=False, server_default=text("'[]'")),
)

STORED = Stored((ADVICE,), (KindTable(ADVICE_KIND, replacement_advice),))
