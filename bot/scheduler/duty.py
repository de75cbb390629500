"""A duty: something that is looked at again and again. What is due is a function of time."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.live import Live
from directory.letters.outbox import Delivery, Outbox
from directory.snapshot import Snapshot
from directory.staffing.faults import AHEAD

Due = Callable[[Snapshot, datetime], Sequence[Delivery]]


class Work(Protocol):
    """What a duty does. A late run catches up; a second one at the same time finds nothing."""

    @property
    def name(self) -> str:
        """What it is called by hand and in its lease."""

    async def run(self, now: datetime) -> int:
        """Do what is due at `now`; how many it wrote. Raises StoreUnavailableError."""


class Duty(Work, Protocol):
    """Work that is done by the clock."""

    @property
    def every(self) -> timedelta:
        """How often it is looked at."""


@dataclass(frozen=True, slots=True)
class Timed:
    """Work that does not say itself how often it is looked at."""

    work: Work
    every: timedelta

    @property
    def name(self) -> str:
        return self.work.name

    async def run(self, now: datetime) -> int:
        return await self.work.run(now)


@dataclass(frozen=True, slots=True)
class Telling:
    """A duty that puts letters: those that `due` finds and that have not been put before."""

    name: str
    every: timedelta
    due: Due
    live: Live
    outbox: Outbox

    async def run(self, now: datetime) -> int:
        snapshot = await picture(self.live, now)
        if snapshot is None:
            return 0
        found = await asyncio.to_thread(self.due, snapshot, now)
        return await put_new(self.outbox, found)


async def put_new(outbox: Outbox, deliveries: Sequence[Delivery]) -> int:
    """Put those whose keys are not known; writes nothing where there are none."""
    if not deliveries:
        return 0
    known = await outbox.known_keys([delivery.key for delivery in deliveries])
    new = [delivery for delivery in deliveries if delivery.key not in known]
    return await outbox.put(new) if new else 0


async def picture(live: Live, now: datetime) -> Snapshot | None:
    """The present snapshot, with the shifts around `now` where it holds those of another time."""
    snapshot = live.snapshot
    if snapshot is None:
        return None
    if snapshot.rosters.reaches(now, now + AHEAD):
        return snapshot
    return await live.around(now, snapshot.services.keys())
