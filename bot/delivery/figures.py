"""The metrics of deliveries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from prometheus_client import Counter, Gauge

from bot.delivery.fates import Fate
from bot.delivery.sender import Blame
from directory.letters.outbox import NOT_WELL, DeliveryState, Outbox, Queued

DELIVERIES = Counter(
    "konsult_deliveries_total",
    "What became of attempts to deliver: see bot/delivery/fates.py",
    ["channel", "outcome"],
)
FAILURES = Counter(
    "konsult_delivery_failures_total",
    "Failed attempts by whose fault it is: theirs, ours (an operator must act), passing, unsure",
    ["channel", "kind"],
)
OVERDUE = Gauge("konsult_deliveries_waiting", "Deliveries that are due and that no process has")
OLDEST = Gauge("konsult_deliveries_oldest_seconds", "How long the first of them has been due")
IN_STATE = Gauge(
    "konsult_outbox_deliveries",
    "Deliveries that wait, are on their way, or have been given up",
    ["channel", "state"],
)
AGE = Gauge(
    "konsult_outbox_age_seconds",
    "How long the first has tried to get out by the channel; empty: it has not been tried yet",
    ["channel"],
)
PAUSED = Gauge(
    "konsult_channel_paused_seconds", "How long the channel still rests; 0: it is open", ["channel"]
)

_STATES = (DeliveryState.WAITING, DeliveryState.SENDING, *NOT_WELL)

Pauses = Callable[[datetime], Mapping[str, float]]


class Measuring:
    """Measures what is in the outbox, at most once in `every` seconds.

    `waiting`: how many were due and in nobody's hands, `first`: when the first of them was due.
    """

    def __init__(self, outbox: Outbox, pauses: Pauses, every: float) -> None:
        self._outbox = outbox
        self._pauses = pauses
        self._every = timedelta(seconds=every)
        self._measured: datetime | None = None
        self._channels = {""}
        self.waiting = 0
        self.first: datetime | None = None

    async def measure(self, now: datetime) -> None:
        """Measure, if it is time to. Raises StoreUnavailableError."""
        if self._measured is None or now - self._measured >= self._every:
            self._measured = now
            queued = await self._outbox.unsettled(now)
            self.waiting = sum(some.overdue for some in queued)
            self.first = min((some.due for some in queued if some.due), default=None)
            OVERDUE.set(self.waiting)
            OLDEST.set((now - self.first).total_seconds() if self.first else 0)
            pauses = self._pauses(now)
            for channel, seconds in pauses.items():
                PAUSED.labels(channel).set(seconds)
            self._channels |= {*pauses, *(some.channel for some in queued)}
            _tell(queued, self._channels, now)


def _tell(queued: Sequence[Queued], channels: Iterable[str], now: datetime) -> None:
    """Every channel has an age and a count of each state, so that none is missing where nothing
    waits."""
    for channel in channels:
        for state in _STATES:
            IN_STATE.labels(channel, state).set(0)
    ages = dict.fromkeys(channels, 0.0)
    for some in queued:
        IN_STATE.labels(some.channel, some.state).set(some.count)
        if some.first is not None:
            age = (now - some.first).total_seconds()
            ages[some.channel] = max(ages.get(some.channel, 0.0), age)
    for channel, age in ages.items():
        AGE.labels(channel).set(age)


def expect(channels: Iterable[str]) -> None:
    """Show these from the start, with nothing delivered; ”none” is where there was no channel."""
    names = tuple(channels)
    for channel in ("", *names):
        AGE.labels(channel)
        for state in _STATES:
            IN_STATE.labels(channel, state)
    for channel in names:
        PAUSED.labels(channel)
    for channel in (*names, "none"):
        for fate in Fate:
            DELIVERIES.labels(channel, fate)
        for blame in Blame:
            FAILURES.labels(channel, blame)
