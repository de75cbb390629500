"""What has changed from one file to the next, row by row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from directory.lazy.values import dataclass
from directory.shortages.row import RowKey, ShortageRow

GONE_KEPT = timedelta(days=180)
"""How long a row counts that is no longer listed: as long as the file keeps those that ended."""


class RowNews(StrEnum):
    """What has happened to a row. `TOUCHED`: only the day of its latest update is another."""

    NEW = "new"
    RESOLVED = "resolved"
    FORECAST_CHANGED = "forecast_changed"
    DROPPED = "dropped"
    REOPENED = "reopened"
    START_CHANGED = "start_changed"
    REWRITTEN = "rewritten"
    TOUCHED = "touched"


@dataclass(frozen=True, slots=True)
class RowStep:
    """What has happened to one row; what is missing is None: `before` for what is new, `after` for
    what was dropped."""

    news: RowNews
    before: ShortageRow | None
    after: ShortageRow | None

    @property
    def row(self) -> ShortageRow:
        """The row as it is, or as it was last."""
        row = self.after or self.before
        assert row is not None
        return row


@dataclass(frozen=True, slots=True)
class FileDifference:
    """The steps from one file to another, in the order of their keys; rows that are alike have
    none."""

    steps: tuple[RowStep, ...]

    def keys(self, news: RowNews) -> Sequence[RowKey]:
        """The keys of the rows to which this has happened, in order."""
        return [step.row.key for step in self.steps if step.news is news]

    @property
    def told(self) -> tuple[RowStep, ...]:
        """Without those that were only touched: nobody is told of them."""
        return tuple(step for step in self.steps if step.news is not RowNews.TOUCHED)


def difference(old: Iterable[ShortageRow], new: Iterable[ShortageRow]) -> FileDifference:
    """What has changed from the rows of one file to those of another."""
    before, after = _by_key(old), _by_key(new)
    keys = sorted(before.keys() | after.keys())
    steps = (_step(before.get(key), after.get(key)) for key in keys)
    return FileDifference(tuple(step for step in steps if step is not None))


def _by_key(rows: Iterable[ShortageRow]) -> Mapping[RowKey, ShortageRow]:
    return {row.key: row for row in rows}


def _step(before: ShortageRow | None, after: ShortageRow | None) -> RowStep | None:
    news = _news(before, after)
    return RowStep(news, before, after) if news else None


def _news(before: ShortageRow | None, after: ShortageRow | None) -> RowNews | None:
    """The weightiest of what has happened: a row that ended is told of as ended, though its
    forecast was moved as well."""
    if before is None or after is None:
        return RowNews.DROPPED if after is None else RowNews.NEW
    if before == after:
        return None
    was, now = before.interval, after.interval
    if (was.actual_end is None) != (now.actual_end is None):
        return RowNews.REOPENED if now.actual_end is None else RowNews.RESOLVED
    if was.forecast_end != now.forecast_end:
        return RowNews.FORECAST_CHANGED
    if was.start != now.start:
        return RowNews.START_CHANGED
    return RowNews.TOUCHED if before.says_the_same(after) else RowNews.REWRITTEN


def carried_on(
    known: Iterable[ShortageRow], new: Iterable[ShortageRow], day: date
) -> tuple[ShortageRow, ...]:
    """The rows to know after a file of a day: its own, and those that it no longer has, for as long
    as they count."""
    listed = _by_key(new)
    left = [row for row in known if row.key not in listed]
    gone = (row if row.gone else replace(row, gone=day) for row in left)
    return (*listed.values(), *(row for row in gone if _counts(row, day)))


def _counts(row: ShortageRow, day: date) -> bool:
    return row.gone is not None and day - row.gone <= GONE_KEPT
