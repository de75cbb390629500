"""What a change of rosters would do that somebody should look at first, whichever way it came."""

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.publishing.unstaffed import Unstaffed
from directory.rosters.changes import Replaced, moved
from directory.rosters.duty import Duty
from directory.rosters.line import Line
from directory.rosters.override import Override
from directory.rosters.reach import Reach
from directory.rosters.somebody import Somebody
from directory.rosters.sources import RosterSource
from directory.walltime.hours import Hours, Lasting


@dataclass(frozen=True, slots=True)
class Lost(Lasting):
    """A shift that somebody has now and would not have; what is only cut or moved is none."""

    line: Line
    start: datetime
    end: datetime
    person: Somebody


@dataclass(frozen=True, slots=True)
class AlsoSaid:
    """Another source that speaks for the same role at the same time; `reach`: for how long."""

    source: RosterSource
    reach: Reach


@dataclass(frozen=True, slots=True)
class RosterWarnings:
    """Made once for a change of rosters, and shown on every way in.

    `replaced`: who would be on instead of whom. `unstaffed`: the shifts that nobody would have.
    `lost`: those that somebody has now and would not have. `doubled`: where two would be on at once
    who are not now. `also_said`: other sources of the same roles. `conflicts`: overrides that would
    no longer fit, soonest first; they stay in force, and a human must look at them.
    """

    replaced: tuple[Replaced, ...] = ()
    unstaffed: tuple[Unstaffed, ...] = ()
    lost: tuple[Lost, ...] = ()
    doubled: tuple[Replaced, ...] = ()
    also_said: tuple[AlsoSaid, ...] = ()
    conflicts: tuple[Override, ...] = ()

    @property
    def takes(self) -> bool:
        """Whether somebody loses a shift, or hours lose everybody: not without somebody's word."""
        return bool(self.lost or self.unstaffed)

    def __bool__(self) -> bool:
        """Whether there is anything to look at, besides who is on instead of whom."""
        return self.takes or bool(self.doubled or self.also_said or self.conflicts)


NO_WARNINGS = RosterWarnings()


def lost(before: Sequence[Duty], after: Sequence[Duty], now: datetime) -> tuple[Lost, ...]:
    """The shifts that people have from now on and would not have, in order of time."""
    found = [
        Lost(change.line, stretch.start, stretch.end, person)
        for person, changes in moved(before, after, now).items()
        for change in changes
        if not change.after
        for stretch in change.before
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.line, one.end)))


def doubled(replaced: Iterable[Replaced], may_be: Container[Role]) -> tuple[Replaced, ...]:
    """Where several would be on at once, and others than now; `may_be`: roles that may have two."""
    return tuple(one for one in replaced if len(one.after) > 1 and one.line.role not in may_be)


def also_said(
    sources: Iterable[RosterSource], id_: str, roles: Container[Role], hours: Hours
) -> Iterator[AlsoSaid]:
    """The sources but this one that speak for one of the roles at some time of the hours."""
    for source in sources:
        for reach in source.reaches if source.id != id_ else ():
            ends = reach.until or hours.end
            touches = reach.start < hours.end and hours.start < ends
            if reach.role in roles and touches:
                yield AlsoSaid(source, reach)
