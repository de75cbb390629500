"""Differences between rosters: whose duties have changed, and who is on instead of whom."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.rosters.duty import Duty
from directory.rosters.line import Line
from directory.rosters.somebody import Somebody, as_written
from directory.walltime.hours import Hours, Lasting, unbroken
from directory.walltime.running import running


@dataclass(frozen=True, slots=True)
class Moved:
    """A person's time in a line: before (empty = it is new) and after (empty = it is removed).

    Each stretch is unbroken, even if made of several duties. Several where one has been split, or
    two have been joined.
    """

    line: Line
    before: tuple[Hours, ...]
    after: tuple[Hours, ...]

    @property
    def happens(self) -> datetime:
        """The first moment at which something differs."""
        edges = [
            {edge for stretch in side for edge in (stretch.start, stretch.end)}
            for side in (self.before, self.after)
        ]
        return min(edges[0] ^ edges[1])


@dataclass(frozen=True, slots=True)
class Replaced(Lasting):
    """Who was on in a line from `start` to `end`, and who is now; empty = nobody."""

    line: Line
    start: datetime
    end: datetime
    before: tuple[Somebody, ...]
    after: tuple[Somebody, ...]


def moved(
    before: Iterable[Duty], after: Iterable[Duty], now: datetime
) -> Mapping[Somebody, tuple[Moved, ...]]:
    """The changes of each person's duties from now on, in order of time.

    Whose time is the same is not among them, however it is divided into shifts. A stretch that
    has begun counts from now on. Removed and added stretches that overlap in the same line are one
    change.
    """
    was_there, is_there = _own(before, now), _own(after, now)
    old, new = _stretches(was_there, is_there, now), _stretches(is_there, was_there, now)
    found: dict[Somebody, list[Moved]] = {}
    for person, line in old.keys() | new.keys():
        was, is_ = old.get((person, line), set()), new.get((person, line), set())
        for change in _paired(line, was - is_, is_ - was):
            if unbroken(change.before) != unbroken(change.after):
                found.setdefault(person, []).append(change)
    return {
        person: tuple(sorted(changes, key=lambda c: (c.happens, c.line)))
        for person, changes in sorted(found.items(), key=lambda row: as_written(row[0]))
    }


def replaced(before: Sequence[Duty], after: Sequence[Duty], now: datetime) -> tuple[Replaced, ...]:
    """From now on, every stretch of a line with other people than before, in order of time."""
    old, new = grouped(before, lambda duty: duty.line), grouped(after, lambda duty: duty.line)
    found = [
        change
        for line in old.keys() | new.keys()
        for change in _replaced_in(line, old.get(line, []), new.get(line, []), now)
    ]
    return tuple(sorted(found, key=lambda change: (change.start, change.line)))


def _replaced_in(
    line: Line, before: list[Duty], after: list[Duty], now: datetime
) -> list[Replaced]:
    edges = {edge for duty in (*before, *after) for edge in (duty.start, duty.end)}
    changes: list[Replaced] = []
    moments = sorted({now, *(edge for edge in edges if edge > now)})
    both = zip(running(before, moments), running(after, moments), strict=True)
    for (start, end), (old, new) in zip(pairwise(moments), both, strict=False):
        was, is_ = _on(old), _on(new)
        last = changes[-1] if changes else None
        if was == is_:
            continue
        if last and (last.end, last.before, last.after) == (start, was, is_):
            changes[-1] = Replaced(line, last.start, end, was, is_)
        else:
            changes.append(Replaced(line, start, end, was, is_))
    return changes


def _on(duties: Iterable[Duty]) -> tuple[Somebody, ...]:
    on = {duty.person for duty in duties if duty.person and not duty.busy}
    return tuple(sorted(on, key=as_written))


_Own = Mapping[tuple[Somebody, Line], Sequence[Duty]]


def _own(duties: Iterable[Duty], now: datetime) -> _Own:
    """What is left of each person's duties in each line."""
    own: dict[tuple[Somebody, Line], list[Duty]] = {}
    for duty in duties:
        if duty.person and duty.end > now:
            own.setdefault((duty.person, duty.line), []).append(duty)
    return own


def _stretches(own: _Own, others: _Own, now: datetime) -> dict[tuple[Somebody, Line], set[Hours]]:
    return {key: set(_unbroken(own[key], others.get(key, ()), now)) for key in own}


def _unbroken(duties: Iterable[Duty], others: Sequence[Duty], now: datetime) -> list[Hours]:
    """Duties from now on, with overlapping ones joined. Two that follow each other stay two.

    A shift continues where the person becomes busy or free, unless two of the `others`, their
    duties on the other side of the change, meet there.
    """
    borders = {duty.end for duty in others} & {duty.start for duty in others}
    joined: list[Hours] = []
    was_busy = False
    for duty in sorted(duties, key=lambda duty: (duty.start, duty.end)):
        begun = Hours(max(duty.start, now), duty.end)
        goes_on = duty.busy != was_busy and begun.start not in borders
        last = joined[-1] if joined else None
        if last and (begun.start < last.end or (begun.start == last.end and goes_on)):
            joined[-1] = Hours(last.start, max(last.end, begun.end))
        else:
            joined.append(begun)
        was_busy = duty.busy
    return joined


def _paired(line: Line, gone: Iterable[Hours], come: Iterable[Hours]) -> list[Moved]:
    """Stretches that overlap, directly or through others, are one change."""
    changes: list[Moved] = []
    until: datetime | None = None
    marked = sorted([(one, False) for one in gone] + [(one, True) for one in come])
    for stretch, is_new in marked:
        if until is None or stretch.start >= until:
            changes.append(Moved(line, (), ()))
        last = changes[-1]
        before, after = (
            (last.before, (*last.after, stretch))
            if is_new
            else ((*last.before, stretch), last.after)
        )
        changes[-1] = Moved(line, before, after)
        until = max(until or stretch.end, stretch.end)
    return changes
