"""Tidying: what nobody can want any more is forgotten. What people have decided is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from directory.letters.outbox import KEPT

DRAFTS_KEPT = timedelta(days=1)


class Forgetful(Protocol):
    """A store of something that does not last: the outbox, drafts."""

    async def forget(self, before: datetime) -> int:
        """Delete what was made before; how many. Raises StoreUnavailableError."""


class Together(Forgetful):
    """Several stores whose content lasts as long."""

    def __init__(self, *stores: Forgetful) -> None:
        self._stores = stores

    async def forget(self, before: datetime) -> int:
        return sum([await store.forget(before) for store in self._stores])


@dataclass(frozen=True, slots=True)
class Tidy:
    """The duty. Overrides, offers and confirmations stay for the audit."""

    deliveries: Forgetful
    drafts: Forgetful
    name: str = "tidy"
    every: timedelta = timedelta(hours=1)

    async def run(self, now: datetime) -> int:
        """Forget deliveries of ninety days and drafts of a day; how many went."""
        deliveries = await self.deliveries.forget(now - KEPT)
        return deliveries + await self.drafts.forget(now - DRAFTS_KEPT)
