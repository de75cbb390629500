"""Whatever is under way when konsult ends, no connection is left open: a process would not end."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.desk.time_left import TimeLeft, WriteOutcome, settled
from directory.accounts.account import ACCOUNTS, Account
from directory.changes import Keep
from directory.store.engine import close_engine
from directory.store.store import SqlStore
from directory.transaction import StoreUnavailableError, WriteAttempt
from tests.contract.conftest import NOW
from tests.patience import PATIENCE

MOMENTS = range(1, 25, 3)
"""What happens to connections, counted: all is cancelled at one of them."""


def counted(engine: AsyncEngine) -> Counter[str]:
    """Connections that are opened and closed."""
    counts = Counter[str]()
    for name in ("connect", "close"):
        event.listen(engine.sync_engine, name, lambda *_, name=name: counts.update([name]))
    return counts


def at_the(number: int, engine: AsyncEngine) -> asyncio.Event:
    """Set when so much has happened to connections."""
    reached, left = asyncio.Event(), iter(range(number - 1))

    def happened(*_: object) -> None:
        if next(left, None) is None:
            reached.set()

    for name in ("checkout", "begin", "before_cursor_execute", "commit", "checkin"):
        event.listen(engine.sync_engine, name, happened)
    return reached


async def fills(engine: AsyncEngine) -> None:
    """The pool has a connection for each: none is cancelled while it is opened."""
    async with AsyncExitStack() as stack:
        for _ in range(4):
            await stack.enter_async_context(engine.connect())


@pytest.mark.parametrize("moment", MOMENTS)
async def test_what_is_cancelled_leaves_no_connection(migrated: AsyncEngine, moment: int) -> None:
    store, counts = SqlStore(migrated), counted(migrated)
    await fills(migrated)
    reached = at_the(moment, migrated)
    under_way = [
        *(asyncio.create_task(store.load_parts(NOW)) for _ in range(2)),
        *(
            asyncio.create_task(store.apply([Keep(Account(f"web:{n}", "b"))], actor="a", now=NOW))
            for n in range(2)
        ),
    ]
    until = asyncio.create_task(reached.wait())
    either: list[asyncio.Future[Any]] = [until, asyncio.gather(*under_way)]
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    for task in (until, *under_way):
        task.cancel()
    await close_engine(migrated, within=PATIENCE)
    assert counts["connect"] == counts["close"]
    await asyncio.gather(*under_way, return_exceptions=True)


async def test_what_was_given_up_has_ended_when_the_desk_is_closed(migrated: AsyncEngine) -> None:
    store, counts, reached = SqlStore(migrated), counted(migrated), asyncio.Event()
    event.listen(migrated.sync_engine, "commit", lambda _: reached.set())
    left = TimeLeft(sleep=lambda _: reached.wait())

    async def write(attempt: WriteAttempt) -> None:
        await store.apply([Keep(Account("web:a", "b"))], actor="a", now=NOW, attempt=attempt)

    outcome = await left.writes(write)
    assert outcome is not WriteOutcome.NO
    with pytest.raises(StoreUnavailableError):
        await TimeLeft(0.0).waits(store.load_parts(NOW))
    await settled(within=PATIENCE)
    assert [one.id for one in (await store.load_parts(NOW)).of(ACCOUNTS)] == ["web:a"]
    await close_engine(migrated, within=PATIENCE)
    assert counts["connect"] == counts["close"] > 0


async def test_a_connection_that_never_comes_back_is_not_waited_for(migrated: AsyncEngine) -> None:
    async with migrated.connect() as connection:
        await close_engine(migrated, within=0.01)
        await connection.invalidate()
