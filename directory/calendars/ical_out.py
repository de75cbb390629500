"""Duties as an iCalendar text (RFC 5545) that calendar programs subscribe to."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vText

from directory.calendars.published import CalendarEvent, PublishedCalendar

RENEWED = timedelta(minutes=15)
"""How often a calendar program is asked to look for changes."""


def icalendar_text(published: PublishedCalendar, now: datetime) -> bytes:
    """The calendar in UTF-8 with its instants in UTC, stamped with `now`."""
    calendar = Calendar()
    for name, value in _head(published):
        calendar.add(name, vText(value))
    calendar.add("refresh-interval", RENEWED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    for event in published.events:
        calendar.add_component(_component(event, published.busy, now))
    return bytes(calendar.to_ical())


def _head(published: PublishedCalendar) -> Iterator[tuple[str, str]]:
    yield "prodid", "-//konsult//jour//SV"
    yield "version", "2.0"
    yield "calscale", "GREGORIAN"
    yield "method", "PUBLISH"
    yield "x-wr-calname", published.name
    yield "x-wr-caldesc", published.description
    yield "x-wr-timezone", "Europe/Stockholm"


def _component(event: CalendarEvent, busy: bool, now: datetime) -> Event:
    component = Event()
    component.add("uid", event.uid)
    component.add("dtstamp", now)
    component.add("dtstart", event.start)
    component.add("dtend", event.end)
    component.add("summary", event.summary)
    if event.description:
        component.add("description", event.description)
    component.add("transp", "OPAQUE" if busy else "TRANSPARENT")
    return component
