"""The query for shifts around a moment that is not in memory."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from directory.lazy.values import dataclass
from directory.query import Port, Reads
from directory.snapshot import Snapshot


class RosterReads(Protocol):
    """The store's shifts around any moment. Raises StoreUnavailableError."""

    async def around(self, moment: datetime, services: Collection[str]) -> Snapshot:
        """The present snapshot with the stored shifts of some services around another moment."""


ROSTER_READS = Port[RosterReads]("rosters")


@dataclass(frozen=True, slots=True)
class Around:
    """The snapshot with the stored shifts around the moment, of these services only."""

    moment: datetime
    services: frozenset[str]

    async def answer(self, reads: Reads) -> Snapshot:
        """Read the shifts, unless they are cached."""
        return await reads.of(ROSTER_READS).around(self.moment, self.services)
