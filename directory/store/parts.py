"""Reads the parts that processes hold, from SQLite and PostgreSQL."""

from collections.abc import Collection
from datetime import datetime

from directory.kinds import Loaded
from directory.parts import REGION, Parts, Revisions
from directory.picture import PartReads
from directory.store.engine import reading, reading_one
from directory.store.revisions import read_revisions
from directory.store.room import SqlRoom


class SqlParts(SqlRoom, PartReads):
    """Reads the parts that are registered."""

    async def revisions(self) -> Revisions | None:
        async with reading_one(self._engine) as connection:
            revisions = await read_revisions(connection)
        return revisions if revisions.get(REGION.name) else None

    async def load_parts(self, now: datetime, names: Collection[str] | None = None) -> Parts:
        parts = self._registry.made_of_kinds(names)
        stores = {kind: self._registry.kinds[kind.type] for part in parts for kind in part.kinds}
        async with reading(self._engine) as connection:
            revisions = await read_revisions(connection)
            loaded = {kind: await store.load(connection, now) for kind, store in stores.items()}
        return Parts.made_of(parts, Loaded(loaded), revisions)
