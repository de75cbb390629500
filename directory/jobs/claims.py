"""Claims: which process answers something that may reach several of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class FirstClaims(Protocol):
    """Each key is had by the first who claims it. Every method raises StoreUnavailableError."""

    async def claim(self, keys: Mapping[str, datetime], now: datetime) -> bool:
        """Have all the keys, each until its time; False if another has one of them.

        From its time on a key is free. The clocks of all processes are taken to agree.
        """

    async def forget(self, before: datetime) -> int:
        """Delete the keys that were free before; how many."""
