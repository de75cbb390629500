"""Dates of a search as FHIR writes them: a time without its seconds, or a day, is a span."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from directory.lazy.values import dataclass
from directory.walltime.days import to_utc
from directory.walltime.hours import Hours

_WRITTEN = re.compile(
    r"(?P<prefix>[a-z]{2})?(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:T(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?(?P<zone>.*))?)?)?",
    re.ASCII,
)
_ZONE = re.compile(r"Z|[+-]\d{2}:\d{2}", re.ASCII)
_YEARS = range(1990, 2101)

_Holds = Callable[[datetime, Hours], bool]
_PREFIXES: Mapping[str, _Holds] = {
    "eq": lambda start, span: span.covers(start),
    "ne": lambda start, span: not span.covers(start),
    "gt": lambda start, span: start >= span.end,
    "sa": lambda start, span: start >= span.end,
    "ge": lambda start, span: start >= span.start,
    "lt": lambda start, span: start < span.start,
    "eb": lambda start, span: start < span.start,
    "le": lambda start, span: start < span.end,
}
_FROM = frozenset({"eq", "gt", "sa", "ge"})
_UNTIL = frozenset({"eq", "lt", "eb", "le"})
_EXAMPLE = "Skriv till exempel ge2026-12-01 eller ge2026-12-01T13:00:00+01:00."


class DateError(ValueError):
    """A date of a search that cannot be read; the message is Swedish."""


@dataclass(frozen=True, slots=True)
class DateTest:
    """A prefix and the span that was written."""

    prefix: str
    span: Hours

    def holds(self, start: datetime) -> bool:
        """Whether what begins then is meant."""
        return _PREFIXES[self.prefix](start, self.span)

    @property
    def earliest(self) -> datetime | None:
        """Nothing that begins sooner is meant."""
        return self.span.start if self.prefix in _FROM else None

    @property
    def latest(self) -> datetime | None:
        """Nothing that begins then or later is meant."""
        return self.span.end if self.prefix in _UNTIL else None


def read_date(written: str) -> DateTest:
    """The test that is written. A date alone is the Swedish day. Raises DateError, too, for a time
    without a zone: nobody knows which instant is meant."""
    match = _WRITTEN.fullmatch(written.strip().replace(" ", "+"))  # a plus that was not encoded
    if match is None or int(match["year"]) not in _YEARS:
        raise DateError(f"”{written[:40]}” är ingen tid. {_EXAMPLE}")
    prefix = match["prefix"] or "eq"
    if prefix not in _PREFIXES:
        known = ", ".join(_PREFIXES)
        raise DateError(f"Prefixet ”{prefix}” stöds inte. Det här stöds: {known}.")
    try:
        return DateTest(prefix, _exact(match) if match["hour"] else _days(match))
    except (ValueError, OverflowError) as error:
        if isinstance(error, DateError):
            raise
        raise DateError(f"”{written[:40]}” finns inte. {_EXAMPLE}") from error


def _exact(match: re.Match[str]) -> Hours:
    if not _ZONE.fullmatch(match["zone"]):
        raise DateError(f"Klockslaget saknar tidszon. Skriv Z eller skillnaden mot UTC. {_EXAMPLE}")
    day = f"{match['year']}-{match['month']}-{match['day']}"
    clock = f"{match['hour']}:{match['minute']}:{match['second'] or '00'}"
    zone = match["zone"].replace("Z", "+00:00")
    start = datetime.fromisoformat(f"{day}T{clock}{zone}").astimezone(UTC)
    return Hours(start, start + timedelta(seconds=1 if match["second"] else 60))


def _days(match: re.Match[str]) -> Hours:
    year, month, day = int(match["year"]), int(match["month"] or 1), int(match["day"] or 1)
    first = date(year, month, day)
    if match["day"]:
        after = first + timedelta(days=1)
    elif match["month"]:
        after = date(year + month // 12, month % 12 + 1, 1)
    else:
        after = date(year + 1, 1, 1)
    return Hours(to_utc(first, time.min), to_utc(after, time.min))


@dataclass(frozen=True, slots=True)
class Starts:
    """All of which must hold, one test of each."""

    tests: Sequence[Sequence[DateTest]] = ()

    def hold(self, start: datetime) -> bool:
        """Whether what begins then is meant."""
        return all(any(test.holds(start) for test in one) for one in self.tests)

    def within(self, widest: Hours) -> Hours | None:
        """The part of the widest span in which all that is meant begins."""
        start, end = self._bounds()
        start, end = max(widest.start, start or widest.start), min(widest.end, end or widest.end)
        return Hours(start, end) if start < end else None

    def are_within(self, widest: Hours) -> bool:
        """Whether nothing is meant that lies outside of it."""
        start, end = self._bounds()
        return start is not None and end is not None and widest.start <= start and end <= widest.end

    def _bounds(self) -> tuple[datetime | None, datetime | None]:
        starts = [_bound(min, [test.earliest for test in one]) for one in self.tests]
        ends = [_bound(max, [test.latest for test in one]) for one in self.tests]
        known = list(filter(None, starts)), list(filter(None, ends))
        return max(known[0], default=None), min(known[1], default=None)


def _bound(
    choose: Callable[[list[datetime]], datetime], bounds: Sequence[datetime | None]
) -> datetime | None:
    """The widest bound of some alternatives; none where one of them has none."""
    known = [bound for bound in bounds if bound is not None]
    return choose(known) if len(known) == len(bounds) else None
