"""Counts lookups and misses after the answer: queued, written in batches."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from itertools import count, islice
from typing import get_args

import structlog
from prometheus_client import Counter

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.background.running import beside
from bot.failures import failure_kind, log_failure
from directory.counting.lookups import Lookup, Outcome
from directory.counting.misses import Miss
from directory.counting.port import Counts
from directory.transaction import StoreUnavailableError

FLUSHED_EVERY = 5.0
LAST_FLUSH = 2.0
BATCH = 500
MOST_WAITING = 20_000
MOST_ASIDE = 1_000

Counted = tuple[Lookup | Miss, int]
"""An event, and how many times it was."""

log = structlog.get_logger(__name__)

_NOT_COUNTED = failure_kind("lookups not counted")

LOOKUPS = Counter("konsult_lookups_total", "Answered questions", ["command", "outcome"])
MISSES = Counter("konsult_misses_total", "Questions not understood", ["command", "taken"])
DROPPED = Counter(
    "konsult_lookups_dropped_total", "Lookups and misses not counted: the queue was full"
)


def expect(commands: Iterable[str]) -> None:
    """Show these from the start, with nothing counted."""
    for command in commands:
        for outcome in get_args(Outcome):
            LOOKUPS.labels(command, outcome)
        for is_taken in ("yes", "no"):
            MISSES.labels(command, is_taken)


class Counting:
    """What has been asked, added up until it is written: within a minute many ask the same.

    When too many differ because the store is unavailable, the oldest are dropped.
    """

    def __init__(self, store: Counts, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._apart = Apart("counting")
        self._numbers = count()
        self._aside: dict[RoundItem, Counted] = {}
        self._waiting: dict[Lookup | Miss, int] = {}

    def add(self, event: Lookup | Miss) -> None:
        """Add an event; takes microseconds and never fails."""
        match event:
            case Lookup():
                LOOKUPS.labels(event.command, event.outcome).inc()
            case Miss():
                MISSES.labels(event.command, "yes" if event.taken else "no").inc()
        times = self._waiting.get(event, 0)
        if not times and len(self._waiting) >= MOST_WAITING:
            DROPPED.inc(self._waiting.pop(next(iter(self._waiting))))
        self._waiting[event] = times + 1

    async def flush(self) -> None:
        """Write what is queued; what was not written stays queued if it raises
        StoreUnavailableError. An event that cannot be written is set aside and tried again."""
        while self._waiting:
            batch = list(islice(self._waiting.items(), BATCH))
            for event, _ in batch:
                del self._waiting[event]
            try:
                await self._write([one for one in batch if isinstance(one[0], Lookup)])
                batch = [one for one in batch if isinstance(one[0], Miss)]
                await self._write(batch)
            except BaseException:
                self._put_back(batch)
                raise
        await self._try_again()

    def _put_back(self, batch: Sequence[Counted]) -> None:
        """Before what has been added meanwhile: it is the older."""
        newer, self._waiting = self._waiting, dict(batch)
        for event, times in newer.items():
            self._waiting[event] = self._waiting.get(event, 0) + times

    async def _write(self, events: Sequence[Counted]) -> None:
        """All of them at once; one by one where that fails."""
        try:
            await self._count(events)
        except StoreUnavailableError:
            raise
        except Exception:  # noted with the event that it is about
            self._aside |= {
                RoundItem(ItemKind.EVENT, str(next(self._numbers))): one for one in events
            }

    async def _try_again(self) -> None:
        """Those that were set aside and whose time has come; the oldest are dropped."""
        for item in list(self._aside)[:-MOST_ASIDE]:
            DROPPED.inc(self._aside.pop(item)[1])
        written = await Round(self._apart, self._clock()).each_waiting(
            list(self._aside.items()), lambda one: one[0], self._written
        )
        for item in written:
            del self._aside[item]

    async def _written(self, one: tuple[RoundItem, Counted]) -> RoundItem:
        await self._count([one[1]])
        return one[0]

    async def _count(self, events: Sequence[Counted]) -> None:
        lookups = {event: times for event, times in events if isinstance(event, Lookup)}
        misses = [one for one, times in events if isinstance(one, Miss) for _ in range(times)]
        if lookups:
            await self._store.count(lookups)
        if misses:
            await self._store.count_misses(misses)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Flush every five seconds while the block runs, and what is left at its end."""
        try:
            async with beside(self._flush_now_and_then):
                yield
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(LAST_FLUSH):
                    await self.flush()

    async def _flush_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(FLUSHED_EVERY)
            try:
                await self.flush()
            except StoreUnavailableError:
                log.warning("lookups not counted yet", waiting=len(self._waiting))
            except Exception as error:  # last resort: they wait for the next time
                log_failure(_NOT_COUNTED, error)
