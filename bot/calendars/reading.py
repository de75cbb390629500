"""The calendars behind the addresses that people have made."""

import asyncio
import re
from collections.abc import Callable
from datetime import datetime

from cachetools import LRUCache

from bot.calendars.ahead import ShiftsAhead
from bot.calendars.shifts import duty_calendar, usual_hours
from bot.live import Live
from directory.calendars.address import Feed, feed_id
from directory.calendars.kept import FEEDS
from directory.calendars.published import PublishedCalendar
from directory.rosters.shift import LONGEST_SHIFT
from directory.snapshot import Snapshot
from directory.transaction import StoreUnavailableError
from directory.walltime.hours import Hours

MOST_CACHED = 100
AT_ONCE = 2
"""How many are made at the same time, so that questions in chat do not wait."""

Cache = LRUCache[tuple[str, Hours], PublishedCalendar]

_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")


class Calendars:
    """Makes calendars on request, and caches them until anything is written."""

    def __init__(self, live: Live, ahead: ShiftsAhead, clock: Callable[[], datetime]) -> None:
        self._live = live
        self._ahead = ahead
        self._clock = clock
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._cache_of: Snapshot | None = None
        self._cache: Cache = LRUCache(MOST_CACHED)

    async def read(self, secret: str) -> PublishedCalendar | None:
        """The calendar at the address with the secret; None, without asking the store, if none.

        If the store is out of reach, the calendar holds the hours that are in memory.
        StoreUnavailableError until a region is loaded.
        """
        snapshot = self._live.present()
        feed = _find(secret, snapshot)
        if feed is None:
            return None
        now = self._clock()
        hours, cache = usual_hours(now), self._cache_for(snapshot)
        key = feed.id, hours
        if key not in cache:
            wide = await self._wide(feed, hours)
            if wide is None:
                return duty_calendar(feed, _in_memory(hours, snapshot), snapshot, now, cut=True)
            cache[key] = duty_calendar(feed, hours, wide, now)
        return cache[key]

    def _cache_for(self, snapshot: Snapshot) -> Cache:
        if self._cache_of is not snapshot:
            self._cache_of, self._cache = snapshot, LRUCache(MOST_CACHED)
        return self._cache

    async def _wide(self, feed: Feed, hours: Hours) -> Snapshot | None:
        """A snapshot with the shifts of all the hours; None while the store is out of reach."""
        try:
            async with self._turns:
                if feed.person:
                    return await self._ahead.of_person(feed.person, hours)
                return await self._ahead.of_services(hours, [feed.service])
        except StoreUnavailableError:
            return None


def _find(secret: str, snapshot: Snapshot) -> Feed | None:
    """The feed with the secret, if its person or service is in the directory."""
    if not _SECRET.fullmatch(secret):
        return None
    feed = snapshot.of(FEEDS).get(feed_id(secret))
    exists = feed and (feed.person in snapshot.people or feed.service in snapshot.services)
    return feed if exists else None


def _in_memory(hours: Hours, present: Snapshot) -> Hours:
    """The part of the hours whose shifts the present snapshot holds."""
    in_memory = hours.common(present.rosters.window.widened(-LONGEST_SHIFT))
    if in_memory is None:
        raise StoreUnavailableError("no shift of that time is in memory")
    return in_memory
