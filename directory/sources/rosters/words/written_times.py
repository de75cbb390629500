"""Reads clock times as written in rosters, ”16-07”, ”16:00–07:30”, and their instants."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from directory.lazy.values import dataclass
from directory.sources.faults import one_line
from directory.walltime.days import to_utc

_CLOCK = r"(?:kl\.?\s*)?(?:([0-9]{1,2})(?:[:.]([0-9]{2})(?:[:.](?:00|59))?)?|([0-9]{2})([0-9]{2}))"
_ONE = re.compile(_CLOCK)
_BARE = re.compile(r"([0-9])([0-9]{2})")  # 730, as a workbook keeps the number 0730
_SPAN = re.compile(rf"(?<![\w:./-]){_CLOCK}\s*(?:[-–—−]|till)\s*(?:{_CLOCK}(?![\w:/.-])|(?![\w:]))")
_FRACTION = re.compile(r"[01]?(?:,[0-9]+|\.(?:[0-9]|[0-9]{3,}))")
_EITHER = re.compile(r"0\.[0-9]{2}")
_DAY = 24 * 60
_QUARTER = 15


class TwoTimesError(ValueError):
    """A clock time that may be two different ones."""


@dataclass(frozen=True, slots=True)
class ClockSpan:
    """Minutes after midnight, up to 1440 (24:00); `end` is None where it is open, ”16–”."""

    start: int
    end: int | None

    def on(self, day: date) -> tuple[datetime, datetime | None]:
        """The instants, UTC, of a shift that begins on a local date.

        An end that is not later on the clock than the start is on the next day.
        """
        if self.end is None:
            return instant(day, self.start), None
        later = self.end if self.end > self.start else self.end + _DAY
        return instant(day, self.start), instant(day, later, end=True)


def instant(day: date, minutes: int, *, end: bool = False) -> datetime:
    """The instant, UTC, when the wall clock shows so many minutes after midnight."""
    days, rest = divmod(minutes, _DAY)
    return to_utc(day + timedelta(days=days), time(rest // 60, rest % 60), end=end)


def read_clock(written: str) -> int:
    """Minutes after midnight of ”16”, ”16:00”, ”16.00”, ”1600”, ”24:00” or a workbook's 0,6667.

    Raises ValueError with a Swedish sentence.
    """
    plain = written.strip().casefold()
    if _EITHER.fullmatch(plain) and not round(float(plain) * _DAY, 6) % _QUARTER:
        raise TwoTimesError(_two_times(written, round(float(plain) * _DAY)))
    if _FRACTION.fullmatch(plain):
        return _within_a_day(round(float(plain.replace(",", ".")) * _DAY), written)
    match = _ONE.fullmatch(plain) or _BARE.fullmatch(plain)
    if not match:
        raise ValueError(_no_time(written))
    return _minutes(match.groups(), written)


def read_span(written: str) -> ClockSpan:
    """The span of ”16-07”, ”16:00–07:30”, ”1600-0730” or ”16–”. Raises ValueError in Swedish."""
    match = _SPAN.fullmatch(written.strip().casefold())
    if not match:
        raise ValueError(_no_time(written))
    return _span(match)


def span_in(text: str) -> tuple[ClockSpan | None, str]:
    """The only span in a text, and the text without it; ”Bakjour 16-07” has 16–07.

    Raises ValueError in Swedish for an impossible span and for several spans.
    """
    spans = list(_SPAN.finditer(text))
    if not spans:
        return None, text
    if len(spans) > 1:
        raise ValueError(f"Det står flera tider i ”{one_line(text)}”. Dela upp det i ett pass var.")
    return _span(spans[0]), f"{text[: spans[0].start()]} {text[spans[0].end() :]}".strip()


def _span(match: re.Match[str]) -> ClockSpan:
    start = _minutes(match.groups()[:4], match[0])
    end = _minutes(match.groups()[4:], match[0]) if any(match.groups()[4:]) else None
    if start == _DAY:
        raise ValueError(f"”{one_line(match[0])}” börjar 24:00. Skriv 00:00 på dagen efter.")
    return ClockSpan(start, end)


def _minutes(parts: Sequence[str | None], written: str) -> int:
    hour, minute = [*(int(part) for part in parts if part), 0][:2]
    if minute > 59:
        raise ValueError(_no_time(written))
    return _within_a_day(hour * 60 + minute, written)


def _within_a_day(minutes: int, written: str) -> int:
    if minutes > _DAY:
        raise ValueError(_no_time(written))
    return minutes


def _two_times(written: str, minutes: int) -> str:
    clock = f"{minutes // 60:02}:{minutes % 60:02}"
    typed = f"00:{written.strip()[-2:]}"
    return f"”{one_line(written)}” kan vara {clock} eller {typed}. Skriv det som klockslag."


def _no_time(written: str) -> str:
    return f"”{one_line(written)}” är ingen tid. Skriv till exempel 16:00–07:30 eller 16-07."
