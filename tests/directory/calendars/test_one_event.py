"""A booked slot as a file: read back the same, its lines short and whole, its method and number right."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.calendars.event import OneEvent
from directory.calendars.one_event import event_text
from directory.calendars.words import plain_words
from tests.builders import at

NOW = at("2026-03-20 09:00")
EVENT = OneEvent(
    uid="a@konsult",
    sequence=2,
    start=at("2026-03-25 13:00"),
    end=at("2026-03-25 13:30"),
    summary="Konsulttid Geriatrik Norra",
    location="Telefon: 08-465 004 57",
    description="För: icke akut demens\nÄndra i konsult.",
    made=at("2026-03-01 08:00"),
)


def lines(event: OneEvent) -> list[bytes]:
    text = event_text(event, NOW)
    assert text.endswith(b"\r\n")
    return text.removesuffix(b"\r\n").split(b"\r\n")


def read_back(event: OneEvent) -> icalendar.Event:
    calendar = icalendar.Calendar.from_ical(event_text(event, NOW))
    [only] = calendar.walk("VEVENT")
    assert isinstance(only, icalendar.Event)
    return only


def test_what_is_booked_is_published_and_nobody_is_asked_to_answer() -> None:
    written = lines(EVENT)
    assert written[:5] == [
        b"BEGIN:VCALENDAR",
        b"VERSION:2.0",
        b"PRODID:-//konsult//konsulttid//SV",
        b"CALSCALE:GREGORIAN",
        b"METHOD:PUBLISH",
    ]
    for line in (
        b"UID:a@konsult",
        b"SEQUENCE:2",
        b"DTSTAMP:20260320T080000Z",
        b"CREATED:20260301T070000Z",
        b"DTSTART:20260325T120000Z",
        b"DTEND:20260325T123000Z",
        b"STATUS:CONFIRMED",
        b"ORGANIZER;CN=konsult:invalid:nomail",
    ):
        assert written.count(line) == 1, line
    assert written.index(b"METHOD:PUBLISH") < written.index(b"BEGIN:VEVENT")
    assert not any(line.startswith(b"ATTENDEE") for line in written)


def test_a_cancelled_one_says_so_with_the_times_that_it_had() -> None:
    written = lines(replace(EVENT, is_cancelled=True, sequence=3))
    for line in (b"METHOD:CANCEL", b"STATUS:CANCELLED", b"UID:a@konsult", b"SEQUENCE:3", b"DTSTART:20260325T120000Z", b"DTEND:20260325T123000Z"):  # fmt: skip
        assert written.count(line) == 1, line


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("2026-03-25 13:00", b"DTSTART:20260325T120000Z"),
        ("2026-04-01 13:00", b"DTSTART:20260401T110000Z"),
    ],
)
def test_wall_time_follows_the_clock(wall: str, utc: bytes) -> None:
    begins = at(wall)
    assert utc in lines(replace(EVENT, start=begins, end=begins + timedelta(minutes=30)))


WORDS = st.text(
    st.sampled_from('åäöÅÄÖ 👩‍⚕️🫀é\\;,:"\n\r\t\0\ufeff٣Nn')
    | st.characters(exclude_categories=["Cs"]),
    max_size=120,
)
INSTANTS = st.integers(0, 2**31).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(WORDS, WORDS, WORDS, INSTANTS, st.integers(0, 999))
def test_read_back_it_is_the_same_and_no_line_is_long_or_cut_within_a_character(
    summary: str, location: str, description: str, start: datetime, sequence: int
) -> None:
    event = replace(
        EVENT,
        summary=summary,
        location=location,
        description=description,
        start=start,
        end=start + timedelta(minutes=20),
        sequence=sequence,
    )
    for line in lines(event):
        assert len(line) <= 75
        line.decode("utf-8")
    found = read_back(event)
    assert (event.start, event.end) == (found.DTSTART, found.DTEND)
    assert (str(found["UID"]), str(found["SEQUENCE"])) == (event.uid, str(sequence))
    for name, words in (("SUMMARY", summary), ("LOCATION", location), ("DESCRIPTION", description)):
        assert str(found.get(name, "")) == plain_words(words)
    digits = [line for line in lines(event) if line.startswith(b"DT")]
    assert all(line.isascii() for line in digits)
