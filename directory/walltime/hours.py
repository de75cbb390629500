"""Time from an instant until another, the end exclusive."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from operator import attrgetter

from directory.lazy.values import dataclass

INSTANT = timedelta(microseconds=1)
"""The shortest time that two instants can be apart."""

_START_AND_END = attrgetter("start", "end")  # compared as tuples, not by a method of Hours


class Lasting:
    """What lasts from `start` until `end`: aware instants, the end exclusive."""

    __slots__ = ()
    start: datetime
    end: datetime

    @property
    def hours(self) -> "Hours":
        """The hours it lasts."""
        return Hours(self.start, self.end)

    def covers(self, moment: datetime) -> bool:
        """Whether the moment is within it: start ≤ moment < end."""
        return self.start <= moment < self.end

    def touches(self, other: "Lasting") -> bool:
        """Whether the two have any time in common."""
        return self.start < other.end and other.start < self.end


def check_span(lasting: Lasting) -> None:
    """ValueError, in Swedish, if a time has no time zone or the end is not after the start.

    For `__post_init__` of what is never empty.
    """
    if lasting.start.tzinfo is None or lasting.end.tzinfo is None:
        raise ValueError("Tider måste ha tidszon.")
    if lasting.end <= lasting.start:
        raise ValueError("Slutet måste ligga efter starten.")


@dataclass(frozen=True, slots=True, order=True)
class Hours(Lasting):
    """From `start` until `end`, never empty. Ordered by the start, then by the end."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        check_span(self)

    @property
    def hours(self) -> "Hours":
        return self

    @staticmethod
    def at(moment: datetime) -> "Hours":
        """The shortest hours there are: what touches them covers the moment."""
        return Hours(moment, moment + INSTANT)

    def since(self, moment: datetime) -> "Hours | None":
        """The time from the moment on; None if it has ended."""
        return Hours(max(self.start, moment), self.end) if moment < self.end else None

    def common(self, other: Lasting) -> "Hours | None":
        """The time that is in both, if there is any."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Hours(start, end) if start < end else None

    def widened(self, by: timedelta) -> "Hours":
        """The same with so much time before and after."""
        return Hours(self.start - by, self.end + by)

    def minus(self, others: Iterable[Lasting]) -> "tuple[Hours, ...]":
        """The time that is in none of the others, in order."""
        return tuple(without((self,), others))


def unbroken(spans: Iterable[Lasting]) -> list[Hours]:
    """The same time in order, those that overlap or meet as one."""
    joined: list[Hours] = []
    for span in sorted(spans, key=_START_AND_END):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Hours(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span.hours)
    return joined


def without(spans: Iterable[Lasting], others: Iterable[Lasting]) -> Iterator[Hours]:
    """The time of `spans` that is in none of the others, in order."""
    removed = unbroken(others)
    for span in unbroken(spans):
        start = span.start
        for other in removed:
            if other.touches(span):
                if start < other.start:
                    yield Hours(start, other.start)
                start = other.end
        if start < span.end:
            yield Hours(start, span.end)


def common(spans: Iterable[Lasting], others: Iterable[Lasting]) -> Iterator[Hours]:
    """The time that is in both, in order."""
    theirs = unbroken(others)
    for span in unbroken(spans):
        yield from (shared for other in theirs if (shared := span.common(other)))
