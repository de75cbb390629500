"""Shifts that a change of rosters would leave without anybody on duty."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from directory.rosters.changes import Replaced, replaced
from directory.rosters.duty import Duty
from directory.rosters.line import Line
from directory.rosters.shift import Shift
from directory.rosters.somebody import Somebody
from directory.walltime.hours import Hours, Lasting


@dataclass(frozen=True, slots=True)
class Unstaffed(Lasting):
    """A shift from now on that nobody would have, wholly or in part.

    `was`: who has it now; None where nobody has. `unnamed`: a new shift stands there with a name
    that is not in the directory, and that nobody has explained yet.
    """

    line: Line
    start: datetime
    end: datetime
    was: Somebody | None
    unnamed: bool = False


def unstaffed(
    before: Sequence[Duty], after: Sequence[Duty], unnamed: Iterable[Shift], now: datetime
) -> tuple[Unstaffed, ...]:
    """The shifts that would have nobody, in order of time.

    Those that somebody has `before` and nobody has `after`, and those of the `unnamed` shifts that
    stand in no such time. What is over does not count.
    """
    emptied = [one for one in replaced(before, after, now) if one.before and not one.after]
    ahead = [shift for shift in unnamed if shift.end > now]
    waiting = [(shift.line, Hours(max(shift.start, now), shift.end)) for shift in ahead]
    lost = [_marked(one, waiting) for one in _lost(before, emptied)]
    rest = [
        Unstaffed(line, hours.start, hours.end, None, unnamed=True)
        for line, hours in waiting
        if not any(one.line == line and one.touches(hours) for one in lost)
    ]
    return tuple(sorted([*lost, *rest], key=lambda one: (one.start, one.line, one.end)))


def _lost(before: Iterable[Duty], emptied: Sequence[Replaced]) -> Iterator[Unstaffed]:
    """Each duty with the time in which nobody would have it."""
    for duty in before:
        hours = [
            shared
            for one in emptied
            if one.line == duty.line and duty.person in one.before and not duty.busy
            if (shared := one.hours.common(duty))
        ]
        if hours:
            yield Unstaffed(duty.line, hours[0].start, hours[-1].end, duty.person)


def _marked(one: Unstaffed, unnamed: Iterable[tuple[Line, Hours]]) -> Unstaffed:
    there = any(line == one.line and one.touches(hours) for line, hours in unnamed)
    return replace(one, unnamed=there)
