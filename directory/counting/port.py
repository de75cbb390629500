"""What counting asks of the store."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from directory.counting.lookups import Lookup
from directory.counting.misses import Miss

Popular = Mapping[str, tuple[str, ...]]
"""The ids of services by unit."""


class Counts(Protocol):
    """What is counted, in batches. Every method raises StoreUnavailableError."""

    async def count(self, lookups: Mapping[Lookup, int]) -> None:
        """Store a batch of lookups, each with how many times it was."""

    async def count_misses(self, misses: Sequence[Miss]) -> None:
        """Add a batch of misses to the counts of their words; counts older than 90 days go."""


class PopularReads(Protocol):
    """What is asked for most. Raises StoreUnavailableError."""

    async def load_popular(self, now: datetime) -> Popular:
        """By unit, the ids of the services most asked for there in 90 days: eight at most, the
        most asked for first."""
