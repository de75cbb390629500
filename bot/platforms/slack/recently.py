"""What has been seen a short while ago, so that nothing acts twice."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta

MOST = 20_000


class Recently:
    """Keys seen within `lifetime`; at most `most`, of which the oldest are forgotten first.

    This process alone remembers: where two processes run, what was sent to both acts in both.
    """

    def __init__(
        self, clock: Callable[[], datetime], lifetime: timedelta, most: int = MOST
    ) -> None:
        self._clock = clock
        self._lifetime = lifetime
        self._most = most
        self._seen: dict[Hashable, datetime] = {}

    def is_new(self, key: Hashable) -> bool:
        """Whether the key has not been seen of late; from now on it has."""
        now = self._clock()
        self._forget(now)
        if key in self._seen:
            return False
        self._seen[key] = now
        return True

    def __len__(self) -> int:
        return len(self._seen)

    def _forget(self, now: datetime) -> None:
        while self._seen:
            oldest = next(iter(self._seen))
            if len(self._seen) < self._most and now - self._seen[oldest] <= self._lifetime:
                return
            del self._seen[oldest]
