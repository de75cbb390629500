"""What has been seen recently, so that nothing acts twice."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta

from cachetools import TTLCache

MOST = 20_000


class Seen:
    """Keys seen within `lifetime`; at most `most`, the oldest are forgotten first.

    Kept in this process only; of the others `bot.platforms.once` knows.
    """

    def __init__(
        self, clock: Callable[[], datetime], lifetime: timedelta, most: int = MOST
    ) -> None:
        ends = lifetime + timedelta.resolution  # at the end of its lifetime a key is still known
        self._keys: TTLCache[Hashable, None] = TTLCache(
            most, ends.total_seconds(), lambda: clock().timestamp()
        )

    def is_new(self, key: Hashable) -> bool:
        """Whether the key has not been seen within the lifetime; from now on it has."""
        if key in self._keys:
            return False
        self._keys[key] = None
        return True

    def __len__(self) -> int:
        return len(self._keys)
