"""What changes of a source's shifts do to who is on duty."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from directory.catalogue.roles import Role
from directory.picture import ShiftReads
from directory.rosters.duty import Duty
from directory.rosters.kept import ROSTER_SOURCES
from directory.rosters.line import Line
from directory.rosters.reach import Reach
from directory.rosters.rosters import Rosters
from directory.rosters.shift import LONGEST_SHIFT, Shift
from directory.rosters.sources import RosterSource, joined, sourced_lines
from directory.snapshot import Snapshot
from directory.staffing.edits import duties_around
from directory.walltime.hours import Hours


@dataclass(frozen=True, slots=True)
class Effect:
    """The resolved duties of the lines that change, before and after; `then`: the rosters after."""

    before: Sequence[Duty]
    after: Sequence[Duty]
    then: Rosters


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The shifts of a service: those in force, the region's own, and those of its sources."""

    present: Sequence[Shift]
    own: Sequence[Shift]
    rostered: Sequence[Shift]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChange:
    """Shifts of one source that are removed and added.

    `source`: as it is afterwards; None where it is gone. `id`: its id. `roles`: those that change.
    """

    id: str
    service: str
    source: RosterSource | None
    roles: frozenset[Role]
    removed: Collection[Shift]
    added: Collection[Shift]

    @property
    def lines(self) -> list[Line]:
        """The lines that change."""
        return [Line(self.service, role) for role in sorted(self.roles)]

    async def effect(self, hours: Hours, store: ShiftReads, snapshot: Snapshot) -> Effect:
        """What it does in the hours. A shift that begins in them may end later."""
        window = hours.widened(LONGEST_SHIFT)
        present = await store.load_shifts(window, [self.service])
        own = await store.load_own(window, [self.service])
        rostered = [s for s in await store.load_rostered(window) if s.service == self.service]
        loaded = _Loaded(present, own, rostered)
        return await asyncio.to_thread(self._effect, loaded, hours, window, snapshot)

    def _effect(self, loaded: "_Loaded", hours: Hours, window: Hours, snapshot: Snapshot) -> Effect:
        sourced = self._sourced(snapshot)
        removed = set(self.removed)
        others = [shift for shift in loaded.rostered if shift not in removed]
        rosters = snapshot.with_shifts(loaded.present, window).rosters
        shifts = joined(loaded.own, (*others, *self.added), sourced)
        then = rosters.with_sourced(sourced).with_shifts(shifts, window)
        before, after = duties_around(rosters, then, self.lines, hours)
        return Effect(before, after, then)

    def _sourced(self, snapshot: Snapshot) -> dict[Line, Sequence[Reach]]:
        """For which time the lines come from sources afterwards."""
        sources = snapshot.of(ROSTER_SOURCES).of_service(self.service)
        others = [source for source in sources if source.id != self.id]
        after = [self.source] if self.source else []
        return {line: () for line in self.lines} | dict(sourced_lines([*others, *after]))
