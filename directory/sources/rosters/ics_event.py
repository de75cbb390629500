"""An event of a calendar as it is written: when, how it recurs, and whom it names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from icalendar.prop import vDate, vDatetime, vRecur

from directory.calendar import ZONE
from directory.sources.cells import YEARS
from directory.sources.faults import one_line
from directory.sources.rosters.ics_lines import Component, Property
from directory.sources.rosters.ics_zones import Zones, instant, local_to
from directory.sources.text_file import clean

_DURATION = re.compile(
    r"([+-]?)P(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?"
    r"(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,7})M)?(?:([0-9]{1,8})S)?)?"
)
_THAT_MATTER = frozenset(
    {
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "EXRULE",
        "RECURRENCE-ID",
        "STATUS",
    }
)
_MIDNIGHT = time(0)
_ONE_DAY = timedelta(days=1)


class EventError(ValueError):
    """Why an event cannot be read: a Swedish sentence."""


@dataclass(frozen=True, slots=True)
class Wall:
    """What a clock in a zone shows; a date is its midnight in Stockholm."""

    clock: datetime
    zone: tzinfo
    is_date: bool = False

    def utc(self, *, end: bool = False) -> datetime:
        return instant(self.clock, self.zone, end=end)

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

    By DTEND it follows the wall clock. By DURATION its hours, minutes and seconds are real time;
    its days and weeks are days of the calendar, as RFC 5545 3.3.6 has it.
    """

    wall: timedelta = timedelta(0)
    real: timedelta = timedelta(0)

    def end(self, start: Wall) -> datetime:
        """The end, UTC, of an instance that begins at `start`."""
        if not self.wall:
            return start.utc() + self.real
        return instant(start.clock + self.wall, start.zone, end=not self.real) + self.real


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One VEVENT; `problem` is why it cannot be a shift. Without a start it has a problem."""

    place: int
    uid: str
    summary: str
    categories: str = ""
    description: str = ""
    attendees: tuple[Property, ...] = ()
    cancelled: bool = False
    sequence: int = 0
    stamp: str = ""
    start: Wall | None = None
    length: Length = Length()
    instead_of: Wall | None = None
    and_all_after: bool = False
    recurs: bool = False
    rules: tuple[vRecur, ...] = ()
    more: tuple[Wall, ...] = ()
    but: tuple[Wall, ...] = ()
    own_lengths: Mapping[datetime, Length] = field(default_factory=dict)
    problem: str = ""


def read_event(part: Component, place: int, zones: Zones, *, cancelled: bool) -> Event:
    """The event; whatever of it cannot be read is its problem."""
    known = _Known(part, zones)
    start, instead_of = known.when("DTSTART"), known.when("RECURRENCE-ID")
    if start is None:
        known.wrong("Händelsen saknar starttid (DTSTART).")
    more, own_lengths = known.more(start)
    return Event(
        place=place,
        uid=part.text("UID"),
        summary=clean(part.text("SUMMARY")),
        categories=clean(" ".join(one.value for one in part.all("CATEGORIES"))),
        description=clean(part.text("DESCRIPTION")),
        attendees=tuple(known.invited()),
        cancelled=cancelled or part.text("STATUS").upper() == "CANCELLED",
        sequence=_whole_number(part.text("SEQUENCE")),
        stamp=max(part.text("LAST-MODIFIED"), part.text("DTSTAMP")),
        start=start,
        length=known.length(start),
        instead_of=instead_of,
        and_all_after=any(
            one.param("RANGE").upper() == "THISANDFUTURE" for one in part.all("RECURRENCE-ID")
        ),
        recurs=bool(part.all("RRULE") or part.all("RDATE")),
        rules=known.rules(start),
        more=more,
        but=tuple(known.each("EXDATE")),
        own_lengths=own_lengths,
        problem=known.problem,
    )


class _Known:
    """Reads the properties of one event and keeps the first problem that it meets."""

    def __init__(self, part: Component, zones: Zones) -> None:
        self._part, self._zones, self.problem = part, zones, ""
        if not part.closed:
            self.wrong("Händelsen är avhuggen (END:VEVENT saknas). Läs in kalendern på nytt.")
        for one in part.properties:
            if not one.whole and one.name in _THAT_MATTER:
                self.wrong(f"Raden ”{one_line(one.value)}” går inte att läsa.")
        if part.all("EXRULE"):
            self.wrong("Händelsen har en regel för undantag (EXRULE). Ta bort dagarna en och en.")

    def wrong(self, problem: str) -> None:
        self.problem = self.problem or problem

    def when(self, name: str) -> Wall | None:
        for one in self._part.all(name)[:1]:
            try:
                return _wall(one.value.strip(), one, self._zones)
            except EventError as error:
                self.wrong(str(error))
        return None

    def each(self, name: str) -> Iterator[Wall]:
        for one in self._part.all(name):
            for value in filter(None, one.value.split(",")):
                try:
                    yield _wall(value.strip(), one, self._zones)
                except EventError as error:
                    self.wrong(str(error))

    def more(self, start: Wall | None) -> tuple[tuple[Wall, ...], dict[datetime, Length]]:
        """The dates of RDATE, and the lengths of those that are periods."""
        dates: list[Wall] = []
        lengths: dict[datetime, Length] = {}
        for one in self._part.all("RDATE"):
            for value in filter(None, one.value.split(",")):
                first, _, last = value.strip().partition("/")
                try:
                    begin = _wall(first, one, self._zones)
                    dates.append(begin)
                    if last and start:
                        lengths[begin.seen_in(start)] = _period(begin, last, one, self._zones)
                except EventError as error:
                    self.wrong(str(error))
        return tuple(dates), lengths

    def length(self, start: Wall | None) -> Length:
        end, written = self.when("DTEND"), self._part.text("DURATION")
        try:
            if start is None:
                return Length()
            if end:
                return _until(start, end)
            if written:
                return _lasting(written, start)
            if start.is_date:
                return Length(_ONE_DAY)
            raise EventError("Händelsen har ingen sluttid (DTEND eller DURATION).")
        except EventError as error:
            self.wrong(str(error))
            return Length()

    def rules(self, start: Wall | None) -> tuple[vRecur, ...]:
        found = []
        for one in self._part.all("RRULE"):
            try:
                found.append(_rule(one.value, start))
            except EventError as error:
                self.wrong(str(error))
        return tuple(found)

    def invited(self) -> Iterator[Property]:
        """The people among the attendees who have not declined; the organiser if there are none."""
        people = [
            one
            for one in self._part.all("ATTENDEE")
            if one.param("CUTYPE").upper() not in ("ROOM", "RESOURCE")
            and one.param("PARTSTAT").upper() != "DECLINED"
        ]
        yield from people or self._part.all("ORGANIZER")[:1]


def _wall(value: str, one: Property, zones: Zones) -> Wall:
    """A date, a time in UTC, in a named zone, or floating."""
    try:
        if len(value) == 8:
            day = vDate.from_ical(value)  # type: ignore[no-untyped-call]  # icalendar has no types
            return Wall(datetime.combine(_plausible(day), _MIDNIGHT), ZONE, True)
        read: datetime = vDatetime.from_ical(value)  # type: ignore[no-untyped-call]  # as above
        _plausible(read.date())
    except (ValueError, TypeError):
        raise EventError(f"”{one_line(value)}” är ingen tid i en kalender.") from None
    tzid = "UTC" if read.tzinfo else one.param("TZID").strip('" ')
    zone = zones.named(tzid)
    if zone is None:
        raise EventError(f"Tidszonen ”{one_line(tzid)}” är okänd. Skriv till exempel {ZONE.key}.")
    return Wall(read.replace(tzinfo=None), zone)


def _plausible(day: date) -> date:
    if day.year not in YEARS:
        raise ValueError(day)
    return day


def _until(start: Wall, end: Wall) -> Length:
    if start.is_date != end.is_date:
        raise EventError("Händelsen blandar heldag och klockslag. Skriv båda på samma sätt.")
    if start.is_date and end.clock == start.clock:
        return Length(_ONE_DAY)
    if end.clock <= start.clock if start.is_date else end.utc(end=True) <= start.utc():
        raise EventError("Händelsen slutar inte efter sin början. Tiderna byts aldrig, rätta dem.")
    length = Length(end.seen_in(start) - start.clock)
    if start.is_date or length.end(start) == end.utc(end=True):
        return length
    return Length(real=end.utc(end=True) - start.utc())  # two zones around a change of the clocks


def _lasting(written: str, start: Wall) -> Length:
    found = _DURATION.fullmatch(written.upper())
    if not found or not any(found.groups()[1:]):
        raise EventError(f"”{one_line(written)}” är ingen längd. Skriv till exempel PT12H.")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = Length(
        timedelta(weeks=weeks, days=days), timedelta(hours=hours, minutes=minutes, seconds=seconds)
    )
    if found[1] == "-" or not (length.wall or length.real):
        raise EventError("Händelsen slutar inte efter sin början. Rätta längden.")
    if start.is_date and length.real:
        raise EventError("Händelsen blandar heldag och klockslag. Skriv båda på samma sätt.")
    return length


def _period(begin: Wall, last: str, one: Property, zones: Zones) -> Length:
    if last.upper().startswith(("P", "+P", "-P")):
        return _lasting(last, begin)
    return _until(begin, _wall(last, one, zones))


def _rule(value: str, start: Wall | None) -> vRecur:
    """The rule with UNTIL on the clock of the start; a date as UNTIL keeps all of that day."""
    try:
        rule: vRecur = vRecur.from_ical(value)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        raise EventError(_no_rule(value)) from None
    for until in rule.get("UNTIL", [])[:1]:
        if not isinstance(until, date):
            raise EventError(_no_rule(value))
        rule["UNTIL"] = [_last_start(until, start)]
    return rule


def _last_start(until: date, start: Wall | None) -> datetime:
    if until.year not in YEARS:  # ”for ever”: 9999-12-31T23:59:59Z has no local time
        return datetime(YEARS.start if until.year < YEARS.start else YEARS.stop, 1, 1)  # noqa: DTZ001
    if not isinstance(until, datetime):
        return datetime.combine(until, time(23, 59, 59))
    if until.tzinfo is None or start is None:
        return until.replace(tzinfo=None)
    return local_to(until, start.zone)


def _no_rule(value: str) -> str:
    return f"Regeln ”{one_line(value)}” går inte att läsa. Skriv till exempel FREQ=WEEKLY;BYDAY=MO."


def _whole_number(written: str) -> int:
    return int(written) if re.fullmatch("[0-9]{1,9}", written) else 0
