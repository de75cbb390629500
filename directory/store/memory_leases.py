"""The leases of jobs in memory: for tests, and for konsult without a database."""

from datetime import datetime

from directory.jobs.leases import Leases


class MemoryLeases(Leases):
    """Keeps (holder, until) of each job."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[str, datetime]] = {}

    async def take(self, name: str, now: datetime, until: datetime, holder: str) -> bool:
        other, end = self.held.get(name, (holder, until))
        if other != holder and end > now:
            return False
        self.held[name] = holder, until
        return True

    async def leave(self, name: str, holder: str) -> None:
        if self.held.get(name, ("", None))[0] == holder:
            del self.held[name]
