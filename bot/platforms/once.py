"""What may come several times is answered once, by one process."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog

from bot.desk.time_left import TimeLeft
from bot.platforms.seen import Seen
from directory.jobs.claims import FirstClaims
from directory.transaction import StoreUnavailableError

PATIENCE = 0.5
LEFT_ALONE = timedelta(seconds=10)
"""For how long a store that did not answer is not asked."""

log = structlog.get_logger(__name__)


class Once:
    """Keys that have been had, by this process or by another.

    Where the store does not answer, the key is had: better twice than never. `claims` None: only
    this process is known. `patience`: the seconds that the store may take.
    """

    def __init__(
        self,
        platform: str,
        clock: Callable[[], datetime],
        claims: FirstClaims | None,
        patience: float = PATIENCE,
    ) -> None:
        self._patience = patience
        self._platform = platform
        self._clock = clock
        self._claims = claims
        self._silent_until: datetime | None = None
        self._here: dict[timedelta, Seen] = {}

    def is_new_here(self, keys: Mapping[str, timedelta]) -> bool:
        """Whether this process has had none of the keys within their times; now it has all."""
        return all([self._seen(lasts).is_new(key) for key, lasts in keys.items()])

    async def is_first(self, keys: Mapping[str, timedelta]) -> bool:
        """Whether no other process has had one of the keys; now this one has them."""
        now = self._clock()
        if self._claims is None or (self._silent_until is not None and now < self._silent_until):
            return True
        ends = {f"{self._platform} {key}": now + lasts for key, lasts in keys.items()}
        try:
            return await TimeLeft(self._patience).waits(self._claims.claim(ends, now))
        except StoreUnavailableError:
            self._silent_until = now + LEFT_ALONE
            log.warning("answered without knowing of other processes", platform=self._platform)
            return True

    def _seen(self, lasts: timedelta) -> Seen:
        return self._here.setdefault(lasts, Seen(self._clock, lasts))
