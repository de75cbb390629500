"""The missed words, read only when a command asks for them."""

from datetime import datetime
from typing import Protocol

from directory.counting.misses import MissedWords
from directory.lazy.values import dataclass
from directory.query import Port, Reads


class MissReads(Protocol):
    """Raises StoreUnavailableError."""

    async def load_misses(self, now: datetime) -> tuple[MissedWords, ...]:
        """The missed words of 90 days, the most frequent first."""


MISS_READS = Port[MissReads]("misses")


@dataclass(frozen=True, slots=True)
class MissedLately:
    """The missed words of 90 days until now, the most frequent first.

    `words` is empty for those that may only be counted.
    """

    now: datetime

    async def answer(self, reads: Reads) -> tuple[MissedWords, ...]:
        return await reads.of(MISS_READS).load_misses(self.now)
