"""The time for which a roster source alone says who is on duty."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.shift import Shift, outside


@dataclass(frozen=True, slots=True)
class Reach:
    """From when until when one source alone speaks for a role.

    `start`: when its first shift begins. `end`: the midnight after its last day; None = for good.
    `until`: the end, or when its last shift is over, whichever is later.
    """

    role: Role
    start: datetime
    end: datetime | None = None
    until: datetime | None = None

    def leaves(self, shift: Shift) -> tuple[Shift, ...]:
        """What stays of a shift from elsewhere: all of one that begins after the last day."""
        if self.end is not None and shift.start >= self.end:
            return (shift,)
        return outside(shift, self.start, self.until)

    def speaks_of(self, shift: Shift) -> bool:
        """Whether the shift lies within it, wholly or in part."""
        begins = self.until is None or shift.start < self.until
        return self.role is shift.role and begins and self.start < shift.end

    def meets(self, other: "Reach") -> bool:
        """Whether the two have no time between them."""
        return _begins_within(other, self) and _begins_within(self, other)

    def with_(self, other: "Reach") -> "Reach":
        """One reach for both."""
        start = min(self.start, other.start)
        return Reach(self.role, start, _later(self.end, other.end), _later(self.until, other.until))


def left_by(reaches: Iterable[Reach], shift: Shift) -> tuple[Shift, ...]:
    """What all of the reaches leave of a shift from elsewhere."""
    left: tuple[Shift, ...] = (shift,)
    for reach in reaches:
        left = tuple(part for whole in left for part in reach.leaves(whole))
    return left


def united(reaches: Iterable[Reach]) -> tuple[Reach, ...]:
    """The same in order of role and time, those that meet as one."""
    return tuple(_united(sorted(reaches, key=lambda reach: (reach.role, reach.start))))


def _united(ordered: Iterable[Reach]) -> Iterator[Reach]:
    last: Reach | None = None
    for reach in ordered:
        if last is not None and last.role is reach.role and last.meets(reach):
            last = last.with_(reach)
            continue
        if last is not None:
            yield last
        last = reach
    if last is not None:
        yield last


def _begins_within(later: Reach, earlier: Reach) -> bool:
    return earlier.until is None or later.start <= earlier.until


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two ends, of which None is never."""
    return None if one is None or other is None else max(one, other)
