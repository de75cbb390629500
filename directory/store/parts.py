"""Reads the parts that processes hold, from SQLite and PostgreSQL."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Table, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.kinds import Loaded
from directory.parts import REGION, Parts, Revisions
from directory.picture import PartReads
from directory.store.engine import reading, reading_one
from directory.store.kind_table import KindTable
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
        tables = {k: store.table for k, store in stores.items() if isinstance(store, KindTable)}
        async with reading(self._engine) as connection:
            revisions = await read_revisions(connection)
            empty = await _empty(connection, tuple(tables.values()))
            loaded = {
                kind: () if tables.get(kind) in empty else await store.load(connection, now)
                for kind, store in stores.items()
            }
        return Parts.made_of(parts, Loaded(loaded), revisions)


async def _empty(connection: AsyncConnection, tables: tuple[Table, ...]) -> set[Table]:
    """The tables without a row. Much that can be kept seldom is: one question for all of it."""
    if len(tables) < 2:
        return set()
    found = (await connection.execute(_have_rows(tables))).one()
    return {table for table, has_row in zip(tables, found, strict=True) if not has_row}


@cache
def _have_rows(tables: tuple[Table, ...]) -> Any:
    return select(*(exists(select(1).select_from(table)).label(table.name) for table in tables))
