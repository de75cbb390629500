"""Reminders: to who has booked, a day and an hour before; to who holds the hour, an hour before."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from bot.hours.reminder_letters import booked_letter, holding_letter
from bot.hours.topics import OWN_HOURS
from bot.letters import keys
from directory.hours.bookings import Booking
from directory.hours.drop_in import Held, held
from directory.hours.kept import BOOKED, diary_of
from directory.hours.offered import ConsultationHour
from directory.letters.occasions import Occasion
from directory.letters.outbox import Urgency
from directory.snapshot import Snapshot
from directory.walltime.hours import INSTANT, Hours

DAY_BEFORE, HOUR_BEFORE = timedelta(hours=24), timedelta(hours=1)
CAUGHT_UP_WITHIN = timedelta(hours=2)
"""How late the first reminder may still be of use; the second is until the slot begins."""


def reminders(hour: ConsultationHour, snapshot: Snapshot, now: datetime) -> Iterator[Occasion]:
    """Every reminder of the hour that may be due about now, in elapsed time before it begins.

    What was booked, or opened, after a reminder's own time has none: whoever did so knows.
    """
    for booking in snapshot.of(BOOKED).of_specialist(hour.specialist):
        if booking.hour == hour.id and booking.takes_time and now < booking.start:
            yield from _to_booker(booking, hour, snapshot, now)
    kept = diary_of(hour, snapshot)
    ahead = Hours(now, now + HOUR_BEFORE + INSTANT)
    for sitting in held(hour, kept, ahead, snapshot.calendar):
        if now < sitting.start and hour.made <= sitting.start - HOUR_BEFORE:
            yield _to_holder(sitting, hour, snapshot, now)


def _to_booker(
    booking: Booking, hour: ConsultationHour, snapshot: Snapshot, now: datetime
) -> Iterator[Occasion]:
    first, second = booking.start - DAY_BEFORE, booking.start - HOUR_BEFORE
    windows = ((first, first + CAUGHT_UP_WITHIN), (second, booking.start))
    for number, (opens, closes) in enumerate(windows):
        if booking.made <= opens:
            yield Occasion(
                to=booking.booked_by,
                key=keys.slot_reminded(booking.id, booking.sequence, number, booking.booked_by),
                letter=partial(booked_letter, booking, hour, snapshot, now),
                happens=booking.start,
                usual=OWN_HOURS.usual(snapshot.people.get(booking.booked_by)),
                ends=booking.start,
                urgency=Urgency.URGENT if number else Urgency.USUAL,
                opens=opens,
                closes=closes,
            )


def _to_holder(
    sitting: Held, hour: ConsultationHour, snapshot: Snapshot, now: datetime
) -> Occasion:
    return Occasion(
        to=hour.specialist,
        key=keys.hour_begins(hour.id, sitting.start, hour.specialist),
        letter=partial(holding_letter, sitting, hour, snapshot, now),
        happens=sitting.start,
        usual=OWN_HOURS.usual(snapshot.people.get(hour.specialist)),
        ends=sitting.start,
        urgency=Urgency.URGENT,
        opens=sitting.start - HOUR_BEFORE,
        closes=sitting.start,
    )
