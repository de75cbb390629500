"""Importing a region: what it would change, and letters to those it concerns."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from bot.live import Live
from bot.region.number_news import number_news
from bot.region.shift_news import compared_shifts, shift_news
from directory.accounts.account import ACCOUNTS
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery
from directory.parts import REGION, revisions_of
from directory.picture import PictureReads
from directory.region import Region, RowChange, diff
from directory.rosters.kept import OVERRIDES, ROSTER_SOURCES
from directory.transaction import RegionImports

RESTS_ON = (REGION, OVERRIDES, ROSTER_SOURCES, FOLLOWING, ACCOUNTS)
"""What decides who is notified of an import."""


class RegionStore(PictureReads, RegionImports, Protocol):
    """What an import of a region needs of the store."""


class RegionImporting:
    """Compares a region with the stored one, or replaces it."""

    def __init__(self, store: RegionStore, live: Live, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._live = live
        self._clock = clock

    async def difference(self, region: Region) -> Sequence[RowChange]:
        """What an import of the region would change."""
        return diff(await self._store.load_region(), region)

    async def import_region(self, region: Region, actor: str) -> Sequence[RowChange]:
        """Import the region; notify those whose duties change and those who follow what changes.

        In one transaction; a first import notifies nobody.
        """
        return await self._live.decide(lambda: self._import(region, actor))

    async def _import(self, region: Region, actor: str) -> Sequence[RowChange]:
        now = self._clock()
        revisions = await self._store.revisions()
        news = await self._news(region, now)
        changes = await self._store.import_region(
            region,
            actor=actor,
            now=now,
            deliveries=news,
            expected=revisions_of(RESTS_ON, revisions) if revisions else None,
        )
        await self._live.has_written(news)
        return changes

    async def _news(self, region: Region, now: datetime) -> Sequence[Delivery]:
        compared = compared_shifts(now)
        before = await self._store.load_region(compared)
        if before is None:
            return ()
        parts = await self._store.load_parts(now)
        rostered = await self._store.load_rostered(compared)
        batch = now.isoformat()
        numbers = number_news(before, region, parts, now, batch=batch)
        shifts = await asyncio.to_thread(
            shift_news, before, region, parts, rostered, now, batch=batch
        )
        return (*numbers, *shifts)
