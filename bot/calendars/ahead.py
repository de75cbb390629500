"""Shifts beyond those in memory, for calendars."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from bot.live import Live
from directory.parts import REGION, Parts
from directory.picture import ShiftReads
from directory.rosters.kept import OVERRIDES, with_past
from directory.rosters.override import Override
from directory.rosters.shift import LONGEST_SHIFT
from directory.rosters.somebody import Somebody
from directory.snapshot import Snapshot
from directory.walltime.hours import Hours

SERVICES_AT_A_TIME = 25


class ShiftsAhead:
    """Snapshots with the shifts of hours of any length. Methods raise StoreUnavailableError."""

    def __init__(self, store: ShiftReads, live: Live) -> None:
        self._store = store
        self._live = live
        self._members_lock = asyncio.Lock()
        self._members_of: tuple[int, Hours] | None = None
        self._members: Mapping[Somebody | None, set[str]] = {}

    async def of_services(self, hours: Hours, services: Collection[str]) -> Snapshot:
        """The present snapshot with the stored shifts of some services, and the overrides, of
        hours of any length. It holds no other services' shifts, and is not remembered."""
        window = hours.widened(LONGEST_SHIFT)
        overrides = await self._store.load_overrides(window, services)
        return await self._with(services, overrides, window)

    async def of_person(self, person: str, hours: Hours) -> Snapshot:
        """The same of every service in which the person has a shift or an override then."""
        window = hours.widened(LONGEST_SHIFT)
        by_rule = {duty.service for duty in self._live.present().rosters.of_person(person, window)}
        stored = (await self._services_of_people(window)).get(person, set())
        overrides = await self._store.load_overrides(window)
        changed = {override.service for override in overrides if override.person == person}
        return await self._with(by_rule | stored | changed, overrides, window)

    async def _with(
        self, services: Collection[str], overrides: Iterable[Override], window: Hours
    ) -> Snapshot:
        present = self._live.present()
        shifts = await self._store.load_shifts(window, services)
        held = with_past(present.of(OVERRIDES), overrides)
        return present.with_shifts(shifts, window).with_parts(Parts().having(OVERRIDES, held))

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
