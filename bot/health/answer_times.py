"""How long answers take, as a histogram that costs an answer next to nothing."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate

from prometheus_client import REGISTRY
from prometheus_client.core import HistogramMetricFamily
from prometheus_client.registry import Collector

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)
"""Seconds. An answer is to come within one; Slack has given up after three."""

NO_COMMAND = "none"
"""The command of what was refused before a command saw it."""


class AnswerTimes(Collector):
    """Counts by command and platform.

    prometheus_client's own histogram takes two locks and ten calls for each answer. All answers
    and the reading of /metrics happen on the event loop, so plain numbers do here.
    """

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], list[int]] = {}
        self._sums: dict[tuple[str, str], float] = {}

    def expect(self, commands: Iterable[str], platforms: Iterable[str]) -> None:
        """Show these from the start, with no answers."""
        names = [*commands, NO_COMMAND]
        for key in ((name, platform) for platform in platforms for name in names):
            self._counts.setdefault(key, _none())
            self._sums.setdefault(key, 0.0)

    def add(self, command: str, platform: str, seconds: float) -> None:
        """An answer that took so long."""
        key = (command, platform)
        counts = self._counts.get(key)
        if counts is None:
            counts = self._counts[key] = _none()
            self._sums[key] = 0.0
        counts[bisect_left(BOUNDS, seconds)] += 1
        self._sums[key] += seconds

    def collect(self) -> Iterator[HistogramMetricFamily]:
        """The histogram as it is read by Prometheus."""
        family = HistogramMetricFamily(
            "konsult_answer_seconds",
            "How long it took to answer, from what a platform handed over to the card",
            labels=["command", "platform"],
        )
        for key, counts in self._counts.items():
            upto = zip((*map(str, BOUNDS), "+Inf"), accumulate(counts), strict=True)
            family.add_metric(key, [(bound, count) for bound, count in upto], self._sums[key])
        yield family


def _none() -> list[int]:
    return [0] * (len(BOUNDS) + 1)


ANSWER_TIMES = AnswerTimes()
REGISTRY.register(ANSWER_TIMES)
