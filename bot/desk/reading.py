"""What an answer waits for: the shifts and whatever else is not in memory, but never for long."""

from datetime import datetime, timedelta
from typing import Any

from bot.desk.time_left import TimeLeft
from bot.live import Live
from directory.query import Patience, Query, Reads, UnreadError
from directory.snapshot import Snapshot
from directory.transaction import StoreUnavailableError

KNOWN_TO_BE_GONE = 0.2
"""Seconds that are waited for a store that has not answered for half a minute."""
_A_YEAR = timedelta(days=366)


class PatientReading:
    """Reads for one answer what the picture in memory does not hold, within the time of it."""

    def __init__(self, live: Live, reads: Reads, time: TimeLeft) -> None:
        self._live = live
        self._reads = reads
        self._time = time

    async def answer(self, query: Query[Any]) -> object:
        """The answer; UnreadError if the store is out of reach or too slow."""
        try:
            return await self._waits(query.answer(self._reads))
        except StoreUnavailableError as error:
            raise UnreadError(query) from error

    async def present(self, now: datetime) -> Snapshot:
        """The directory in memory; for a moment that it does not reach with the shifts of then, or
        as not read where they cannot be had. StoreUnavailableError until a region is loaded."""
        present = self._live.present()
        if present.rosters.reaches(now):
            return present
        try:
            return await self._live.reaching(now, self._waits)
        except StoreUnavailableError:
            return present.unread(now, now + _A_YEAR)

    @property
    def _waits(self) -> Patience:
        is_gone = self._live.unreachable_since() is not None
        return TimeLeft(KNOWN_TO_BE_GONE).waits if is_gone else self._time.waits
