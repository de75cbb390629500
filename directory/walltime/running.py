"""What runs at each of many moments or hours, without looking at everything for each of them."""

from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import accumulate
from typing import TypeVar

from directory.walltime.hours import Lasting

L = TypeVar("L", bound=Lasting)


def running(spans: Sequence[L], moments: Iterable[datetime]) -> Iterator[list[L]]:
    """For each of the moments, which ascend, what covers it, in the order given."""
    ahead = deque(sorted(enumerate(spans), key=lambda row: row[1].start))
    current: list[tuple[int, L]] = []
    for moment in moments:
        current = [row for row in current if moment < row[1].end]
        while ahead and ahead[0][1].start <= moment:
            row = ahead.popleft()
            if moment < row[1].end:
                insort(current, row, key=lambda row: row[0])
        yield [span for _, span in current]


def touching(spans: Sequence[L], others: Iterable[Lasting]) -> Iterator[list[L]]:
    """For each of the others, in whatever order, those of the spans, by their start, that have time
    in common with it."""
    ordered = sorted(spans, key=_start)
    starts = [span.start for span in ordered]
    ended = list(accumulate((span.end for span in ordered), max))
    for other in others:
        first, last = bisect_right(ended, other.start), bisect_left(starts, other.end)
        yield [span for span in ordered[first:last] if span.touches(other)]


def _start(span: Lasting) -> datetime:
    return span.start
