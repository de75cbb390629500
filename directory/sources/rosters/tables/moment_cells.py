"""Reads a cell for the start or end of a shift: a clock time, a date, or both."""

import re
from datetime import datetime

from directory.lazy.values import dataclass
from directory.sources.cells import YEARS
from directory.sources.rosters.tables.day_cells import Almanac
from directory.sources.rosters.words.written_dates import DateSpan
from directory.sources.rosters.words.written_times import TwoTimesError, read_clock
from directory.walltime.iso import read_iso

_SERIAL = re.compile(r"([0-9]{5})[.,]([0-9]+)")
_LAST_WORD = re.compile(
    r"(.*\S)[\s,]+(?:kl\.?\s*)?([0-9]{1,2}(?:[:.][0-9]{2})?|[0-9]{4})", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Moment:
    """The days and the minutes after midnight that a cell gives, or the exact instant, UTC."""

    days: DateSpan | None = None
    minutes: int | None = None
    exact: datetime | None = None


def read_moment(written: str, almanac: Almanac) -> Moment:
    """”16:00”, ”29/3”, ”29/3 16:00”, ”2026-03-29T16:00:00+02:00” or a workbook's 46110,6667.

    Raises ValueError with a Swedish sentence.
    """
    iso = read_iso(written)
    if iso is not None and iso.clock is not None:
        if iso.exact is not None:
            return Moment(exact=_within_years(iso.exact, written))
        return Moment(almanac.read(f"{iso.day}"), iso.clock.hour * 60 + iso.clock.minute)
    if serial := _SERIAL.fullmatch(written):
        minutes = round(float(f"0.{serial[2]}") * 24 * 60)
        return Moment(almanac.read(serial[1]), minutes)
    try:
        return Moment(minutes=read_clock(written))
    except TwoTimesError:
        raise
    except ValueError:
        return _dated(written, almanac)


def _dated(written: str, almanac: Almanac) -> Moment:
    try:
        return Moment(almanac.read(written))
    except ValueError:
        parts = _LAST_WORD.fullmatch(written)
        if not parts:
            raise
        return Moment(almanac.read(parts[1]), read_clock(parts[2]))


def _within_years(moment: datetime, written: str) -> datetime:
    if moment.year not in YEARS:
        raise ValueError(_no_time(written))
    return moment


def _no_time(written: str) -> str:
    return f"”{written}” är ingen tid. Skriv till exempel 2026-03-29 16:00."
