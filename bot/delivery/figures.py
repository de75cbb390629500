"""The metrics of deliveries."""

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
    """Measures what is overdue in the outbox, at most once in `every` seconds."""

    def __init__(self, outbox: Outbox, every: float) -> None:
        self._outbox = outbox
        self._every = timedelta(seconds=every)
        self._measured: datetime | None = None

    async def measure(self, now: datetime) -> None:
        """Measure, if it is time to. Raises StoreUnavailableError."""
        if self._measured is None or now - self._measured >= self._every:
            self._measured = now
            waiting, first = await self._outbox.overdue(now)
            OVERDUE.set(waiting)
            OLDEST.set((now - first).total_seconds() if first else 0)
