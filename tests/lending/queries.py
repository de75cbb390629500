"""directory/lending/queries.py: what is read of the ledger when somebody asks."""

from typing import Protocol

from directory.lazy.values import dataclass
from directory.query import Port, Reads


class Ledger(Protocol):
    """Raises StoreUnavailableError."""

    async def times_lent(self, pager: str) -> int:
        """On how many days the pager has been lent."""


LEDGER = Port[Ledger]("ledger")


@dataclass(frozen=True, slots=True)
class TimesLent:
    """On how many days a pager has been lent."""

    pager: str

    async def answer(self, reads: Reads) -> int:
        """Count them."""
        return await reads.of(LEDGER).times_lent(self.pager)
