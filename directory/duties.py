"""Leases: which process does a duty just now."""

from datetime import datetime
from typing import Protocol


class DutyLeases(Protocol):
    """Each duty has at most one holder. Every method raises StoreUnavailableError."""

    async def take(self, name: str, now: datetime, until: datetime, holder: str) -> bool:
        """Have the duty until `until`; False if another has it. Its holder may take it again.

        From `until` on it is free. The clocks of all processes are taken to agree.
        """

    async def leave(self, name: str, holder: str) -> None:
        """Let the duty go at once; nothing happens if it is another's."""
