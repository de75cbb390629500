"""Dates and moments as ISO 8601 writes them: ”2026-08-24T19:23”, ”20260824T1923Z”, ”2026-08-24”."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from directory.lazy.patterns import LazyPattern
from directory.lazy.values import dataclass
from directory.walltime.days import to_utc

_DATE = r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8})"
_CLOCK = r"(?P<clock>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,6})?)?|[0-9]{4}(?:[0-9]{2})?)"
_OFFSET = r"(?P<offset>z|[+-][0-9]{2}(?::?[0-9]{2})?)"
_WRITTEN = LazyPattern(
    rf"(?<![\w/–.,:+-]){_DATE}(?:(?:t| (?=[0-9]{{2}}:)){_CLOCK}{_OFFSET}?)?(?![\w/:%-]|[.,][0-9])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class IsoMoment:
    """A date, or a date and a clock time.

    `exact`: the instant in UTC, where an offset from UTC was written too; otherwise the clock is
    Stockholm's.
    """

    day: date
    clock: time | None = None
    exact: datetime | None = None

    def utc(self, *, end: bool = False) -> datetime:
        """The instant, by the rules of `to_utc`; a date alone is its midnight."""
        return self.exact or to_utc(self.day, self.clock or time(), end=end)


def read_iso(written: str) -> IsoMoment | None:
    """The moment, if that is all that is written and it exists."""
    match = _WRITTEN.fullmatch(written.strip())
    return _read(match) if match else None


def iso_moments(text: str) -> Iterator[tuple[IsoMoment, tuple[int, int]]]:
    """The moments in a text that exist, each with where it stands: start and exclusive end."""
    for match in _WRITTEN.finditer(text):
        moment = _read(match)
        if moment is not None:
            yield moment, match.span()


def _read(match: re.Match[str]) -> IsoMoment | None:
    try:
        day = date.fromisoformat(match["date"])
        clock = time.fromisoformat(match["clock"].replace(",", ".")) if match["clock"] else None
        if clock is None or not match["offset"]:
            return IsoMoment(day, clock)
        moment = datetime.fromisoformat(f"{day}T{clock}{match['offset'].upper()}")
        return IsoMoment(day, clock, moment.astimezone(UTC))
    except (ValueError, OverflowError):
        return None
