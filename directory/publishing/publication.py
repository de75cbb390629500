"""A publication: what is put in force when a roster has been read, and what that changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.catalogue.roles import Role
from directory.region import RowChange, row_key
from directory.rosters.shift import Shift
from directory.rosters.sources import RosterName, RosterSource
from directory.walltime.hours import Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The content of a source to put in force.

    Replaces the source's shifts in `roles` that begin in the hours; its others stay. `names` are
    remembered for the next reading.
    """

    source: RosterSource
    roles: frozenset[Role]
    hours: Hours
    shifts: tuple[Shift, ...]
    names: tuple[RosterName, ...] = ()

    def __post_init__(self) -> None:
        if not all(self.hours.covers(shift.start) for shift in self.shifts):
            raise ValueError("Alla pass måste börja inom tiden som källan gäller för.")
        if any(shift.service != self.source.service for shift in self.shifts):
            raise ValueError("Alla pass måste höra till källans tjänst.")
        if not {shift.role for shift in self.shifts} <= self.roles <= self.source.roles:
            raise ValueError("Alla roller måste vara källans.")

    def speaks_of(self, shift: Shift) -> bool:
        """Whether the publication replaces this stored shift of the source."""
        return shift.role in self.roles and self.hours.covers(shift.start)


def roster_difference(stored: Sequence[Shift], publication: Publication) -> list[RowChange]:
    """What a publication changes among the source's stored shifts that touch its hours."""
    old = {shift for shift in stored if publication.speaks_of(shift)}
    new = set(publication.shifts)
    removed = [RowChange(row_key(shift), shift, None) for shift in old - new]
    added = [RowChange(row_key(shift), None, shift) for shift in new - old]
    return sorted(removed + added, key=lambda change: (change.key, change.before is None))
