"""The leases of jobs in memory: for tests, and for a konsult without any database."""

from datetime import datetime

from directory.leases import Leases


class MemoryLeases(Leases):
    """Keeps (holder, until) of each job."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[str, datetime]] = {}

    async def take(self, name: str, now: datetime, until: datetime, holder: str) -> bool:
        whose, its_end = self.held.get(name, (holder, until))
        if whose != holder and its_end > now:
            return False
        self.held[name] = holder, until
        return True

    async def leave(self, name: str, holder: str) -> None:
        if self.held.get(name, ("", None))[0] == holder:
            del self.held[name]
