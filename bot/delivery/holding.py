"""The leases of what is being sent, renewed for as long as that takes."""

from datetime import datetime, timedelta

import structlog

from directory.letters.outbox import Outbox

log = structlog.get_logger(__name__)


class Holding:
    """Knows until when this worker holds each delivery, and holds on to those that take long.

    What it has lost to another is no longer renewed: the other looks for it, or repeats it much
    later, and what this worker still writes of it is not counted.
    """

    def __init__(self, outbox: Outbox, lease: timedelta, holder: str) -> None:
        self._outbox = outbox
        self._lease = lease
        self._holder = holder
        self._until: dict[str, datetime] = {}

    def add(self, id_: str, now: datetime) -> None:
        """It has been claimed."""
        self._until[id_] = now + self._lease

    def drop(self, id_: str) -> None:
        """It is no longer being sent."""
        self._until.pop(id_, None)

    def holds(self, id_: str, moment: datetime) -> bool:
        """Whether the lease lasts until the moment."""
        until = self._until.get(id_)
        return until is not None and moment <= until

    async def renew(self, now: datetime) -> None:
        """Renew the leases that are half over, together. Raises StoreUnavailableError."""
        old = [id_ for id_, until in self._until.items() if until - now <= self._lease / 2]
        if not old:
            return
        until = now + self._lease
        held = await self._outbox.renew(old, until, holder=self._holder)
        for id_ in old:
            if id_ in held:
                self._until[id_] = until
            else:
                log.warning("lease lost", delivery=id_)
                self.drop(id_)
