"""A region in by hand: what it would change, and those who follow a number are told."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from bot.live import Live
from bot.region.number_news import number_news
from directory.accounts.account import ACCOUNTS
from directory.letters.kept import FOLLOWING
from directory.picture import PartReads, RegionReads
from directory.region import Region, RowChange, diff
from directory.transaction import RegionImports
from directory.walltime.hours import Hours


class RegionStore(RegionReads, PartReads, RegionImports, Protocol):
    """What an import of a region asks of the store."""


class RegionImporting:
    """Compares a region with the one in the store, or puts it there."""

    def __init__(self, store: RegionStore, live: Live, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._live = live
        self._clock = clock

    async def difference(self, region: Region) -> Sequence[RowChange]:
        """What an import of the region would change."""
        return diff(await self._store.load_region(), region)

    async def import_region(self, region: Region, actor: str) -> Sequence[RowChange]:
        """Import the region and tell those who follow a unit of its changed numbers."""
        now = self._clock()
        before = await self._store.load_region(Hours.at(now))
        parts = await self._store.load_parts(now, [ACCOUNTS.name, FOLLOWING.name])
        told = number_news(before, region, parts, now, batch=now.isoformat())
        changes = await self._store.import_region(region, actor=actor, now=now, deliveries=told)
        await self._live.has_written(told)
        return changes
