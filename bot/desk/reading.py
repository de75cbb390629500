"""What an answer waits for: the shifts and whatever else is not in memory, but never for long."""

from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.background.running import within
from bot.live import Live
from directory.query import Query, Reads, UnreadError
from directory.snapshot import Snapshot
from directory.transaction import StoreUnavailableError

SLOWEST_READ = 2.0
"""Seconds; Slack has given up after three."""
KNOWN_TO_BE_GONE = 0.2
"""The same where the store has not answered for half a minute."""
_A_YEAR = timedelta(days=366)

V = TypeVar("V")


class PatientReading:
    """Reads for one answer what the picture in memory does not hold."""

    def __init__(self, live: Live, reads: Reads) -> None:
        self._live = live
        self._reads = reads

    async def answer(self, query: Query[Any]) -> object:
        """The answer; UnreadError if the store is out of reach or slower than SLOWEST_READ."""
        try:
            return await self._soon(query.answer(self._reads))
        except (StoreUnavailableError, TimeoutError) as error:
            raise UnreadError(query) from error

    async def present(self, now: datetime) -> Snapshot:
        """The directory in memory; for a moment that it does not reach with the shifts of then, or
        as not read where they cannot be had. StoreUnavailableError until a region is loaded."""
        present = self._live.present()
        if present.rosters.reaches(now):
            return present
        try:
            return await self._soon(self._live.reaching(now))
        except (StoreUnavailableError, TimeoutError):
            return present.unread(now, now + _A_YEAR)

    async def _soon(self, reading: Coroutine[Any, Any, V]) -> V:
        is_gone = self._live.unreachable_since() is not None
        return await within(KNOWN_TO_BE_GONE if is_gone else SLOWEST_READ, reading)
