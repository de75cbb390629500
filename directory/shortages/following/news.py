"""What of a pack is worth telling somebody, given what they have been told of it."""

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from directory.lazy.values import dataclass
from directory.shortages.pack_changes import PackMoment, moment_of
from directory.shortages.soon import begins_soon
from directory.shortages.state import PackSituation, PackState

SHORTEST_MOVE = timedelta(days=14)
"""A date that has moved less since it was told is not told again."""


class NewsKind(StrEnum):
    """What is told of a pack, in the order in which it is read."""

    OUT = "nu"
    SOON = "förvarning"
    COMING = "kommande"
    CEASES = "upphör"
    PASSED = "prognos passerad"
    MOVED = "ny prognos"
    START_MOVED = "ny start"
    BACK = "åter"
    UNLISTED = "inte längre listad"


_OF_STATE = {
    PackState.CEASES: NewsKind.CEASES,
    PackState.NOW: NewsKind.OUT,
    PackState.FORECAST_PASSED: NewsKind.OUT,
    PackState.COMING: NewsKind.COMING,
    PackState.BACK: NewsKind.BACK,
    PackState.UNLISTED: NewsKind.UNLISTED,
}


@dataclass(frozen=True, slots=True)
class PackTold:
    """What somebody knows of a pack: how it was when they were told, and on which day that was.
    `moment` is None of a pack that was not in the file."""

    moment: PackMoment | None
    day: date


@dataclass(frozen=True, slots=True)
class PackNews:
    """Something new about a pack: how it is now, and how it was when it was last told of."""

    kind: NewsKind
    now: PackSituation
    before: PackMoment | None


def pack_news(told: PackTold, now: PackSituation) -> PackNews | None:
    """What is new about a pack since it was told of; None where nothing is that is worth telling.

    A state that is another is. A forecast, or a day on which something begins, is where it has
    moved by a fortnight since it was told, in however many steps, or is given or taken away. What
    begins within three weeks is, once for the day on which it was said to begin.
    """
    kind = _kind(told, moment_of(now), now.day)
    return PackNews(kind, now, told.moment) if kind else None


def _kind(told: PackTold, now: PackMoment, day: date) -> NewsKind | None:
    before = told.moment
    if before is None:
        return _of_state(now, day) if now.state.is_listed_as_short else None
    if not _but_for_forecast(before).is_as(_but_for_forecast(now)):
        return _of_state(now, day)
    if not now.state.is_listed_as_short:
        return None
    if _is_passed(now) and not _is_passed(before):
        return NewsKind.PASSED
    if begins_soon(now, day) and not begins_soon(before, told.day):
        return NewsKind.SOON
    if _has_moved(before.starts, now.starts):
        return NewsKind.START_MOVED
    return NewsKind.MOVED if _has_moved(before.forecast, now.forecast) else None


def _of_state(now: PackMoment, day: date) -> NewsKind:
    is_soon = now.state is PackState.COMING and begins_soon(now, day)
    return NewsKind.SOON if is_soon else _OF_STATE[now.state]


def _but_for_forecast(moment: PackMoment) -> PackMoment:
    """The same as if no forecast had passed: one that passes and is replaced by a new one has
    moved, and the pack has been out all the while."""
    return replace(
        moment,
        state=PackState.NOW if moment.state is PackState.FORECAST_PASSED else moment.state,
        beside=PackState.NOW if moment.beside is PackState.FORECAST_PASSED else moment.beside,
    )


def _is_passed(moment: PackMoment) -> bool:
    return PackState.FORECAST_PASSED in (moment.state, moment.beside)


def _has_moved(before: date | None, now: date | None) -> bool:
    if before is None or now is None:
        return before is not now
    return abs(now - before) >= SHORTEST_MOVE
