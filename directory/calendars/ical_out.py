"""Duties as an iCalendar text (RFC 5545) that calendar programs subscribe to."""

import gzip
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar import Calendar
from icalendar.parser import Contentline, Parameters

from directory.calendars.published import CalendarFile, PublishedCalendar
from directory.calendars.words import CalendarWords

RENEWED = timedelta(minutes=15)
"""How often a calendar program is asked to look for changes."""

_NO_STAMP = datetime(1970, 1, 1, tzinfo=UTC)
_END = b"END:VCALENDAR"
_FASTEST = 1


def calendar_file(published: PublishedCalendar, now: datetime) -> CalendarFile:
    """The file of a calendar, stamped with `now`."""
    text = icalendar_text(published, now)
    return CalendarFile(version_of(published), gzip.compress(text, _FASTEST, mtime=0))


def version_of(published: PublishedCalendar) -> str:
    """A hash of the content."""
    return hashlib.sha256(icalendar_text(published, _NO_STAMP)).hexdigest()[:32]


def icalendar_text(published: PublishedCalendar, now: datetime) -> bytes:
    """The calendar in UTF-8 with its instants in UTC, stamped with `now`."""
    calendar = Calendar()
    for name, value in _head(published):
        calendar.add(name, CalendarWords(value))
    calendar.add("refresh-interval", RENEWED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    head, end = bytes(calendar.to_ical()).split(_END)
    return b"".join((head, *_events(published, now), _END, end))


def _head(published: PublishedCalendar) -> Iterator[tuple[str, str]]:
    yield "prodid", "-//konsult//jour//SV"
    yield "version", "2.0"
    yield "calscale", "GREGORIAN"
    yield "method", "PUBLISH"
    yield "x-wr-calname", published.name
    yield "x-wr-caldesc", published.description
    yield "x-wr-timezone", "Europe/Stockholm"


def _events(published: PublishedCalendar, now: datetime) -> Iterator[bytes]:
    """Each event as icalendar's `Event` writes it, in a fiftieth of the time: two years have
    thousands, and few summaries."""
    stamp = _instant(now)
    transparency = "OPAQUE" if published.busy else "TRANSPARENT"
    for event in published.events:
        description = _line("DESCRIPTION", event.description) if event.description else ""
        location = _line("LOCATION", event.location) if event.location else ""
        yield (
            f"BEGIN:VEVENT\r\n{_line('SUMMARY', event.summary)}"
            f"DTSTART:{_instant(event.start)}\r\nDTEND:{_instant(event.end)}\r\n"
            f"DTSTAMP:{stamp}\r\n{_line('UID', event.uid)}{description}{location}"
            f"TRANSP:{transparency}\r\nEND:VEVENT\r\n"
        ).encode()


def _instant(moment: datetime) -> str:
    utc = moment.astimezone(UTC)
    return f"{utc:%Y%m%dT%H%M%SZ}"


@lru_cache(maxsize=1024)
def _line(name: str, value: str) -> str:
    """A property, escaped and folded."""
    line = Contentline.from_parts(name, Parameters(), CalendarWords(value))
    return f"{line.to_ical().decode()}\r\n"
