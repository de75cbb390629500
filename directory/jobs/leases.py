"""Leases: which process does a job just now."""

from datetime import datetime
from typing import Protocol


class Leases(Protocol):
    """Each job has at most one holder. Every method raises StoreUnavailableError."""

    async def take(self, name: str, now: datetime, until: datetime, holder: str) -> bool:
        """Have the job until `until`; False if another has it. Its holder may take it again.

        From `until` on it is free. The clocks of all processes are taken to agree.
        """

    async def leave(self, name: str, holder: str) -> None:
        """Let the job go at once; nothing happens if it is another's."""
