"""The metrics of deliveries."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from prometheus_client import Counter, Gauge

from directory.letters.outbox import Outbox

DELIVERIES = Counter(
    "konsult_deliveries_total",
    "Attempts to deliver: sent, found (it had been sent), again, refused, unreachable",
    ["channel", "outcome"],
)
OVERDUE = Gauge("konsult_deliveries_waiting", "Deliveries that are due and that no process has")
OLDEST = Gauge("konsult_deliveries_oldest_seconds", "How long the first of them has been due")


class Measuring:
    """Measures what is overdue in the outbox, at most once in `every` seconds.

    `waiting`: how many were due and in nobody's hands, `first`: when the first of them was due.
    """

    def __init__(self, outbox: Outbox, every: float) -> None:
        self._outbox = outbox
        self._every = timedelta(seconds=every)
        self._measured: datetime | None = None
        self.waiting = 0
        self.first: datetime | None = None

    async def measure(self, now: datetime) -> None:
        """Measure, if it is time to. Raises StoreUnavailableError."""
        if self._measured is None or now - self._measured >= self._every:
            self._measured = now
            self.waiting, self.first = await self._outbox.overdue(now)
            OVERDUE.set(self.waiting)
            OLDEST.set((now - self.first).total_seconds() if self.first else 0)


OUTCOMES = ("sent", "found", "again", "refused", "unreachable")


def expect(channels: Iterable[str]) -> None:
    """Show these from the start, with nothing delivered; ”none” is where there was no channel."""
    for channel in (*channels, "none"):
        for outcome in OUTCOMES:
            DELIVERIES.labels(channel, outcome)
