"""The letters that remind of what is booked, and of an hour that begins."""

from collections.abc import Iterator
from datetime import datetime

from bot import links
from bot.hours.matters import of_booking, of_sitting
from bot.hours.said import hour_words
from bot.hours.topics import OWN_HOURS
from bot.letters.card import letter_button
from bot.texts import and_more, quoted, unit_words
from directory.hours.bookings import Booking
from directory.hours.drop_in import Held
from directory.hours.kept import BOOKED
from directory.hours.offered import ConsultationHour, HourMode
from directory.letters.lines import LetterLine, joined, with_numbers
from directory.letters.outbox import Letter
from directory.snapshot import Snapshot
from directory.walltime.said import dated_span, until_words

MOST_BOOKED = 20


def booked_letter(
    booking: Booking, hour: ConsultationHour, snapshot: Snapshot, now: datetime
) -> Letter:
    """To who has booked: when, and how they meet."""
    where = joined(f"{hour.channel.value.capitalize()}: ", with_numbers(hour.where))
    return Letter(
        topic=OWN_HOURS.topic,
        title=f"Påminnelse: {hour_words(hour, snapshot)}",
        lines=(f"Din tid är {dated_span(booking, now)}.", *([where] if hour.where else [])),
        buttons=(letter_button("Visa, flytta eller avboka", links.see_booking(booking.id)),),
        matter=of_booking(booking),
    )


def holding_letter(
    sitting: Held, hour: ConsultationHour, snapshot: Snapshot, now: datetime
) -> Letter:
    """To who holds the hour: when it begins, and what is booked of it."""
    begins = f"Din konsulttid börjar {until_words(sitting.start, now)}"
    return Letter(
        topic=OWN_HOURS.topic,
        title=f"{begins}: {hour_words(hour, snapshot)}",
        lines=tuple(_booked(sitting, hour, snapshot, now)),
        buttons=(letter_button("Visa konsulttiden", links.see_hour(hour.id)),),
        matter=of_sitting(hour, sitting.start),
    )


def _booked(
    sitting: Held, hour: ConsultationHour, snapshot: Snapshot, now: datetime
) -> Iterator[LetterLine]:
    if hour.mode is HourMode.DROP_IN:
        yield f"Öppet till {until_words(sitting.end, sitting.start)}, utan bokning."
        return
    bookings = [
        booking
        for booking in snapshot.of(BOOKED).of_specialist(hour.specialist)
        if booking.hour == hour.id and booking.takes_time and booking.touches(sitting)
    ]
    if not bookings:
        yield "Inget är bokat än."
    for booking in bookings[:MOST_BOOKED]:
        unit = snapshot.units.get(booking.unit)
        whose = f", {unit_words(unit)}" if unit else ""
        yield f"{dated_span(booking, now)}: {quoted(booking.topic)}{whose}."
    if len(bookings) > MOST_BOOKED:
        yield f"{and_more(len(bookings) - MOST_BOOKED)}."
