"""Shifts beyond those in memory, for calendars."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from bot.live import Live
from directory.parts import REGION, Parts
from directory.picture import PartReads, ShiftReads
from directory.rosters.kept import OVERRIDES
from directory.rosters.shift import LONGEST_SHIFT
from directory.rosters.somebody import Somebody
from directory.snapshot import Snapshot
from directory.walltime.hours import Hours

SERVICES_AT_A_TIME = 25


class AheadStore(ShiftReads, PartReads, Protocol):
    """What `ShiftsAhead` needs of the store."""


class ShiftsAhead:
    """Snapshots with the shifts of hours of any length. Methods raise StoreUnavailableError."""

    def __init__(self, store: AheadStore, live: Live) -> None:
        self._store = store
        self._live = live
        self._members_lock = asyncio.Lock()
        self._members_of: tuple[int, Hours] | None = None
        self._members: Mapping[Somebody | None, set[str]] = {}

    async def of_services(self, hours: Hours, services: Collection[str]) -> Snapshot:
        """The present snapshot with the stored shifts of some services, and the overrides, of
        hours of any length. It holds no other services' shifts, and is not remembered."""
        window = hours.widened(LONGEST_SHIFT)
        return await self._with(services, await self._changed_since(window.start), window)

    async def of_person(self, person: str, hours: Hours) -> Snapshot:
        """The same of every service in which the person has a shift or an override then."""
        window = hours.widened(LONGEST_SHIFT)
        by_rule = {duty.service for duty in self._live.present().rosters.of_person(person, window)}
        stored = (await self._services_of_people(window)).get(person, set())
        overrides = await self._changed_since(window.start)
        changed = {
            override.service for override in overrides.of(OVERRIDES) if override.person == person
        }
        return await self._with(by_rule | stored | changed, overrides, window)

    async def _changed_since(self, moment: datetime) -> Parts:
        """The overrides that were in force after the moment, even if they have ended."""
        return await self._store.load_parts(moment, [OVERRIDES.name])

    async def _with(self, services: Collection[str], parts: Parts, window: Hours) -> Snapshot:
        present = self._live.present()
        shifts = await self._store.load_shifts(window, services)
        return present.with_shifts(shifts, window).with_parts(parts)

    async def _services_of_people(self, window: Hours) -> Mapping[Somebody | None, set[str]]:
        """The services in which each person has stored shifts that touch the window.

        All shifts of the window are read once for each revision of the region, a few services at a
        time so that answers come in between; only the ids are remembered.
        """
        async with self._members_lock:
            key = self._live.revisions[REGION.name], window
            if self._members_of != key:
                self._members_of, self._members = key, await self._read_members(window)
            return self._members

    async def _read_members(self, window: Hours) -> Mapping[Somebody | None, set[str]]:
        services = sorted(self._live.present().services)
        members = defaultdict[Somebody | None, set[str]](set)
        for begin in range(0, len(services), SERVICES_AT_A_TIME):
            batch = services[begin : begin + SERVICES_AT_A_TIME]
            for shift in await self._store.load_shifts(window, batch):
                members[shift.person].add(shift.service)
        return dict(members)
