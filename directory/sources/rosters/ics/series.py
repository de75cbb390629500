"""Expands the events of a calendar: recurrence, exceptions, moved and cancelled instances.

The library recurring-ical-events does the recurrence, on plain wall clock times. It is not given
zones, ends or states: it mixes naive and aware times, swaps an end that is before its start, and
returns cancelled events.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import recurring_ical_events
from icalendar import Calendar
from icalendar import Event as LibraryEvent
from icalendar.prop import vRecur

from directory.lazy.values import dataclass
from directory.sources.rosters.ics.event import Event
from directory.sources.rosters.ics.lines import Property
from directory.sources.rosters.ics.times import Wall

_AROUND = timedelta(days=2)
_SECOND = timedelta(seconds=1)
_LONGEST = timedelta(days=400)
_PLACE = "X-PLACE"
_KNOWN_PARTS = frozenset(
    {"FREQ", "UNTIL", "COUNT", "INTERVAL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY"}
    | {"BYWEEKNO", "BYSETPOS", "BYHOUR"}
)
_COSTLY_DAILY = frozenset({"BYYEARDAY", "BYWEEKNO", "BYSETPOS"})
_DAYS_OF_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

SAME_UID = "Händelsen har samma UID som en annan, och det går inte att se vilken som gäller."
NO_RULE = "Regeln för hur händelsen återkommer stöds inte. Skriv den per dag, vecka eller år."
TOO_LONG_SERIES = "En återkommande heldagshändelse får vara högst 400 dagar."


@dataclass(frozen=True, slots=True)
class Instance:
    """An event at one of its times; `start` is None only where the event has none."""

    event: Event
    start: Wall | None


def instances(events: Sequence[Event], first: datetime, last: datetime) -> Iterator[Instance]:
    """Every instance that may touch first–last on its own clock, and every event without a start.

    Of events with the same UID and RECURRENCE-ID the highest SEQUENCE wins, then the latest stamp;
    if those are equal too, each is returned with that problem. Cancelled ones are returned as well:
    their shift has nobody.
    """
    series: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        series[event.uid or f"\0{event.place}"].append(event)
    for same in series.values():
        current = _current(same)
        try:
            occurrences = list(_instances(current, first, last))
        except MemoryError:
            raise
        except Exception:  # a rule that the libraries cannot follow; the other events are read
            occurrences = list(_single([replace(event, problem=NO_RULE) for event in current]))
        yield from occurrences


def _current(events: Sequence[Event]) -> list[Event]:
    """The latest version of the master and of each changed instance."""
    versions: defaultdict[datetime | None, list[Event]] = defaultdict(list)
    for event in events:
        versions[event.instead_of.utc() if event.instead_of else None].append(event)
    current: list[Event] = []
    for same in versions.values():
        newest = max(map(_version, same))
        latest = [event for event in same if _version(event) == newest]
        differ = len({_content(event) for event in latest}) > 1
        for event in latest if differ else latest[:1]:
            problem = event.problem or (SAME_UID if differ else "")
            current.append(replace(event, problem=problem))
    return current


def _version(event: Event) -> tuple[int, str]:
    return event.sequence, event.stamp


def _content(event: Event) -> tuple[object, ...]:
    rules = tuple(str(sorted(rule.items())) for rule in event.rules)
    times = (event.start, event.length, rules, event.more, event.but)
    standing = (event.cancelled, event.tentative, event.busy)
    return (
        event.summary,
        event.location,
        standing,
        times,
        *map(_content_of, (event.attendees, event.declined)),
    )


def _content_of(people: Sequence[Property]) -> tuple[str, ...]:
    return tuple(sorted(person.value for person in people))


def _instances(events: Sequence[Event], first: datetime, last: datetime) -> Iterator[Instance]:
    masters = [event for event in events if event.instead_of is None]
    changes = [event for event in events if event.instead_of is not None]
    if any(event.cancelled for event in masters):
        newest = max(event.sequence for event in masters)
        changes = [event for event in changes if event.sequence > newest]
    cancelled = next((event for event in masters if event.cancelled), None)
    if cancelled is not None:
        yield from _all_times(cancelled, first, last)
    if not masters or cancelled is not None:
        yield from _single(changes)
        return
    master, start = masters[0], masters[0].start
    problem = master.problem or _unsupported(master)
    if start is None or problem or len(masters) > 1:
        broken = [replace(event, problem=event.problem or problem) for event in masters]
        yield from _single([*broken, *changes])
    elif master.recurs or master.but or changes:
        yield from _recurring(master, changes, start, first, last)
    else:
        yield Instance(master, start)


def _all_times(cancelled: Event, first: datetime, last: datetime) -> Iterator[Instance]:
    """A cancelled event at each of its times; once, without one, where they cannot be told."""
    start = cancelled.start
    problem = cancelled.problem or _unsupported(cancelled)
    if start is not None and not problem and (cancelled.recurs or cancelled.but):
        yield from _recurring(cancelled, (), start, first, last)
    else:
        yield from _single([replace(cancelled, problem=problem)])


def _single(events: Sequence[Event]) -> Iterator[Instance]:
    """Each event once. A series that cannot be expanded has no time: it may concern any day."""
    for event in events:
        yield Instance(event, None if event.recurs and event.problem else event.start)


def _unsupported(master: Event) -> str:
    if master.start and master.start.is_date and master.length.wall > _LONGEST:
        return TOO_LONG_SERIES
    return "" if all(map(_is_supported, master.rules)) else NO_RULE


def _is_supported(rule: vRecur) -> bool:
    """Whether the rule counts days or longer and can occur: else the search never ends."""
    frequency = str(rule.get("FREQ", [""])[0]).upper()
    parts = {str(key).upper() for key in rule}
    if not parts <= _KNOWN_PARTS or frequency not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        return False
    if frequency == "DAILY" and parts & _COSTLY_DAILY:
        return False
    numbers = [*rule.get("INTERVAL", []), *rule.get("COUNT", [])]
    days, months = rule.get("BYMONTHDAY", [1]), rule.get("BYMONTH", range(1, 13))
    happens = any(abs(d) <= _DAYS_OF_MONTHS[int(m) - 1] for d in days for m in months)
    return all(1 <= number <= 10_000 for number in numbers) and happens


def _recurring(
    master: Event, changes: Sequence[Event], start: Wall, first: datetime, last: datetime
) -> Iterator[Instance]:
    by_place = {event.place: event for event in (master, *changes)}
    calendar = Calendar()
    calendar.add_component(_for_library(master, start))
    for change in changes:
        calendar.add_component(_for_library(change, start))
    for occurrence in recurring_ical_events.of(calendar).between(first - _AROUND, last + _AROUND):
        event = by_place[int(occurrence[_PLACE])]
        clock: datetime = occurrence["DTSTART"].dt
        yield Instance(event, _own_start(event, clock, start))


def _own_start(event: Event, clock: datetime, master: Wall) -> Wall:
    """The start of an instance: a changed one in its own zone, others in that of the series."""
    own = event.start
    if own and event.instead_of and own.seen_in(master) == clock:
        return own
    return Wall(clock, master.zone, own.is_date if own else master.is_date)


def _for_library(event: Event, master: Wall) -> LibraryEvent:
    """The event on the clock of its series. A change without a readable start keeps its place,
    so that the instance it replaces is not shown as unchanged."""
    own = event.start or event.instead_of or master
    clock = own.seen_in(master) if own is not master else master.clock
    lasts = event.length.wall if own.is_date and timedelta(0) < event.length.wall else _SECOND
    component = LibraryEvent()
    component.add("UID", "one")
    component.add(_PLACE, str(event.place))
    component.add("DTSTART", clock)
    component.add("DTEND", clock + min(lasts, _LONGEST))
    if event.instead_of:
        after = {"RANGE": "THISANDFUTURE"} if event.and_all_after else {}
        component.add("RECURRENCE-ID", event.instead_of.seen_in(master), parameters=after)
        return component
    for rule in event.rules:
        component.add("RRULE", rule)
    if event.more:
        component.add("RDATE", [more.seen_in(master) for more in event.more])
    if event.but:
        component.add("EXDATE", [but.seen_in(master) for but in event.but])
    return component
