"""Shifts that a change of rosters would leave without anybody on duty."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.rosters.changes import Replaced, replaced
from directory.rosters.duty import Duty
from directory.rosters.line import Line
from directory.rosters.shift import Shift
from directory.rosters.somebody import Somebody
from directory.walltime.hours import Lasting
from directory.walltime.running import touching

A = TypeVar("A", Duty, "Unstaffed")
B = TypeVar("B", Replaced, "Unstaffed")


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
    waiting = [
        Unstaffed(shift.line, max(shift.start, now), shift.end, None, unnamed=True)
        for shift in unnamed
        if shift.end > now
    ]
    lost = list(_lost(before, emptied))
    marked = [replace(one, unnamed=bool(there)) for one, there in _beside(lost, waiting)]
    rest = [one for one, there in _beside(waiting, lost) if not there]
    return tuple(sorted([*marked, *rest], key=lambda one: (one.start, one.line, one.end)))


def _lost(before: Iterable[Duty], emptied: Sequence[Replaced]) -> Iterator[Unstaffed]:
    """Each duty with the time in which nobody would have it."""
    had = [duty for duty in before if not duty.busy]
    for duty, near in _beside(had, emptied):
        hours = [
            shared
            for one in near
            if duty.person in one.before
            if (shared := one.hours.common(duty))
        ]
        if hours:
            yield Unstaffed(duty.line, hours[0].start, hours[-1].end, duty.person)


def _beside(spans: Sequence[A], others: Sequence[B]) -> Iterator[tuple[A, list[B]]]:
    """Each of the spans with those of the others in the same line that it has time in common with,
    line by line."""
    of_line = grouped(others, lambda one: one.line)
    for line, own in grouped(spans, lambda one: one.line).items():
        yield from zip(own, touching(of_line.get(line, []), own), strict=True)
