"""Reads a roster from a calendar (iCalendar, RFC 5545): events become rows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from directory.rosters.shift import LONGEST_SHIFT
from directory.sources.faults import one_line
from directory.sources.rosters.day_shifts import fitted
from directory.sources.rosters.entry import RosterEntry, is_asked_for, judged, timing
from directory.sources.rosters.ics.event import Event, read_event
from directory.sources.rosters.ics.free import questioned
from directory.sources.rosters.ics.lines import Component, calendars, parts_of
from directory.sources.rosters.ics.patients import in_calendars
from directory.sources.rosters.ics.series import Instance, instances
from directory.sources.rosters.ics.times import Wall
from directory.sources.rosters.ics.words import EventWords, words_of
from directory.sources.rosters.ics.zones import Zones
from directory.sources.rosters.row import RosterContext, RosterRow
from directory.sources.rosters.words.who import Who
from directory.sources.rosters.words.written_dates import month_name
from directory.sources.rosters.words.written_times import ClockSpan
from directory.walltime.days import local

MOST_INSTANCES = 20_000

_TOO_MANY = (
    "Kalendern har fler än 20 000 pass under de dagar som läses. Ta bort de händelser som inte är "
    "pass, eller läs färre dagar åt gången."
)
_NEAR = timedelta(hours=1)
_ONE_DAY = timedelta(days=1)
_OTHER_TIMES = "Tiderna i rubriken är inte händelsens. Rätta dem som är fel."
_CUT_OFF = "Kalendern är avhuggen, slutet saknas. Hämta den på nytt."
_NONE = "Filen innehåller ingen kalender. Den ska börja med BEGIN:VCALENDAR."


def calendar_rows(
    data: bytes, context: RosterContext, who: Who
) -> tuple[list[RosterRow], tuple[str, ...]]:
    """The rows of a calendar file, and Swedish faults of the file as a whole.

    Raises UnreadableError where the bytes are not text.
    """
    components, whole = calendars(data)
    if not components:
        return [], (_NONE,)
    if held := in_calendars(components, context.today):
        return [], held
    entries = list(islice(_all_entries(components, context, who), MOST_INSTANCES + 1))
    if len(entries) > MOST_INSTANCES:
        return [], (_TOO_MANY,)
    rows = [judged(entry, who) for entry in fitted(entries)]
    return rows, () if whole else (_CUT_OFF,)


def _all_entries(
    components: list[Component], context: RosterContext, who: Who
) -> Iterator[RosterEntry]:
    first = datetime.combine(context.first, time(0))
    last = datetime.combine(context.last + timedelta(days=1), time(0))
    for instance in instances(questioned(_events(components)), first, last):
        words = words_of(instance.event, context, who)
        yield from _entries(instance, words, context)


def _events(components: list[Component]) -> list[Event]:
    """The events of all calendars. METHOD:CANCEL cancels all events of its calendar."""
    events: list[Event] = []
    for calendar in components:
        zones = Zones(parts_of(calendar, "VTIMEZONE"))
        method = calendar.text("METHOD").upper()
        for part in parts_of(calendar, "VEVENT"):
            events.append(read_event(part, len(events), zones, method))
    return events


def _entries(
    instance: Instance, words: EventWords, context: RosterContext
) -> Iterator[RosterEntry]:
    """A timed event once, an all-day event once a day, within the dates to be read."""
    event, start = instance.event, instance.start
    if start is None:
        yield _entry(event, words, None)
    elif not start.is_date:
        begins, ends = start.utc(), _end(event, start)
        is_too_long = ends is not None and ends - begins > LONGEST_SHIFT
        moments = [begins, *([ends] if ends and is_too_long else [])]
        if any(is_asked_for(local(moment).date(), context) for moment in moments):
            entry = _entry(event, words, local(begins).date(), begins, ends)
            yield replace(entry, problem=entry.problem or _contradiction(entry, words.span))
    elif event.problem and is_asked_for(start.clock.date(), context):
        yield _entry(event, words, start.clock.date(), start.utc())
    elif not event.problem:
        for day in _days(event, start, context):
            when = timing(day, words.span, words.role, context, words.parts)
            entry = _entry(event, words, day, when.start, when.end)
            is_usual = words.span is None and not words.parts
            yield replace(entry, problem=entry.problem or when.problem, is_usual=is_usual)


def _contradiction(entry: RosterEntry, span: ClockSpan | None) -> str:
    """Whether the times in the words are far from those of the event, in Swedish.

    ”16-07” is said of 16:00–07:30; ”16-20” is another shift.
    """
    if span is None or span.end is None or entry.start is None or entry.end is None:
        return ""
    said = span.on(local(entry.start).date())
    own = (entry.start, entry.end)
    near = [_is_near(one, other) for one, other in zip(said, own, strict=True) if one]
    return "" if all(near) else _OTHER_TIMES


def _is_near(one: datetime, other: datetime) -> bool:
    """Whether the clock shows about the same at both, whatever the day."""
    apart = (one - other) % _ONE_DAY
    return min(apart, _ONE_DAY - apart) <= _NEAR


def _end(event: Event, start: Wall) -> datetime | None:
    if event.problem:
        return None
    return event.own_lengths.get(start.clock, event.length).end(start)


def _days(event: Event, start: Wall, context: RosterContext) -> Iterator[date]:
    """The days of an all-day event that are to be read; its end is exclusive."""
    length = event.own_lengths.get(start.clock, event.length)
    begin = start.clock.date().toordinal()
    stop = min(begin + max(length.wall.days, 1), context.last.toordinal() + 1)
    yield from map(date.fromordinal, range(max(begin, context.first.toordinal()), stop))


def _entry(
    event: Event,
    words: EventWords,
    day: date | None,
    start: datetime | None = None,
    end: datetime | None = None,
) -> RosterEntry:
    named = f"händelse {one_line(event.summary) or 'utan rubrik'}"
    return RosterEntry(
        place=f"{named} {day.day} {month_name(day.month)}" if day else named,
        summary=event.summary,
        written=words.written,
        role=words.role,
        start=start,
        end=end,
        problem=event.problem or words.problem,
        nobody=words.nobody,
        note=words.why,
    )
