"""The life of what runs beside the answers: begun, and ended in good order."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from typing import Any, Protocol

import structlog

log = structlog.get_logger(__name__)


class Running(Protocol):
    """A part of konsult that works by itself while its block runs."""

    def running(self) -> AbstractAsyncContextManager[str | None]:
        """Works inside the block, has ended after it. May yield words to show at the start."""


@asynccontextmanager
async def in_order(*parts: Running) -> AsyncIterator[Sequence[str]]:
    """All of them while the block runs, begun in this order and ended in the opposite one.

    Yields what they say.
    """
    async with AsyncExitStack() as stack:
        words = [await stack.enter_async_context(part.running()) for part in parts]
        yield [said for said in words if said]


@asynccontextmanager
async def beside(work: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
    """Do endless work beside the block, and break it off at its end.

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
    except Exception:
        log.exception("background work ended")
        raise


async def cancelled(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Break the tasks off and wait until they have ended."""
    ending = list(tasks)
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)


async def ended(tasks: Iterable[asyncio.Task[Any]], within: float | None = None) -> int:
    """Wait for the tasks at most so many seconds, then break the late ones off; how many."""
    waiting = set(tasks)
    if not waiting:
        return 0
    _, late = await asyncio.wait(waiting, timeout=within)
    await cancelled(late)
    return len(late)


async def happens(event: asyncio.Event, within: float) -> bool:
    """Wait for the event at most so many seconds; whether it has come."""
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            await event.wait()
    return event.is_set()
