"""Drafts of rosters on SQLite and PostgreSQL."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.roster_drafts import Drafts, RosterDraft
from directory.store import tables
from directory.store.engine import reading, writing
from directory.store.rows import to_row

_row = tables.roster_draft.c


class SqlDrafts(Drafts):
    """Keeps drafts in a database that `migrate` has brought up to date."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def put(self, draft: RosterDraft) -> None:
        async with writing(self._engine) as connection:
            await connection.execute(tables.roster_draft.insert(), [to_row(draft)])

    async def read(self, id_: str, account: str) -> RosterDraft | None:
        own = select(tables.roster_draft).where(_row.id == id_, _row.account == account)
        async with reading(self._engine) as connection:
            found = (await connection.execute(own)).mappings().one_or_none()
        return RosterDraft(**found) if found else None

    async def discard(self, id_: str) -> None:
        async with writing(self._engine) as connection:
            await connection.execute(tables.roster_draft.delete().where(_row.id == id_))

    async def forget(self, before: datetime) -> int:
        old = tables.roster_draft.delete().where(_row.made < before)
        async with writing(self._engine) as connection:
            return (await connection.execute(old)).rowcount
