"""What changes of a source's shifts do to who is on duty."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.picture import ShiftReads
from directory.publishing.unstaffed import unstaffed
from directory.publishing.warnings import RosterWarnings, also_said, doubled, lost
from directory.rosters.changes import replaced
from directory.rosters.duty import Duty
from directory.rosters.kept import OVERRIDES, ROSTER_SOURCES
from directory.rosters.line import Line
from directory.rosters.reach import Reach
from directory.rosters.rosters import Rosters
from directory.rosters.shift import LONGEST_SHIFT, Shift
from directory.rosters.sources import RosterSource, joined, sourced_lines
from directory.snapshot import Snapshot
from directory.staffing.edits import duties_around
from directory.staffing.misfits import Misfit, misfits_in
from directory.walltime.hours import Hours


@dataclass(frozen=True, slots=True)
class Effect:
    """The resolved duties of the lines that change, before and after; `then`: the rosters after.

    `hours`: the time that is compared.
    """

    change: "RosterChange"
    hours: Hours
    before: Sequence[Duty]
    after: Sequence[Duty]
    then: Rosters

    def warnings(
        self, snapshot: Snapshot, now: datetime, unnamed: Iterable[Shift] = ()
    ) -> RosterWarnings:
        """What somebody should look at first; `unnamed`: new shifts with names of nobody."""
        change, service = self.change, snapshot.services.get(self.change.service)
        sources = snapshot.of(ROSTER_SOURCES).of_service(change.service)
        instead = replaced(self.before, self.after, now)
        strange = misfits_in(self.then, snapshot.of(OVERRIDES), now, change.lines)
        return RosterWarnings(
            replaced=instead,
            unstaffed=unstaffed(self.before, self.after, unnamed, now),
            lost=lost(self.before, self.after, now),
            doubled=doubled(instead, service.doubled_roles if service else ()),
            also_said=tuple(also_said(sources, change.id, change.roles, self.hours))
            if change.added
            else (),
            conflicts=tuple(dict.fromkeys(misfit.override for misfit in _soonest(strange))),
        )


def _soonest(misfits: Iterable[Misfit]) -> list[Misfit]:
    return sorted(misfits, key=lambda misfit: (misfit.start, misfit.override.id))


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
        return Effect(self, hours, before, after, then)

    def _sourced(self, snapshot: Snapshot) -> dict[Line, Sequence[Reach]]:
        """For which time the lines come from sources afterwards."""
        sources = snapshot.of(ROSTER_SOURCES).of_service(self.service)
        others = [source for source in sources if source.id != self.id]
        after = [self.source] if self.source else []
        return {line: () for line in self.lines} | dict(sourced_lines([*others, *after]))
