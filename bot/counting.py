"""Lookups are counted after the answer: queued, written in batches, never in its way."""

import asyncio
from collections import deque

import structlog
from prometheus_client import Counter

from directory.changes import Lookup
from directory.repository import Repository, StoreUnavailableError

FLUSHED_EVERY = 5.0
BATCH = 500
MOST_WAITING = 20_000

log = structlog.get_logger(__name__)

LOOKUPS = Counter("konsult_lookups_total", "Answered questions", ["command", "outcome"])
DROPPED = Counter("konsult_lookups_dropped_total", "Lookups not counted: the queue was full")


class Counting:
    """A bounded queue of lookups; when the store is gone for long, the oldest are dropped."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._waiting: deque[Lookup] = deque()

    def add(self, lookup: Lookup) -> None:
        """Note a lookup; takes a microsecond and never fails."""
        LOOKUPS.labels(lookup.command, lookup.outcome).inc()
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.popleft()
            DROPPED.inc()
        self._waiting.append(lookup)

    async def flush(self) -> None:
        """Write what waits; what could not be written waits on."""
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            try:
                await self._repository.count(batch)
            except BaseException:
                self._waiting.extendleft(reversed(batch))
                raise

    async def run(self) -> None:
        """Flush every five seconds until cancelled."""
        while True:
            await asyncio.sleep(FLUSHED_EVERY)
            try:
                await self.flush()
            except StoreUnavailableError:
                log.warning("lookups not counted yet", waiting=len(self._waiting))
