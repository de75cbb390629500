"""When a shift begins and ends, where a roster names only the day."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.walltime.days import local, to_utc
from directory.walltime.hours import Hours
from directory.walltime.opening import WorkingHours

ClockTimes = tuple[time, time]

WHOLE_DAY: ClockTimes = (time(8), time(8))
_NOON = time(12)
_ONE_DAY = timedelta(days=1)
_WEEK = 7
_HOURS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?")
_EXAMPLE = "Skriv till exempel 08:00–08:00 eller bakjour 16:00–07:30; konsultläkare 08–17."


@dataclass(frozen=True, slots=True)
class ShiftTimes:
    """Wall times by role, and those of all other roles (`usual`). An end not after its start is
    on the next day."""

    usual: ClockTimes | None = None
    by_role: tuple[tuple[Role, ClockTimes], ...] = ()

    @staticmethod
    def parse(written: str) -> "ShiftTimes":
        """Times as a coordinator writes them; ValueError in Swedish."""
        usual: ClockTimes | None = None
        by_role: dict[Role, ClockTimes] = {}
        for part in filter(None, (part.strip() for part in written.split(";"))):
            match = _HOURS.search(part)
            named = part[: match.start()].strip().casefold() if match else ""
            if match is None or match.end() != len(part):
                raise ValueError(f"”{part}” är inga passtider. {_EXAMPLE}")
            if not named:
                usual = _hours(match)
            elif named in {role.value for role in Role}:
                by_role[Role(named)] = _hours(match)
            else:
                raise ValueError(f"”{named}” är ingen roll. {_EXAMPLE}")
        return ShiftTimes(usual, tuple(sorted(by_role.items())))

    def text(self) -> str:
        """The times as they are written in a region's files."""
        parts = [_written(self.usual)] if self.usual else []
        return "; ".join([*parts, *(f"{role} {_written(hours)}" for role, hours in self.by_role)])

    def of(self, role: Role) -> ClockTimes | None:
        """The times of a role, if any are known."""
        return dict(self.by_role).get(role, self.usual)


def span(day: date, times: ClockTimes) -> tuple[datetime, datetime]:
    """The instants at which a shift on the day begins and ends, in UTC."""
    start, end = times
    last = day + timedelta(days=1) if end <= start else day
    return to_utc(day, start), to_utc(last, end, end=True)


def day_on_duty(
    times: ShiftTimes, role: Role, day: date, by_rule: Iterable[Hours]
) -> tuple[datetime, datetime]:
    """When a shift begins and ends if the roster says only its day; instants in UTC.

    The role's own times; else from the first start to the last end of the shifts that a rotation
    begins on that day (`by_rule`); else 08:00 to 08:00.
    """
    own = times.of(role)
    spans = list(by_rule)
    if own is None and spans:
        return min(hours.start for hours in spans), max(hours.end for hours in spans)
    return span(day, own or WHOLE_DAY)


@dataclass(frozen=True, slots=True)
class DayHours:
    """The wall times that divide a day on duty: by day from `start` to `end`, then the evening to
    its end, where it is a shift of its own, and the night to `start`."""

    start: time
    end: time
    evening_end: time | None = None


def day_hours(
    times: ShiftTimes,
    role: Role,
    day: date,
    by_rule: Callable[[date], Iterable[Hours]],
    hours: WorkingHours,
) -> DayHours | None:
    """What divides the day of a role: its own times, else its rotations, else the service's hours.

    A day without a day shift is divided as the next one that has one. None where nothing says.
    """
    own = times.of(role)
    if own and own[0] < _NOON and own[0] < own[1]:
        return DayHours(*own)
    if own and own[1] < _NOON < own[0]:
        return DayHours(own[1], own[0])
    coming = [shift for n in range(_WEEK) for shift in by_rule(day + timedelta(days=n))]
    for start, end in _within_a_day(coming):
        if start < _NOON:
            evening = (late for begins, late in _within_a_day(coming) if begins == end)
            return DayHours(start, end, next(evening, None))
    spans = sorted(hours.spans, key=lambda span: (span[0] != day.weekday(), span))
    open_ = [span for span in spans if span[0] == spans[0][0]]
    return DayHours(open_[0][1], open_[-1][2]) if open_ else None


def _within_a_day(shifts: Iterable[Hours]) -> Iterator[ClockTimes]:
    """The wall times of the shifts that end on the day on which they begin, or at midnight."""
    for shift in shifts:
        start, end = local(shift.start), local(shift.end)
        if end.date() == start.date() or (end - start < _ONE_DAY and end.time() == time()):
            yield start.time(), end.time()


def _hours(match: re.Match[str]) -> ClockTimes:
    first, first_minute, last, last_minute = match.groups()
    try:
        return time(int(first), int(first_minute or 0)), time(int(last) % 24, int(last_minute or 0))
    except ValueError:
        raise ValueError(f"”{match[0]}” är inga klockslag. {_EXAMPLE}") from None


def _written(hours: ClockTimes) -> str:
    return f"{hours[0]:%H:%M}–{hours[1]:%H:%M}"
