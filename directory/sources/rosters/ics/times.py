"""Reads times and lengths of a calendar, and the instants that they mean."""

import re
from datetime import date, datetime, time, timedelta, tzinfo

from icalendar.prop import vDate, vDatetime

from directory.lazy.values import dataclass
from directory.sources.cells import YEARS
from directory.sources.faults import one_line
from directory.sources.rosters.ics.lines import Property
from directory.sources.rosters.ics.zones import Zones, instant, local_to
from directory.walltime.days import ZONE

_DURATION = re.compile(
    r"([+-]?)P(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?"
    r"(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,7})M)?(?:([0-9]{1,8})S)?)?"
)
_MIDNIGHT = time(0)
_LAST_MINUTE = time(23, 59)
_A_MINUTE = timedelta(minutes=1)
ONE_DAY = timedelta(days=1)


class EventError(ValueError):
    """Why an event cannot be read: a Swedish sentence."""


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall clock time in a zone; a date is its midnight in Stockholm."""

    clock: datetime
    zone: tzinfo
    is_date: bool = False

    def utc(self) -> datetime:
        return instant(self.clock, self.zone)

    def seen_in(self, other: "Wall") -> datetime:
        """The same moment on the other's clock. A date is that day at the other's own time."""
        if self.is_date and not other.is_date:
            return datetime.combine(self.clock.date(), other.clock.time())
        if self.is_date or self.zone is other.zone:
            return self.clock
        return local_to(self.utc(), other.zone)


@dataclass(frozen=True, slots=True)
class Length:
    """How long an event is: first by the wall clock, then in real time.

    Given by DTEND it is wall time. Given by DURATION its hours, minutes and seconds are real time;
    its days and weeks are calendar days, as in RFC 5545 3.3.6.
    """

    wall: timedelta = timedelta(0)
    real: timedelta = timedelta(0)

    def end(self, start: Wall) -> datetime:
        """The end, UTC, of an instance that begins at `start`."""
        if not self.wall:
            return start.utc() + self.real
        return instant(start.clock + self.wall, start.zone) + self.real


NO_LENGTH = Length()


def read_wall(value: str, prop: Property, zones: Zones) -> Wall:
    """A date, a time in UTC, in a named zone, or floating."""
    try:
        if len(value) == 8:
            day = vDate.from_ical(value)  # type: ignore[no-untyped-call]  # icalendar has no types
            return Wall(datetime.combine(_plausible(day), _MIDNIGHT), ZONE, True)
        moment: datetime = vDatetime.from_ical(value)  # type: ignore[no-untyped-call]  # as above
        _plausible(moment.date())
    except (ValueError, TypeError):
        raise EventError(f"”{one_line(value)}” är ingen tid i en kalender.") from None
    tzid = "UTC" if moment.tzinfo else prop.param("TZID").strip('" ')
    zone = zones.named(tzid)
    if zone is None:
        raise EventError(f"Tidszonen ”{one_line(tzid)}” är okänd. Skriv till exempel {ZONE.key}.")
    return Wall(moment.replace(tzinfo=None), zone)


def as_date(wall: Wall) -> Wall:
    """A midnight as the date that begins then, on its own clock or Stockholm's; others stay.

    The last minute or second of a day is the midnight after it.
    """
    for clock in (wall.clock, local_to(wall.utc(), ZONE)):
        rounded = clock + _A_MINUTE if clock.time() >= _LAST_MINUTE else clock
        if rounded.replace(second=0).time() == _MIDNIGHT:
            return Wall(datetime.combine(rounded.date(), _MIDNIGHT), ZONE, True)
    return wall


def _plausible(day: date) -> date:
    if day.year not in YEARS:
        raise ValueError(day)
    return day


def length_until(start: Wall, end: Wall) -> Length:
    if start.is_date != end.is_date:
        raise EventError("Händelsen blandar heldag och klockslag. Skriv båda på samma sätt.")
    if start.is_date and end.clock == start.clock:
        return Length(ONE_DAY)
    if end.clock <= start.clock if start.is_date else end.utc() <= start.utc():
        raise EventError("Händelsen slutar inte efter sin början. Tiderna byts aldrig, rätta dem.")
    length = Length(end.seen_in(start) - start.clock)
    if start.is_date or length.end(start) == end.utc():
        return length
    return Length(real=end.utc() - start.utc())  # two zones around a change of the clocks


def read_length(written: str, start: Wall) -> Length:
    match = _DURATION.fullmatch(written.upper())
    if not match or not any(match.groups()[1:]):
        raise EventError(f"”{one_line(written)}” är ingen längd. Skriv till exempel PT12H.")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    length = Length(
        timedelta(weeks=weeks, days=days), timedelta(hours=hours, minutes=minutes, seconds=seconds)
    )
    if match[1] == "-" or not (length.wall or length.real):
        raise EventError("Händelsen slutar inte efter sin början. Rätta längden.")
    if start.is_date and length.real:
        raise EventError("Händelsen blandar heldag och klockslag. Skriv båda på samma sätt.")
    return length


def read_period(begin: Wall, last: str, prop: Property, zones: Zones) -> Length:
    if last.upper().startswith(("P", "+P", "-P")):
        return read_length(last, begin)
    return length_until(begin, read_wall(last, prop, zones))
