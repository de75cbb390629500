"""Starts and stops background work."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from typing import Any, Protocol

from bot.failures import failure_kind, noted_failure

_ENDED = failure_kind("background work ended")


class Running(Protocol):
    """A part of konsult that runs in the background while its block runs."""

    def running(self) -> AbstractAsyncContextManager[str | None]:
        """Runs during the block and has ended after it. May yield a line to show at the start."""


@asynccontextmanager
async def in_order(*parts: Running) -> AsyncIterator[Sequence[str]]:
    """Run all of them while the block runs, started in this order and ended in reverse.

    Yields the lines to show.
    """
    async with AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(part.running()) for part in parts]
        yield [line for line in lines if line]


@asynccontextmanager
async def beside(work: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
    """Do endless work during the block, and cancel it at its end.

    Work that ends by an error is logged at once, and the error is raised at the end of the block.
    """
    task = asyncio.create_task(_logged(work))
    try:
        yield
    finally:
        await cancelled([task])
        if not task.cancelled():
            task.result()


async def _logged(work: Callable[[], Awaitable[object]]) -> None:
    try:
        await work()
    except Exception as error:
        noted_failure(_ENDED, error)
        raise


async def cancelled(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel the tasks and wait until they have ended."""
    ending = list(tasks)
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)


async def ended(tasks: Iterable[asyncio.Task[Any]], within: float | None = None) -> int:
    """Wait for the tasks at most `within` seconds, then cancel the rest; returns how many."""
    waiting = set(tasks)
    if not waiting:
        return 0
    _, late = await asyncio.wait(waiting, timeout=within)
    await cancelled(late)
    return len(late)


async def happens(event: asyncio.Event, within: float) -> bool:
    """Wait for the event at most `within` seconds; returns whether it is set."""
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            await event.wait()
    return event.is_set()
