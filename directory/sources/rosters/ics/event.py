"""Reads an event of a calendar: when it is, how it recurs, and whom it names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime, time

from icalendar.prop import vRecur

from directory.lazy.values import dataclass
from directory.sources.cells import YEARS
from directory.sources.faults import one_line
from directory.sources.rosters.ics.lines import Component, Property
from directory.sources.rosters.ics.times import (
    NO_LENGTH,
    ONE_DAY,
    EventError,
    Length,
    Wall,
    as_date,
    length_until,
    read_length,
    read_period,
    read_wall,
)
from directory.sources.rosters.ics.zones import Zones, local_to
from directory.sources.text_file import clean

_LONGEST_RULE = 500
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

_ALL_DAY = (
    "X-MICROSOFT-CDO-ALLDAYEVENT",
    "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT",
    "X-FUNAMBOL-ALLDAY",
)
_BUSY = "X-MICROSOFT-CDO-BUSYSTATUS"
_PROPOSALS = frozenset({"COUNTER", "DECLINECOUNTER"})
_ABSENT = frozenset({"DECLINED", "DELEGATED"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One VEVENT; `problem` is why it cannot be a shift, always set without a start.

    `attendees`: who is to have it; `declined`: who has said no. `tentative`: it is not decided.
    `busy`: how it is shown in the person's calendar, in Outlook's words; empty where nothing says.
    """

    place: int
    uid: str
    summary: str
    categories: str = ""
    description: str = ""
    location: str = ""
    attendees: tuple[Property, ...] = ()
    declined: tuple[Property, ...] = ()
    cancelled: bool = False
    tentative: bool = False
    busy: str = ""
    sequence: int = 0
    stamp: str = ""
    start: Wall | None = None
    length: Length = NO_LENGTH
    instead_of: Wall | None = None
    and_all_after: bool = False
    recurs: bool = False
    rules: tuple[vRecur, ...] = ()
    more: tuple[Wall, ...] = ()
    but: tuple[Wall, ...] = ()
    own_lengths: Mapping[datetime, Length] = field(default_factory=dict)
    problem: str = ""


def read_event(part: Component, place: int, zones: Zones, method: str) -> Event:
    """The event; the first part of it that cannot be read is its problem.

    `method`: that of its calendar.
    """
    properties = _EventProperties(part, zones)
    start, instead_of = properties.start(), properties.when("RECURRENCE-ID")
    if start is None:
        properties.wrong("Händelsen saknar starttid (DTSTART).")
    more, own_lengths = properties.more(start)
    return Event(
        place=place,
        uid=part.text("UID"),
        summary=clean(part.text("SUMMARY")),
        categories=clean(" ".join(prop.value for prop in part.all("CATEGORIES"))),
        description=clean(part.text("DESCRIPTION")),
        location=clean(part.text("LOCATION")),
        attendees=tuple(properties.invited()),
        declined=tuple(prop for prop in part.all("ATTENDEE") if _has_declined(prop)),
        cancelled=method == "CANCEL" or part.text("STATUS").upper() == "CANCELLED",
        tentative=method in _PROPOSALS or _is_tentative(part),
        busy=_busy(part),
        sequence=_whole_number(part.text("SEQUENCE")),
        stamp=max(part.text("LAST-MODIFIED"), part.text("DTSTAMP")),
        start=start,
        length=properties.length(start),
        instead_of=instead_of,
        and_all_after=any(
            prop.param("RANGE").upper() == "THISANDFUTURE" for prop in part.all("RECURRENCE-ID")
        ),
        recurs=bool(part.all("RRULE") or part.all("RDATE")),
        rules=properties.rules(start),
        more=more,
        but=tuple(properties.each("EXDATE")),
        own_lengths=own_lengths,
        problem=properties.problem,
    )


