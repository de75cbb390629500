"""Shifts beyond those in memory, long ago and far ahead, for calendars."""

from collections.abc import Collection, Iterable

from bot.live import Live
from directory.parts import Parts
from directory.picture import ShiftReads
from directory.rosters.kept import OVERRIDES, with_past
from directory.rosters.shift import LONGEST_SHIFT, Shift
from directory.snapshot import Snapshot
from directory.walltime.hours import Hours


class ShiftsAhead:
    """Snapshots with the shifts of hours of any length. Methods raise StoreUnavailableError."""

    def __init__(self, store: ShiftReads, live: Live) -> None:
        self._store = store
        self._live = live

    async def of_services(self, hours: Hours, services: Collection[str]) -> Snapshot:
        """The present snapshot with the stored shifts of some services, and the overrides, of
        hours of any length. It holds no other services' shifts, and is not remembered."""
        window = hours.widened(LONGEST_SHIFT)
        shifts = await self._store.load_shifts(window, services)
        return await self._with(shifts, services, window)

    async def of_person(self, person: str, hours: Hours) -> Snapshot:
        """The same of a person: only what tells when they are on duty, in whatever service."""
        window = hours.widened(LONGEST_SHIFT)
        named = {line.service for line in self._live.present().rosters.lines_of(person)}
        services = named | await self._store.services_of(person, window)
        shifts = await self._store.load_shifts_of(person, window, services)
        return await self._with(shifts, services, window)

    async def _with(
        self, shifts: Iterable[Shift], services: Collection[str], window: Hours
    ) -> Snapshot:
        present = self._live.present()
        overrides = await self._store.load_overrides(window, services)
        held = with_past(present.of(OVERRIDES), overrides)
        return present.with_shifts(shifts, window).with_parts(Parts().having(OVERRIDES, held))
