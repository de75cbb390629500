"""The parts of consultation hours: what is offered, and what stands in the way of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from directory.grouping import grouped
from directory.hours.availability import Diary
from directory.hours.bookings import Booking, steps_of
from directory.hours.closures import Closure
from directory.hours.holds import Hold, held_steps
from directory.hours.offered import ConsultationHour
from directory.kinds import Kind, Loaded
from directory.parts import ById, Part

HOUR = Kind(ConsultationHour, order=("service", "first", "id"))
CLOSURE = Kind(Closure, ends="end", kept_for=timedelta(days=1), order=("start", "id"))
BOOKING = Kind(
    Booking, ends="end", kept_for=timedelta(days=1), order=("start", "id"), takes=steps_of
)
HOLD = Kind(Hold, ends="end", order=("start", "id"), takes=held_steps, takes_as=Booking.__name__)
"""Those that have ended are loaded too: what they took is free when they are forgotten."""


class Offered:
    """The hours that are offered, by their ids and services, and their closures."""

    def __init__(
        self, hours: Iterable[ConsultationHour] = (), closures: Iterable[Closure] = ()
    ) -> None:
        self.hours = ById(hours)
        self.closures = tuple(closures)
        self._of_service = grouped(self.hours, lambda hour: hour.service)

    def __iter__(self) -> Iterator[ConsultationHour | Closure]:
        yield from (*self.hours, *self.closures)

    def of_service(self, service: str) -> Sequence[ConsultationHour]:
        """The hours of a service, those that began first first."""
        return self._of_service.get(service, ())


class Booked:
    """The bookings, by their ids, and the slots that are held for those who wait."""

    def __init__(self, bookings: Iterable[Booking] = (), holds: Iterable[Hold] = ()) -> None:
        self.bookings = ById(bookings)
        self.holds = tuple(holds)
        self._of_specialist = grouped(self.bookings, lambda booking: booking.specialist)

    def __iter__(self) -> Iterator[Booking | Hold]:
        yield from (*self.bookings, *self.holds)

    def of_specialist(self, specialist: str) -> Sequence[Booking]:
        """All bookings of a specialist's time, in whichever hours."""
        return self._of_specialist.get(specialist, ())


def _offered(loaded: Loaded) -> Offered:
    return Offered(loaded.of(HOUR), loaded.of(CLOSURE))


def _booked(loaded: Loaded) -> Booked:
    return Booked(loaded.of(BOOKING), loaded.of(HOLD))


OFFERED = Part("hours", (HOUR, CLOSURE), _offered)
BOOKED = Part("bookings", (BOOKING, HOLD), _booked)
"""Apart from what is offered: bookings change often, and one does not undo another."""


def diary(specialist: str, offered: Offered, booked: Booked) -> Diary:
    """What stands in the way of the specialist's hours."""
    return Diary(
        tuple(booked.of_specialist(specialist)),
        tuple(hold for hold in booked.holds if hold.specialist == specialist),
        tuple(one for one in offered.closures if one.specialist == specialist),
    )
