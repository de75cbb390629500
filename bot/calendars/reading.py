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
from directory.calendars.ical_out import PublishedCalendar
from directory.calendars.kept import FEEDS
from directory.rosters.shift import LONGEST_SHIFT
from directory.snapshot import Snapshot
from directory.transaction import StoreUnavailableError
from directory.walltime.hours import Hours

MOST_KEPT = 100
AT_ONCE = 2
"""How many are made at the same time: those who ask in chat go first."""

Kept = LRUCache[tuple[str, Hours], PublishedCalendar]

_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")


class Calendars:
    """Made when they are asked for, and kept as long as nobody has written anything."""

    def __init__(self, live: Live, ahead: ShiftsAhead, clock: Callable[[], datetime]) -> None:
        self._live = live
        self._ahead = ahead
        self._clock = clock
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._kept_of: Snapshot | None = None
        self._kept: Kept = LRUCache(MOST_KEPT)

    async def read(self, secret: str) -> PublishedCalendar | None:
        """The calendar at the address with the secret; None if there is none, with no question to
        the store. StoreUnavailableError until a region is loaded.

        Where the store cannot be reached, the calendar holds the time that is in memory.
        """
        snapshot = self._live.present()
        feed = _find(secret, snapshot)
        if feed is None:
            return None
        now = self._clock()
        hours, kept = usual_hours(now), self._kept_for(snapshot)
        key = feed.id, hours
        if key not in kept:
            wide = await self._wide(feed, hours)
            if wide is None:
                return duty_calendar(feed, _in_memory(hours, snapshot), snapshot, now, cut=True)
            kept[key] = duty_calendar(feed, hours, wide, now)
        return kept[key]

    def _kept_for(self, snapshot: Snapshot) -> Kept:
        if self._kept_of is not snapshot:
            self._kept_of, self._kept = snapshot, LRUCache(MOST_KEPT)
        return self._kept

    async def _wide(self, feed: Feed, hours: Hours) -> Snapshot | None:
        """A snapshot that knows all the hours; None while the store is out of reach."""
        try:
            async with self._turns:
                if feed.person:
                    return await self._ahead.of_person(feed.person, hours)
                return await self._ahead.of_services(hours, [feed.service])
        except StoreUnavailableError:
            return None


def _find(secret: str, snapshot: Snapshot) -> Feed | None:
    """The feed whose address holds the secret, while there is something to tell."""
    if not _SECRET.fullmatch(secret):
        return None
    feed = snapshot.of(FEEDS).get(feed_id(secret))
    known = feed and (feed.person in snapshot.people or feed.service in snapshot.services)
    return feed if known else None


def _in_memory(hours: Hours, present: Snapshot) -> Hours:
    """The part of the hours whose shifts the present snapshot holds."""
    held = hours.common(present.rosters.window.widened(-LONGEST_SHIFT))
    if held is None:
        raise StoreUnavailableError("no shift of that time is in memory")
    return held
