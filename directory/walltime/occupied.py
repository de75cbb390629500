"""Time that is taken up, asked again and again."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from operator import attrgetter

from directory.walltime.hours import Lasting


class Occupied:
    """The time of some things, which may overlap."""

    def __init__(self, lasting: Iterable[Lasting]) -> None:
        in_order = sorted(lasting, key=attrgetter("start"))
        self._starts = [one.start for one in in_order]
        self._latest_ends = list(accumulate((one.end for one in in_order), max))

    def touches(self, other: Lasting) -> bool:
        """Whether any of them has time in common with it, without looking at each."""
        begun = bisect_left(self._starts, other.end)
        return begun > 0 and self._latest_ends[begun - 1] > other.start
