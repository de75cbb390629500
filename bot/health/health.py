"""All lines in and out together: whether konsult may get requests, and what is told of it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from prometheus_client import Gauge

from bot.health.condition import Condition, Watched

OK = Gauge("konsult_line_ok", "Whether a line in or out works: 1 or 0", ["line"])
LAST_GOOD = Gauge(
    "konsult_line_last_good_timestamp_seconds",
    "When a line in or out was last known to work; 0 = never",
    ["line"],
)
READY = Gauge("konsult_ready", "Whether this process may get requests: 1 or 0")


class Health:
    """Gathers the conditions of all that is watched, in the order in which it was added."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._watched: list[Watched] = []

    def watch(self, watched: Iterable[Watched]) -> None:
        """From now on these are told of too."""
        self._watched.extend(watched)

    def conditions(self) -> Sequence[Condition]:
        """How each line is now, as /metrics shows it as well."""
        now = self._clock()
        conditions = [one for part in self._watched for one in part.conditions(now)]
        for one in conditions:
            OK.labels(one.line).set(one.ok)
            LAST_GOOD.labels(one.line).set(one.good.timestamp() if one.good else 0)
        READY.set(is_ready(conditions))
        return conditions


def is_ready(conditions: Iterable[Condition]) -> bool:
    """Whether nothing that konsult cannot answer without is missing.

    A store, a platform or a mail server that is away is told and no more: answers go on from
    memory, and a process that is taken out of traffic for it helps nobody.
    """
    return all(one.ok for one in conditions if one.needed)
