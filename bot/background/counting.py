"""Counts lookups and misses after the answer: queued, written in batches."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from prometheus_client import Counter

from bot.background.running import beside
from directory.counting.lookups import Lookup
from directory.counting.misses import Miss
from directory.counting.port import Counts
from directory.transaction import StoreUnavailableError

FLUSHED_EVERY = 5.0
LAST_FLUSH = 2.0
BATCH = 500
MOST_WAITING = 20_000

log = structlog.get_logger(__name__)

LOOKUPS = Counter("konsult_lookups_total", "Answered questions", ["command", "outcome"])
MISSES = Counter("konsult_misses_total", "Questions not understood", ["command", "taken"])
DROPPED = Counter(
    "konsult_lookups_dropped_total", "Lookups and misses not counted: the queue was full"
)


class Counting:
    """A bounded queue; when it is full because the store is unavailable, the oldest are dropped."""

    def __init__(self, store: Counts) -> None:
        self._store = store
        self._waiting: deque[Lookup | Miss] = deque()

    def add(self, event: Lookup | Miss) -> None:
        """Queue an event; takes a microsecond and never fails."""
        match event:
            case Lookup():
                LOOKUPS.labels(event.command, event.outcome).inc()
            case Miss():
                MISSES.labels(event.command, "yes" if event.taken else "no").inc()
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.popleft()
            DROPPED.inc()
        self._waiting.append(event)

    async def flush(self) -> None:
        """Write what is queued; on an error, what was not written stays queued."""
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            try:
                await self._store.count([event for event in batch if isinstance(event, Lookup)])
                misses = [event for event in batch if isinstance(event, Miss)]
                batch = [*misses]
                await self._store.count_misses(misses)
            except BaseException:
                self._waiting.extendleft(reversed(batch))
                raise

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
