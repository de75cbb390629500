"""The calendars behind the addresses that people have made."""

import asyncio
import re
from collections.abc import Callable
from datetime import datetime

from cachetools import LRUCache

from bot.calendars.ahead import ShiftsAhead
from bot.calendars.hours import own_events
from bot.calendars.shifts import of_slices, slices_of, usual_hours
from bot.live import Live
from directory.calendars.address import Feed, feed_id
from directory.calendars.kept import FEEDS
from directory.calendars.published import CalendarEvent, CalendarFile, PublishedCalendar
from directory.rosters.rosters import Rosters
from directory.rosters.shift import LONGEST_SHIFT
from directory.snapshot import Snapshot
from directory.transaction import StoreUnavailableError
from directory.walltime.hours import Hours

MOST_CACHED = 64 * 2**20
"""Bytes: two years of one service are 100 kB at most, of one person 20 kB."""
AT_ONCE = 2
"""How many are made at the same time, so that questions in chat do not wait."""

Events = tuple[CalendarEvent, ...]
Cache = LRUCache[tuple[Feed, Hours, Events], CalendarFile]

_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")


class Calendars:
    """Makes calendars on request, and caches them until a roster or the region is another, or what
    the person holds and has booked."""

    def __init__(self, live: Live, ahead: ShiftsAhead, clock: Callable[[], datetime]) -> None:
        self._live = live
        self._ahead = ahead
        self._clock = clock
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._cache_of: Rosters | None = None
        self._cache = _empty_cache()

    async def read(self, secret: str) -> CalendarFile | None:
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
        async with self._turns:
            beside = own_events(feed, snapshot, now)
            key = feed, hours, beside
            if key in cache:
                return cache[key]
            wide = await self._wide(feed, hours)
            if wide is None:
                in_memory = _in_memory(hours, snapshot)
                return await _made(feed, in_memory, snapshot, now, beside, cut=True)
            cache[key] = await _made(feed, hours, wide, now, beside)
            return cache[key]

    def _cache_for(self, snapshot: Snapshot) -> Cache:
        """What was made of the same picture of the region, its shifts and overrides."""
        if self._cache_of is not snapshot.rosters:
            self._cache_of, self._cache = snapshot.rosters, _empty_cache()
        return self._cache

    async def _wide(self, feed: Feed, hours: Hours) -> Snapshot | None:
        """A snapshot with the shifts of all the hours; None while the store is out of reach."""
        try:
            if feed.person:
                return await self._ahead.of_person(feed.person, hours)
            return await self._ahead.of_services(hours, [feed.service])
        except StoreUnavailableError:
            return None


def _empty_cache() -> Cache:
    return LRUCache(MOST_CACHED, getsizeof=lambda file: len(file.packed))


async def _made(
    feed: Feed,
    hours: Hours,
    snapshot: Snapshot,
    now: datetime,
    beside: Events,
    *,
    cut: bool = False,
) -> CalendarFile:
    """The calendar, with answers in between: two years of shifts are up to a second's work."""
    slices = []
    for one in slices_of(feed, hours, snapshot, now):
        slices.append(one)
        await asyncio.sleep(0)
    published = of_slices(feed, slices, snapshot, now, cut=cut, beside=beside)
    return await asyncio.to_thread(_file, published, now)


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


def _file(published: PublishedCalendar, now: datetime) -> CalendarFile:
    from directory.calendars.ical_out import calendar_file  # noqa: PLC0415  # icalendar (adr/0023)

    return calendar_file(published, now)
