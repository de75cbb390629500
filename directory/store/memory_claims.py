"""Claims in memory: for tests, and for konsult without a database."""

from collections.abc import Mapping
from datetime import datetime

from directory.jobs.claims import FirstClaims


class MemoryClaims(FirstClaims):
    """Keeps the end of each key."""

    def __init__(self) -> None:
        self.ends: dict[str, datetime] = {}

    async def claim(self, keys: Mapping[str, datetime], now: datetime) -> bool:
        free = {key for key in keys if self.ends.get(key, now) <= now}
        self.ends |= {key: keys[key] for key in free}
        return free == keys.keys()

    async def forget(self, before: datetime) -> int:
        over = [key for key, end in self.ends.items() if end < before]
        for key in over:
            del self.ends[key]
        return len(over)
