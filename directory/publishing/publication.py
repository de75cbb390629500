"""A publication: what is put in force when a roster has been read, and what that changes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.region import RowChange, row_key
from directory.rosters.shift import Shift, outside
from directory.rosters.sources import RosterName, RosterSource
from directory.walltime.hours import Hours

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Replacement:
    """The time of a role that a publication replaces among the source's own shifts.

    A shift belongs to the day on which it begins: in the `hours` it is replaced, with the night
    after the last day; before or after them it is not. Of a long one, that reaches more than a day
    over an end of them, only what is within is replaced: it ends where the first new shift begins,
    at `start`, and is there again from `until`, when the last day and the last new shift are over.
    """

    role: Role
    hours: Hours
    start: datetime
    until: datetime

    def leaves(self, shift: Shift) -> tuple[Shift, ...]:
        """What stays of a shift."""
        begins_within = self.hours.covers(shift.start)
        is_next_to = shift.start >= self.hours.end or shift.end <= self.hours.start + ONE_DAY
        if shift.role is not self.role or (is_next_to and not begins_within):
            return (shift,)
        if begins_within and shift.end - ONE_DAY <= self.hours.end:
            return ()
        return outside(shift, shift.start if begins_within else self.start, self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The content of a source to put in force, in place of its shifts that are `replaced`.

    One replacement for each role; its shifts in other roles stay. `names` are remembered for the
    next reading.
    """

    source: RosterSource
    replaced: tuple[Replacement, ...]
    shifts: tuple[Shift, ...]
    names: tuple[RosterName, ...] = ()

    def __post_init__(self) -> None:
        hours = {replacement.role: replacement.hours for replacement in self.replaced}
        if not hours or len(hours) < len(self.replaced):
            raise ValueError("Varje roll ska ersättas en gång.")
        if any(shift.service != self.source.service for shift in self.shifts):
            raise ValueError("Alla pass måste höra till källans tjänst.")
        if not {shift.role for shift in self.shifts} <= hours.keys() <= self.source.roles:
            raise ValueError("Alla roller måste vara källans.")
        if not all(hours[shift.role].covers(shift.start) for shift in self.shifts):
            raise ValueError("Alla pass måste börja inom tiden som källan gäller för.")

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that it speaks of."""
        return frozenset(replacement.role for replacement in self.replaced)

    @property
    def hours(self) -> Hours:
        """All the time in which it may change something."""
        starts = [min(one.hours.start, one.start) for one in self.replaced]
        return Hours(min(starts), max(one.until for one in self.replaced))

    def leaves(self, shift: Shift) -> tuple[Shift, ...]:
        """What stays of a stored shift of the source."""
        own = (one for one in self.replaced if one.role is shift.role)
        return next((replacement.leaves(shift) for replacement in own), (shift,))

    def difference(self, stored: Iterable[Shift]) -> tuple[frozenset[Shift], frozenset[Shift]]:
        """The shifts that are removed from those stored, and those that are added."""
        old = frozenset(stored)
        left = frozenset(part for shift in old for part in self.leaves(shift))
        new = left.union(self.shifts)
        return old - new, new - old


def roster_difference(stored: Sequence[Shift], publication: Publication) -> list[RowChange]:
    """What a publication changes among the source's stored shifts that touch its hours."""
    removed, added = publication.difference(stored)
    return roster_changes(removed, added)


def roster_changes(removed: Iterable[Shift], added: Iterable[Shift]) -> list[RowChange]:
    """Removed and added shifts as rows, in order."""
    rows = [RowChange(row_key(shift), shift, None) for shift in removed]
    rows += [RowChange(row_key(shift), None, shift) for shift in added]
    return sorted(rows, key=lambda change: (change.key, change.before is None))
