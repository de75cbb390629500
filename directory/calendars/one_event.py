"""One event as a file of its own, to be put into a calendar by hand (RFC 5545, RFC 5546)."""

from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from directory.calendars.event import OneEvent
from directory.calendars.words import CalendarWords

ORGANIZER = "invalid:nomail"
"""Required of a file with a method, and nobody: no calendar program is to send an answer."""


def event_text(one: OneEvent, now: datetime) -> bytes:
    """The file in UTF-8, stamped with `now`: lines of at most 75 octets, instants in UTC."""
    calendar = Calendar()
    calendar.add("prodid", vText("-//konsult//konsulttid//SV"))
    calendar.add("version", vText("2.0"))
    calendar.add("calscale", vText("GREGORIAN"))
    calendar.add("method", vText(one.method))
    calendar.add_component(_event(one, now))
    return bytes(calendar.to_ical())


def _event(one: OneEvent, now: datetime) -> Event:
    event = Event()
    event.add("uid", vText(one.uid))
    event.add("sequence", one.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("created", one.made.astimezone(UTC))
    event.add("dtstart", one.start.astimezone(UTC))
    event.add("dtend", one.end.astimezone(UTC))
    event.add("status", vText("CANCELLED" if one.is_cancelled else "CONFIRMED"))
    event.add("transp", vText("TRANSPARENT" if one.is_cancelled else "OPAQUE"))
    event.add("organizer", _nobody())
    for name, words in (
        ("summary", one.summary),
        ("location", one.location),
        ("description", one.description),
    ):
        if words:
            event.add(name, CalendarWords(words))
    if one.url:
        event.add("url", vUri(one.url))
    return event


def _nobody() -> vCalAddress:
    nobody = vCalAddress(ORGANIZER)
    nobody.params["CN"] = vText("konsult")
    return nobody
