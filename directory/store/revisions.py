"""The revisions in an open transaction: read, locked, and moved by whoever writes."""

from collections.abc import Collection, Iterable

from sqlalchemy import BigInteger, Column, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.parts import Revisions
from directory.store.engine import insert_into
from directory.store.schema import metadata
from directory.transaction import MovedError

# A row for each part, the region and the agreements; `migrate` puts there those that are missing.
revision = Table(
    "revision",
    metadata,
    Column("part", String, primary_key=True),
    Column("number", BigInteger, nullable=False),
)

_row = revision.c


async def read_revisions(connection: AsyncConnection) -> Revisions:
    """All revisions as they are."""
    rows = await connection.execute(select(_row.part, _row.number))
    return {row.part: row.number for row in rows}


async def move(
    connection: AsyncConnection, names: Collection[str], expected: Revisions | None = None
) -> None:
    """Say that these have been written; the first thing that a transaction does.

    Others who write one of them, and others whose decision rests on one of them or moves one that
    this one rests on, wait until this transaction has ended. All lock their rows in the order of
    the names, so that no two wait for each other. Raises MovedError if a revision is no longer the
    expected one.
    """
    rests_on = expected or {}
    if len(names) != 1 or rests_on:
        locked = await _lock(connection, {*names, *rests_on})
        if any(locked[name] != number for name, number in rests_on.items()):
            raise MovedError
    if names:
        moved = revision.update().values(number=_row.number + 1)
        await connection.execute(moved.where(_row.part.in_(names)))


async def make_missing(connection: AsyncConnection, names: Iterable[str]) -> None:
    """A row for each of these that has none yet."""
    new = insert_into(connection, revision).on_conflict_do_nothing()
    await connection.execute(new, [{"part": name, "number": 0} for name in sorted(names)])


async def _lock(connection: AsyncConnection, names: Iterable[str]) -> Revisions:
    query = select(_row.part, _row.number).where(_row.part.in_(names))
    rows = await connection.execute(query.order_by(_row.part).with_for_update())
    return {row.part: row.number for row in rows}
