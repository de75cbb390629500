"""What people did with what was offered: bookings and places in lines, as counts."""

from collections.abc import Iterator
from datetime import datetime

from directory.hours.bookings import Booking, BookingState
from directory.hours.line import Place, PlaceState
from directory.hours.report.period import Period
from directory.hours.report.recorded import Recorded
from directory.hours.report.tally import Tally

Done = Booking | Place
Counting = tuple[Done, Tally]
"""What was done, with what it counts as."""


def moment_of(done: Done) -> datetime:
    """The moment by which it is counted: when a booked slot begins, when somebody joined."""
    return done.start if isinstance(done, Booking) else done.joined


def done_in(recorded: Recorded, period: Period) -> Iterator[Counting]:
    """Each booking and place of the period, with what it counts as."""
    span = period.span
    for booking in recorded.bookings:
        if span.covers(booking.start):
            yield booking, _of_booking(booking)
    for place in recorded.places:
        if span.covers(place.joined):
            yield place, _of_place(place)


def _of_booking(booking: Booking) -> Tally:
    match booking.state:
        case BookingState.CANCELLED:
            return Tally(cancelled=1)
        case BookingState.CALLED_OFF:
            return Tally(called_off=1)
        case _:
            return Tally(booked=1)


def _of_place(place: Place) -> Tally:
    match place.state:
        case PlaceState.CALLED:
            waits = (place.over - place.joined,) if place.over else ()
            return Tally(joined=1, answered=1, waits=waits)
        case PlaceState.LEFT:
            return Tally(joined=1, left=1)
        case PlaceState.TURNED_AWAY:
            return Tally(joined=1, turned_away=1)
        case _:
            return Tally(joined=1)
