"""A change of overrides before it is written: what the rosters would be, and what would not fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from directory.changes import Change, Forget, Keep
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
    """What becomes of a snapshot's rosters with some changes: `before` and `after`."""

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
    """The resolved duties of lines in which something changes in the hours.

    With all that may hang together with them: what somebody keeps of a shift begins or ends
    outside the hours that another takes of it.
    """
    known, around = tuple(lines), hours.widened(LONGEST_SHIFT)
    return tuple(before.schedule(known, around)), tuple(after.schedule(known, around))


def edit(snapshot: Snapshot, changes: Iterable[Change]) -> RosterEdit:
    """The changes of overrides, laid on the snapshot's."""
    held = {override.id: override for override in snapshot.of(OVERRIDES)}
    touched: list[Override] = []
    for change in changes:
        match change:
            case Keep(Override() as value):
                touched += [held[value.id]] if value.id in held else []
                touched.append(value)
                held[value.id] = value
            case Forget(kind, id_) if kind is Override and id_ in held:
                touched.append(held.pop(id_))
            case _:
                pass
    overrides = tuple(held.values())
    after = snapshot.rosters.with_overrides(overrides)
    return RosterEdit(snapshot.rosters, after, overrides, tuple(touched))


def broken_by(snapshot: Snapshot, changes: Iterable[Change], now: datetime) -> Override | None:
    """An override that rests on what the changes take away, if there is one."""
    made = edit(snapshot, changes)
    own = {span.id for span in made.touched}
    amiss = {
        (misfit.override.id, misfit.hours)
        for misfit in misfits_in(snapshot.rosters, snapshot.of(OVERRIDES), now, made.lines)
    }
    for misfit in misfits_in(made.after, made.overrides, now, made.lines):
        if (misfit.override.id, misfit.hours) not in amiss and misfit.override.id not in own:
            return misfit.override
    return None


def made_last(snapshot: Snapshot, line: Line, now: datetime) -> datetime:
    """When an override of the line is said to be made, so that it lies on top of all others.

    That is now, unless another was made in the same instant or by a clock that runs ahead.
    """
    made = [override.made for override in snapshot.of(OVERRIDES) if override.line == line]
    return max([now, *(moment + INSTANT for moment in made)])
