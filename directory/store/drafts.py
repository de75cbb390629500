"""Drafts on SQLite and PostgreSQL."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, LargeBinary, String, Table, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.catalogue.roles import Role
from directory.publishing.drafts import D, Drafts
from directory.publishing.roster_drafts import RosterDraft
from directory.store.columns import Instant, Word
from directory.store.engine import reading, writing
from directory.store.rows import Columns, to_row
from directory.store.schema import metadata, text_column

# Rosters that are uploaded and not yet published.
roster_draft = Table(
    "roster_draft",
    metadata,
    Column("id", String, primary_key=True),
    text_column("service"),
    text_column("account"),
    Column("made", Instant, nullable=False),
    text_column("name"),
    Column("role", Word(Role)),
    Column("content", LargeBinary, nullable=False),
    Column("source", String, nullable=False, server_default=text("''")),
)


class SqlDrafts(Drafts[D]):
    """Keeps drafts of one kind in a table of a database that `migrate` has brought up to date."""

    def __init__(
        self,
        engine: AsyncEngine,
        table: Table,
        row_of: Callable[[D], Columns],
        draft_of: Callable[[Mapping[Any, Any]], D],
    ) -> None:
        self._engine = engine
        self._table = table
        self._row_of = row_of
        self._draft_of = draft_of

    async def put(self, draft: D) -> None:
        async with writing(self._engine) as connection:
            await connection.execute(self._table.insert(), [self._row_of(draft)])

    async def read(self, id_: str, account: str) -> D | None:
        column = self._table.c
        own = select(self._table).where(column.id == id_, column.account == account)
        async with reading(self._engine) as connection:
            row = (await connection.execute(own)).mappings().one_or_none()
        return self._draft_of(row) if row else None

    async def discard(self, id_: str) -> None:
        async with writing(self._engine) as connection:
            await connection.execute(self._table.delete().where(self._table.c.id == id_))

    async def forget(self, before: datetime) -> int:
        old = self._table.delete().where(self._table.c.made < before)
        async with writing(self._engine) as connection:
            return (await connection.execute(old)).rowcount


def roster_drafts(engine: AsyncEngine) -> SqlDrafts[RosterDraft]:
    """The store of roster drafts."""
    return SqlDrafts(engine, roster_draft, to_row, lambda row: RosterDraft(**row))
