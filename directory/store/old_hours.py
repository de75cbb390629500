"""Forgets what became of consultation hours so long ago that no report asks for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from directory.hours.kept import BOOKING, CLOSURE, HOLD, PLACE, WAITING
from directory.kinds import Kind
from directory.store.engine import writing
from directory.store.hours import booking, closure, hold, place, waiting
from directory.store.taken import taken

_PASSING: tuple[tuple[Kind[Any], Table], ...] = (
    (BOOKING, booking),
    (PLACE, place),
    (CLOSURE, closure),
    (HOLD, hold),
    (WAITING, waiting),
)


class SqlOldHours:
    """Bookings, places in lines, closures, holds and who waited. The hours themselves stay, and so
    does the audit, which has no topics."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def forget(self, before: datetime) -> int:
        """Delete what had ended before; how many. Raises StoreUnavailableError.

        None of it is in any process's picture, so no part moves.
        """
        async with writing(self._engine) as connection:
            forgotten = [await _forget(connection, *of, before) for of in _PASSING]
            return sum(forgotten)


async def _forget(
    connection: AsyncConnection, kind: Kind[Any], table: Table, before: datetime
) -> int:
    ended = table.c[kind.ends] < before
    of_kind = taken.c.kind == kind.takes_among
    theirs = taken.c.by.in_(select(table.c.id).where(ended))
    await connection.execute(taken.delete().where(of_kind, theirs))
    return (await connection.execute(table.delete().where(ended))).rowcount
