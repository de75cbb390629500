"""Replaces waiting deliveries by digests, any number in one transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.letters.outbox import WHY_DROPPED, DeliveryState, Digest
from directory.store import outbox_tables as tables
from directory.store.deliveries import known_keys, put
from directory.store.given import given_pairs

_row = tables.delivery.c


async def collect(connection: AsyncConnection, digests: Sequence[Digest]) -> int:
    """`directory.letters.outbox.Outbox.collect` in an open transaction.

    Puts nothing if another process puts one of the digests at the same time.
    """
    put_before = await known_keys(connection, [digest.delivery.key for digest in digests])
    new = [digest for digest in digests if digest.delivery.key not in put_before]
    marked = await _mark_digested(connection, new)
    whole = [digest for digest in new if marked.issuperset(digest.items)]
    await _give_back(connection, marked.difference(*(digest.items for digest in whole)))
    if await put(connection, [digest.delivery for digest in whole]) == len(whole):
        return len(whole)
    await connection.rollback()
    return 0


async def drop(
    connection: AsyncConnection, items: Collection[str], state: DeliveryState, now: datetime
) -> int:
    """`directory.letters.outbox.Outbox.drop` in an open transaction."""
    given = given_pairs(connection, dict.fromkeys(items, ""))
    waiting = text(tables.FOR_DIGEST), _row.id == given.c.key
    dropped = {"state": state, "error": WHY_DROPPED[state], "changed": now}
    statement = update(tables.delivery).where(*waiting).values(dropped)
    counted = statement.execution_options(preserve_rowcount=True)
    return (await connection.execute(counted)).rowcount


async def _mark_digested(connection: AsyncConnection, digests: Sequence[Digest]) -> set[str]:
    """Mark the items that still wait as DIGESTED; returns their ids."""
    if not digests:
        return set()
    given = given_pairs(connection, {item: "" for digest in digests for item in digest.items})
    waiting = text(tables.FOR_DIGEST), _row.id == given.c.key
    digested = {"state": DeliveryState.DIGESTED, "changed": digests[0].delivery.made}
    statement = update(tables.delivery).where(*waiting).values(digested).returning(_row.id)
    return set((await connection.execute(statement)).scalars())


async def _give_back(connection: AsyncConnection, items: Collection[str]) -> None:
    """Let items wait for another digest."""
    if items:
        given = given_pairs(connection, dict.fromkeys(items, ""))
        again = update(tables.delivery).where(_row.id == given.c.key)
        await connection.execute(again.values(state=DeliveryState.WAITING))
