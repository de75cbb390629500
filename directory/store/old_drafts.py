"""Uploaded rosters that were never published: forgotten after a while."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from directory.store import tables
from directory.store.engine import reading, writing


class OldDrafts:
    """The drafts in the database, as seen by whoever tidies."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def forget(self, before: datetime) -> int:
        """Delete the drafts made before; how many. Writes nothing where there is none."""
        old = tables.roster_draft.c.made < before
        async with reading(self._engine) as connection:
            found = await connection.execute(tables.roster_draft.select().where(old).limit(1))
            if found.first() is None:
                return 0
        async with writing(self._engine) as connection:
            return (await connection.execute(tables.roster_draft.delete().where(old))).rowcount
