"""Starts and stops background work."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from typing import Any, Protocol, TypeVar

import structlog

V = TypeVar("V")

log = structlog.get_logger(__name__)

_left: set[asyncio.Task[Any]] = set()


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
    except Exception:
        log.exception("background work ended")
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


async def within(seconds: float, work: Coroutine[Any, Any, V]) -> V:
    """What the work comes to; TimeoutError where it takes longer.

    It is then left to end by itself, unheard: to cancel what waits for a database that does not
    answer may take as long as the answer.
    """
    task = asyncio.create_task(work)
    _left.add(task)
    task.add_done_callback(_heard)
    await asyncio.wait({task}, timeout=seconds)
    if not task.done():
        raise TimeoutError
    return task.result()


def _heard(task: asyncio.Task[Any]) -> None:
    _left.discard(task)
    if not task.cancelled():
        task.exception()


async def happens(event: asyncio.Event, within: float) -> bool:
    """Wait for the event at most `within` seconds; returns whether it is set."""
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            await event.wait()
    return event.is_set()
