"""What one request may wait for the store: some seconds in all, whatever it reads and writes.

The waiting ends on time also where a database that hangs does not let itself be interrupted: what
is given up goes on in the background until it has ended.
"""

import asyncio
from collections.abc import Callable, Coroutine
from enum import Enum, auto
from typing import Any, TypeVar

import structlog

from bot.background.running import ended
from directory.transaction import StoreUnavailableError, UnsureError, WriteAttempt

IN_ALL = 2.0
"""Seconds that a request may wait for the store in all: Slack wants its answer within three."""

T = TypeVar("T")

_sleep: Callable[[float], Coroutine[Any, Any, Any]] = asyncio.sleep
_going_on: set[asyncio.Task[Any]] = set()

log = structlog.get_logger(__name__)


class WriteOutcome(Enum):
    """What is known of a write when it has been waited for."""

    YES = auto()
    NO = auto()
    """Nothing is written, now or later."""
    PERHAPS = auto()
    """The database has been told to commit, and has not answered."""


class TimeLeft:
    """The time that is left of a request's seconds; it runs from when it is made."""

    def __init__(
        self, seconds: float = IN_ALL, sleep: Callable[[float], Coroutine[Any, Any, Any]] = _sleep
    ) -> None:
        self._ends = asyncio.get_running_loop().time() + seconds
        self._sleep = sleep

    async def waits(self, work: Coroutine[Any, Any, T]) -> T:
        """What the work returns. Raises StoreUnavailableError when the time is out."""
        task = await self._begun(work)
        if not task.done():
            task.cancel()
            raise StoreUnavailableError("no answer in time")
        return task.result()

    async def writes(
        self, write: Callable[[WriteAttempt], Coroutine[Any, Any, None]]
    ) -> WriteOutcome:
        """Whether it has been written. Raises MovedError, and what else the write raises."""
        attempt = WriteAttempt()
        task = await self._begun(write(attempt), attempt)
        if not task.done():
            return _as_far_as(attempt, task)
        try:
            task.result()
        except UnsureError:
            return WriteOutcome.PERHAPS
        except StoreUnavailableError:
            return WriteOutcome.YES if attempt.is_written else WriteOutcome.NO
        return WriteOutcome.YES

    async def _begun(
        self, work: Coroutine[Any, Any, T], attempt: WriteAttempt | None = None
    ) -> asyncio.Task[T]:
        """The work when it has ended or the time is out."""
        task = asyncio.create_task(work)
        _going_on.add(task)
        task.add_done_callback(_ended)
        left = self._ends - asyncio.get_running_loop().time()
        out = asyncio.create_task(self._sleep(max(left, 0.0)))
        either: list[asyncio.Task[Any]] = [task, out]
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            if attempt is None or attempt.give_up():
                task.cancel()
            raise
        finally:
            out.cancel()
        return task


async def settled(within: float = IN_ALL) -> None:
    """Wait until what has been given up has ended, and cancel what has not.

    To be called when nobody asks any more, before the store is closed.
    """
    loop = asyncio.get_running_loop()
    await ended([task for task in _going_on if task.get_loop() is loop], within)


def _as_far_as(attempt: WriteAttempt, task: asyncio.Task[None]) -> WriteOutcome:
    """Give up a write that takes too long, unless it is too late for that."""
    if attempt.give_up():
        task.cancel()
        return WriteOutcome.NO
    if attempt.is_written:
        return WriteOutcome.YES
    task.add_done_callback(_told_late)
    return WriteOutcome.PERHAPS


def _told_late(task: asyncio.Task[None]) -> None:
    is_saved = not task.cancelled() and task.exception() is None
    log.warning("late write has ended", saved=is_saved)


def _ended(task: asyncio.Task[Any]) -> None:
    """Let the work go; what it raised has been told, or nobody waits for it any more."""
    _going_on.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        log.debug("waited for no longer", error=type(error).__name__)
