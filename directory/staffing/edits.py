"""A change of overrides, before it is written: its effect on the rosters, and what it breaks."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from directory.changes import Change, Forget, Keep
from directory.lazy.values import dataclass
from directory.rosters.duty import Duty
from directory.rosters.kept import OVERRIDES
from directory.rosters.line import Line
from directory.rosters.override import Override
from directory.rosters.rosters import Rosters
from directory.rosters.shift import LONGEST_SHIFT
from directory.snapshot import Snapshot
from directory.staffing.misfits import misfits_in
from directory.walltime.hours import INSTANT, Hours


@dataclass(frozen=True, slots=True)
class RosterEdit:
    """A snapshot's rosters before and after some changes."""

    before: Rosters
    after: Rosters
    overrides: tuple[Override, ...]
    touched: tuple[Override, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that are changed."""
        return tuple(dict.fromkeys(span.line for span in self.touched))

    @property
    def hours(self) -> Hours:
        """All the time in which something changes."""
        starts, ends = [span.start for span in self.touched], [span.end for span in self.touched]
        return Hours(min(starts), max(ends))

    def duties(self) -> tuple[Sequence[Duty], Sequence[Duty]]:
        """The resolved duties around what changes, before and after."""
        if not self.touched:
            return (), ()
        return duties_around(self.before, self.after, self.lines, self.hours)


def duties_around(
    before: Rosters, after: Rosters, lines: Iterable[Line], hours: Hours
) -> tuple[Sequence[Duty], Sequence[Duty]]:
    """The resolved duties of lines that change in the hours, before and after.

    Reaches LONGEST_SHIFT further: the part of a shift that a person keeps begins or ends outside
    the hours that another takes.
    """
    changed, around = tuple(lines), hours.widened(LONGEST_SHIFT)
    return tuple(before.schedule(changed, around)), tuple(after.schedule(changed, around))


def edit(snapshot: Snapshot, changes: Iterable[Change]) -> RosterEdit:
    """The changes applied to the snapshot's overrides."""
    overrides = {override.id: override for override in snapshot.of(OVERRIDES)}
    touched: list[Override] = []
    for change in changes:
        match change:
            case Keep(Override() as value):
                touched += [overrides[value.id]] if value.id in overrides else []
                touched.append(value)
                overrides[value.id] = value
            case Forget(kind, id_) if kind is Override and id_ in overrides:
                touched.append(overrides.pop(id_))
            case _:
                pass
    after = snapshot.rosters.with_overrides(overrides.values())
    return RosterEdit(snapshot.rosters, after, tuple(overrides.values()), tuple(touched))


def broken_by(snapshot: Snapshot, changes: Iterable[Change], now: datetime) -> Override | None:
    """Another override that fits now and would not after the changes, if there is one."""
    result = edit(snapshot, changes)
    own = {span.id for span in result.touched}
    already = {
        (misfit.override.id, misfit.hours)
        for misfit in misfits_in(snapshot.rosters, snapshot.of(OVERRIDES), now, result.lines)
    }
    for misfit in misfits_in(result.after, result.overrides, now, result.lines):
        if (misfit.override.id, misfit.hours) not in already and misfit.override.id not in own:
            return misfit.override
    return None


def made_last(snapshot: Snapshot, line: Line, now: datetime) -> datetime:
    """The `made` of a new override of the line, so that it lies on top of all others.

    That is now, unless another was made in the same instant or by a clock that is ahead.
    """
    moments = [override.made for override in snapshot.of(OVERRIDES) if override.line == line]
    return max([now, *(moment + INSTANT for moment in moments)])
