"""Stretches of time put together and taken from one another. Starts inclusive, ends exclusive."""

from collections.abc import Iterable, Iterator

from directory.rosters.changes import Stretch


def unbroken(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time in order, those that overlap or touch as one."""
    joined: list[Stretch] = []
    for one in sorted(stretches):
        if joined and one.start <= joined[-1].end:
            joined[-1] = Stretch(joined[-1].start, max(joined[-1].end, one.end))
        else:
            joined.append(one)
    return joined


def without(stretches: Iterable[Stretch], taken: Iterable[Stretch]) -> Iterator[Stretch]:
    """The time of the first that is not in the second, in order."""
    away = unbroken(taken)
    for one in unbroken(stretches):
        start = one.start
        for gone in away:
            if gone.end <= start or gone.start >= one.end:
                continue
            if gone.start > start:
                yield Stretch(start, gone.start)
            start = gone.end
        if start < one.end:
            yield Stretch(start, one.end)


def common(stretches: Iterable[Stretch], others: Iterable[Stretch]) -> Iterator[Stretch]:
    """The time that is in both, in order."""
    theirs = unbroken(others)
    for one in unbroken(stretches):
        for other in theirs:
            start, end = max(one.start, other.start), min(one.end, other.end)
            if start < end:
                yield Stretch(start, end)
