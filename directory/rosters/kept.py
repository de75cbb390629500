"""The parts of rosters: overrides, roster sources, and when rosters were last read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from directory.grouping import grouped
from directory.kinds import Kind
from directory.lazy.values import dataclass
from directory.parts import ById, Part
from directory.rosters.override import Override
from directory.rosters.shift import LONGEST_SHIFT
from directory.rosters.somebody import Somebody
from directory.rosters.sources import RosterName, RosterSource

OVERRIDE = Kind(Override, ends="end", kept_for=timedelta(days=2) + LONGEST_SHIFT)
OVERRIDES = Part.of("overrides", OVERRIDE, ById)
"""Held for as long as the shifts that they may lie on; older ones are read with theirs."""


def with_past(held: ById[Override], past: Iterable[Override]) -> ById[Override]:
    """Those held, and those of another time that were read with its shifts."""
    return ById({override.id: override for override in (*held, *past)}.values())


class RosterSources(ById[RosterSource]):
    """The roster sources besides the region's files, and whom their names mean."""

    def __init__(
        self, sources: Iterable[RosterSource] = (), names: Iterable[RosterName] = ()
    ) -> None:
        super().__init__(sources)
        self.names = tuple(names)
        self._of_service = grouped(self, lambda source: source.service)
        self._meant = grouped(self.names, lambda name: name.service)

    def of_service(self, service: str) -> Sequence[RosterSource]:
        """The sources of a service's roster."""
        return self._of_service.get(service, ())

    def meant_in(self, service: str) -> Mapping[str, Somebody]:
        """By folded name: whom the service's rosters mean."""
        return {name.written: name.person for name in self._meant.get(service, ())}


ROSTER_SOURCE = Kind(RosterSource)
ROSTER_NAME = Kind(RosterName)
ROSTER_SOURCES = Part(
    "roster sources",
    (ROSTER_SOURCE, ROSTER_NAME),
    lambda loaded: RosterSources(loaded.of(ROSTER_SOURCE), loaded.of(ROSTER_NAME)),
)


@dataclass(frozen=True, slots=True)
class RosterAge:
    """When a service's roster was last read: by an import of the region, or from a source."""

    service: str
    read_at: datetime

    @property
    def id(self) -> str:
        """The service: one age for each."""
        return self.service


ROSTER_AGE = Kind(RosterAge, order=("service",))
ROSTER_AGES = Part.of("roster ages", ROSTER_AGE, ById)
