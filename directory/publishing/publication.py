"""What is put in force when a roster has been read, and what that changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from directory.catalogue.roles import Role
from directory.region import RowChange, row_key
from directory.rosters.shift import Shift
from directory.rosters.sources import RosterName, RosterSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A source's content that is put in force.

    The source's shifts in `roles` that begin in first–last (UTC, last exclusive) become these; its
    others stay. `names` are remembered for the next time.
    """

    source: RosterSource
    roles: frozenset[Role]
    first: datetime
    last: datetime
    shifts: tuple[Shift, ...]
    names: tuple[RosterName, ...] = ()

    def __post_init__(self) -> None:
        if any(not self.first <= shift.start < self.last for shift in self.shifts):
            raise ValueError("Alla pass måste börja inom tiden som källan gäller för.")
        if any(shift.service != self.source.service for shift in self.shifts):
            raise ValueError("Alla pass måste höra till källans tjänst.")
        if not {shift.role for shift in self.shifts} <= self.roles <= self.source.roles:
            raise ValueError("Alla roller måste vara källans.")

    def speaks_of(self, shift: Shift) -> bool:
        """Whether a stored shift of the source is one that these take the place of."""
        return shift.role in self.roles and self.first <= shift.start < self.last


def roster_difference(stored: Sequence[Shift], publication: Publication) -> list[RowChange]:
    """What a publication changes among the source's stored shifts that touch its window."""
    old = {shift for shift in stored if publication.speaks_of(shift)}
    new = set(publication.shifts)
    gone = [RowChange(row_key(shift), shift, None) for shift in old - new]
    come = [RowChange(row_key(shift), None, shift) for shift in new - old]
    return sorted(gone + come, key=lambda change: (change.key, change.before is None))