class _EventProperties:
    """Reads the properties of an event and keeps the first problem."""

    def __init__(self, part: Component, zones: Zones) -> None:
        self._part, self._zones, self.problem = part, zones, ""
        if not part.closed:
            self.wrong("Händelsen är avhuggen (END:VEVENT saknas). Läs in kalendern på nytt.")
        for prop in part.properties:
            if not prop.whole and prop.name in _THAT_MATTER:
                self.wrong(f"Raden ”{one_line(prop.value)}” går inte att läsa.")
        if part.all("EXRULE"):
            self.wrong("Händelsen har en regel för undantag (EXRULE). Ta bort dagarna en och en.")

    def wrong(self, problem: str) -> None:
        self.problem = self.problem or problem

    def when(self, name: str) -> Wall | None:
        for prop in self._part.all(name)[:1]:
            try:
                return read_wall(prop.value.strip(), prop, self._zones)
            except EventError as error:
                self.wrong(str(error))
        return None

    def start(self) -> Wall | None:
        start = self.when("DTSTART")
        return as_date(start) if start and self._lasts_all_day() else start

    def _lasts_all_day(self) -> bool:
        """Whether a program has marked the event as one of whole days, whatever its times."""
        return any(self._part.text(name).upper() in ("TRUE", "1") for name in _ALL_DAY)

    def each(self, name: str) -> Iterator[Wall]:
        for prop in self._part.all(name):
            for value in filter(None, prop.value.split(",")):
                try:
                    yield read_wall(value.strip(), prop, self._zones)
                except EventError as error:
                    self.wrong(str(error))

    def more(self, start: Wall | None) -> tuple[tuple[Wall, ...], dict[datetime, Length]]:
        """The times of RDATE, and the lengths of those that are periods."""
        dates: list[Wall] = []
        lengths: dict[datetime, Length] = {}
        for prop in self._part.all("RDATE"):
            for value in filter(None, prop.value.split(",")):
                first, _, last = value.strip().partition("/")
                try:
                    begin = read_wall(first, prop, self._zones)
                    dates.append(begin)
                    if last and start:
                        lengths[begin.seen_in(start)] = read_period(begin, last, prop, self._zones)
                except EventError as error:
                    self.wrong(str(error))
        return tuple(dates), lengths

    def length(self, start: Wall | None) -> Length:
        end, written = self.when("DTEND"), self._part.text("DURATION")
        if end and start and start.is_date and self._lasts_all_day():
            end = as_date(end)
        try:
            if start is None:
                return NO_LENGTH
            if end:
                return length_until(start, end)
            if written:
                return read_length(written, start)
            if start.is_date:
                return Length(ONE_DAY)
            raise EventError("Händelsen har ingen sluttid (DTEND eller DURATION).")
        except EventError as error:
            self.wrong(str(error))
            return NO_LENGTH

    def rules(self, start: Wall | None) -> tuple[vRecur, ...]:
        rules = []
        for prop in self._part.all("RRULE"):
            try:
                rules.append(_rule(prop.value, start))
            except EventError as error:
                self.wrong(str(error))
        return tuple(rules)

    def invited(self) -> Iterator[Property]:
        """The attendees who are people and are to come, else, where nobody is asked, the organiser.

        Who sent the invitation never stands in for those who have declined it.
        """
        attendees = [prop for prop in self._part.all("ATTENDEE") if not _is_thing(prop)]
        coming = [prop for prop in attendees if prop.param("PARTSTAT").upper() not in _ABSENT]
        yield from coming if attendees else self._part.all("ORGANIZER")[:1]


def _is_thing(attendee: Property) -> bool:
    """Whether it is a room, a device, or somebody who is only told."""
    is_told = attendee.param("ROLE").upper() == "NON-PARTICIPANT"
    return is_told or attendee.param("CUTYPE").upper() in ("ROOM", "RESOURCE")


def _has_declined(attendee: Property) -> bool:
    return not _is_thing(attendee) and attendee.param("PARTSTAT").upper() == "DECLINED"


def _is_tentative(part: Component) -> bool:
    attendees = [prop for prop in part.all("ATTENDEE") if not _is_thing(prop)]
    maybe = [prop for prop in attendees if prop.param("PARTSTAT").upper() == "TENTATIVE"]
    state = (part.text("STATUS").upper(), part.text(_BUSY).upper())
    return "TENTATIVE" in state or (bool(maybe) and len(maybe) == len(attendees))


def _busy(part: Component) -> str:
    shown = part.text("TRANSP").upper() == "TRANSPARENT"
    return part.text(_BUSY).upper() or ("TRANSPARENT" if shown else "")


def _rule(value: str, start: Wall | None) -> vRecur:
    """The rule with UNTIL in the zone of the start; a date as UNTIL includes that day."""
    if len(value) > _LONGEST_RULE:
        raise EventError(_no_rule(value))
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
