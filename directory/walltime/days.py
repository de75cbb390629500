"""Swedish working time: which days are working days, and what the wall clock shows.

Rules are written in local wall time, Europe/Stockholm. Instants are aware datetimes in UTC.
Red days and eves come from the library `holidays`; a region's own exceptions lie on top.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from directory.lazy.values import dataclass

ZONE = ZoneInfo("Europe/Stockholm")
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
SHORT_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)

_SATURDAY = 5


class TimeClass(StrEnum):
    """Which chain of contacts holds: a service's own hours, or all other time."""

    OFFICE = "dagtid"
    ON_CALL = "jourtid"


class DayKind(StrEnum):
    WORKDAY = "vardag"
    SATURDAY = "lördag"
    SUNDAY = "söndag"
    RED_DAY = "röd dag"
    EVE = "afton"
    BRIDGE = "klämdag"


@dataclass(frozen=True, slots=True)
class Day:
    """A local date; `office` says whether ordinary working hours are kept on it."""

    date: date
    kind: DayKind
    name: str
    office: bool


@dataclass(frozen=True, slots=True)
class Exceptional:
    """A region's own rule for a date, which replaces the calendar's."""

    date: date
    kind: DayKind
    name: str
    office: bool


def local(moment: datetime) -> datetime:
    """The wall clock in Stockholm at `moment`; a naive moment is refused with ValueError."""
    if moment.utcoffset() is None:
        raise ValueError(f"an aware datetime is needed, not {moment!r}")
    return moment.astimezone(ZONE)


def to_utc(day: date, clock: time, *, end: bool = False) -> datetime:
    """The instant at which the wall clock in Stockholm shows `clock` on `day`.

    A time that exists twice (autumn) is its first occurrence, or its last if it is an `end`.
    A time that does not exist (spring) is the first instant after the gap: 02:30 becomes 03:00.
    """
    wall = datetime.combine(day, clock, tzinfo=ZONE)
    first = wall.replace(fold=0).astimezone(UTC)
    last = wall.replace(fold=1).astimezone(UTC)
    if first > last:  # only so in a gap; the clocks are changed on a whole hour of UTC
        return first.replace(minute=0, second=0, microsecond=0)
    return last if end else first


class Calendar:
    """Every day's kind, with a region's exceptions on top. Immutable and hashable."""

    __slots__ = ("_exceptions",)

    def __init__(self, exceptions: Iterable[Exceptional] = ()) -> None:
        """Two exceptions for one date are refused with ValueError."""
        self._exceptions: dict[date, Day] = {}
        for exception in exceptions:
            if exception.date in self._exceptions:
                raise ValueError(f"two exceptions for {exception.date}")
            self._exceptions[exception.date] = Day(
                exception.date, exception.kind, exception.name, exception.office
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and self._exceptions == other._exceptions

    def __hash__(self) -> int:
        return hash(frozenset(self._exceptions.values()))

    def __repr__(self) -> str:
        return f"Calendar({len(self._exceptions)} exceptions)"

    def day(self, date: date) -> Day:
        return self._exceptions.get(date) or _year(date.year)[date.timetuple().tm_yday - 1]

    def days(self, first: date, last: date) -> Iterator[Day]:
        """Each day from `first` to `last`, both included."""
        for number in range(first.toordinal(), last.toordinal() + 1):
            yield self.day(date.fromordinal(number))


@lru_cache(maxsize=64)
def _year(year: int) -> tuple[Day, ...]:
    """The days of a year in order, as the whole country keeps them.

    Red days, the three great eves and weekends are off. Other eves and bridge days (a single
    working day between two days off) are worked. A red day goes before an eve, an eve before a
    bridge day and before Saturday and Sunday.
    """
    red, great_eves = _named(year, "public"), _named(year, "de_facto")
    eves = _named(year, "optional") | great_eves
    numbers = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    dates = [date.fromordinal(number) for number in numbers]
    off = [d.weekday() >= _SATURDAY or d in red or d in great_eves for d in dates]
    squeezed = [False, *(a and b for a, b in zip(off, off[2:], strict=False)), False]
    return tuple(
        _ordinary_day(d, red, eves, office=not o, squeezed=s)
        for d, o, s in zip(dates, off, squeezed, strict=True)
    )


def _ordinary_day(
    day: date, red: Mapping[date, str], eves: Mapping[date, str], *, office: bool, squeezed: bool
) -> Day:
    if day in red:
        return Day(day, DayKind.RED_DAY, red[day], office)
    if day in eves:
        return Day(day, DayKind.EVE, eves[day], office)
    if not office:
        kind = DayKind.SATURDAY if day.weekday() == _SATURDAY else DayKind.SUNDAY
        return Day(day, kind, "", office)
    if squeezed:
        return Day(day, DayKind.BRIDGE, "Klämdag", office)
    return Day(day, DayKind.WORKDAY, "", office)


def _named(year: int, category: str) -> dict[date, str]:
    """The library's Swedish names, without its bank hours; it knows only one of the bridge days."""
    found = holidays.country_holidays("SE", years=year, categories=category, language="sv")
    return {
        day: " och ".join(name.split(" (")[0] for name in found.get_list(day))
        for day, names in found.items()
        if names != "Klämdag"
    }
