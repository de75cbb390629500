"""What is free: the only place that says so, for lists, bookings, cards, calendars and exports."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum

from directory.hours.bookings import Booking
from directory.hours.closures import Closure, ClosureReason
from directory.hours.holds import Hold
from directory.hours.offered import ConsultationHour, SlotPlan
from directory.hours.pilots import NO_PILOTS, Pilots
from directory.hours.sittings import Sitting, sittings
from directory.lazy.values import dataclass
from directory.walltime.days import Calendar
from directory.walltime.hours import Hours, Lasting
from directory.walltime.occupied import Occupied


class SlotState(StrEnum):
    """The state of a slot at a moment; only FREE ones can be booked.

    What was booked stays BOOKED: GIVEN_BACK and PASSED are those that nobody had.
    """

    FREE = "ledig"
    BOOKED = "bokad"
    HELD = "erbjuden"
    GIVEN_BACK = "återlämnad"
    CLOSED = "inställd"
    ILL = "inställd på grund av sjukdom"
    PASSED = "har varit"


@dataclass(frozen=True, slots=True, order=True)
class Slot(Lasting):
    """A bookable piece of an hour, or one that was: instants in UTC."""

    start: datetime
    end: datetime
    hour: str
    state: SlotState


@dataclass(frozen=True, slots=True)
class Diary:
    """What stands in the way of a specialist's hours: all of it, whichever hour it belongs to.

    `pilots`: those that hours may belong to.
    """

    bookings: tuple[Booking, ...] = ()
    holds: tuple[Hold, ...] = ()
    closures: tuple[Closure, ...] = ()
    pilots: Pilots = NO_PILOTS


def availability(
    hour: ConsultationHour,
    diary: Diary,
    span: Hours,
    calendar: Calendar,
    now: datetime,
    *,
    for_holder: str = "",
) -> tuple[Slot, ...]:
    """The slots of an hour that touch the span, each in its state now; in order of time.

    What is booked stands with its own times, also where the hour has been changed since. A piece
    that shares any time with it, or with a booking in another hour of the specialist's, is none.
    `for_holder`: a slot that is held for them is free.
    """
    if hour.slots is None:
        return ()
    booked = [booking for booking in diary.bookings if booking.takes_time]
    kept = [
        Slot(booking.start, booking.end, hour.id, SlotState.BOOKED)
        for booking in booked
        if booking.hour == hour.id and booking.touches(span)
    ]
    busy = Occupied(booked)
    pieces = [
        piece
        for sitting in sittings(hour, span, calendar, diary.pilots)
        for piece in _pieces(sitting, hour.slots, span)
        if not busy.touches(piece)
    ]
    held = [hold for hold in diary.holds if hold.stands(now) and hold.holder != for_holder]
    closed = [one for one in diary.closures if one.concerns(hour.id, hour.specialist)]
    open_ = [
        Slot(piece.start, piece.end, hour.id, _state(piece, hour, held, closed, now))
        for piece in pieces
    ]
    return tuple(sorted((*kept, *open_)))


def _pieces(sitting: Sitting, plan: SlotPlan, span: Hours) -> Iterator[Hours]:
    """The sitting cut into slots by elapsed time, those that touch the span; what is left at its
    end is none."""
    step = plan.length + plan.buffer
    before = (span.start - sitting.start - plan.length) // step + 1
    number = max(before, 0)
    while plan.most is None or number < plan.most:
        start = sitting.start + number * step
        if start >= span.end or start + plan.length > sitting.end:
            return
        yield Hours(start, start + plan.length)
        number += 1


def _state(
    piece: Hours,
    hour: ConsultationHour,
    held: Iterable[Hold],
    closed: Iterable[Closure],
    now: datetime,
) -> SlotState:
    reasons = {closure.reason for closure in closed if closure.touches(piece)}
    if reasons:
        return SlotState.ILL if ClosureReason.ILL in reasons else SlotState.CLOSED
    if piece.start <= now:
        return SlotState.PASSED
    if piece.start - hour.release.given_back <= now:
        return SlotState.GIVEN_BACK
    return SlotState.HELD if _touches_any(piece, held) else SlotState.FREE


def _touches_any(piece: Hours, others: Iterable[Lasting]) -> bool:
    return any(piece.touches(other) for other in others)
