"""One event as a file of its own, to be put into a calendar by hand (RFC 5545, RFC 5546)."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText, vUri

ORGANIZER = "invalid:nomail"
"""Required of a file with a method, and nobody: no calendar program is to send an answer."""


class CalendarMethod(StrEnum):
    """What the file asks of the calendar. The value is that of RFC 5546.

    PUBLISH and not REQUEST for what is booked: who opens a REQUEST is asked to accept it, and the
    answer is mailed to an organizer. There is nothing to accept, and a booking is changed in
    konsult.
    """

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneEvent:
    """What the file says. `uid` stays the same when the event is moved; `sequence` is higher then.

    A cancelled one says the times that it had. `url`: an address on the web.
    """

    uid: str
    sequence: int
    start: datetime
    end: datetime
    summary: str
    location: str
    description: str
    made: datetime
    url: str = ""
    is_cancelled: bool = False

    @property
    def method(self) -> CalendarMethod:
        """What the file asks of the calendar that it is put into."""
        return CalendarMethod.CANCEL if self.is_cancelled else CalendarMethod.PUBLISH


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
            event.add(name, vText(plain_words(words)))
    if one.url:
        event.add("url", vUri(one.url))
    return event


def _nobody() -> vCalAddress:
    nobody = vCalAddress(ORGANIZER)
    nobody.params["CN"] = vText("konsult")
    return nobody


def plain_words(words: str) -> str:
    """The words without control characters, which no line of a calendar may hold."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(" " if unicodedata.category(c) == "Cc" and c != "\n" else c for c in lines)
