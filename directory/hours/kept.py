"""The parts of consultation hours: what is offered, what stands in the way of it, who waits."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from operator import attrgetter

from directory.grouping import grouped
from directory.hours.availability import Diary
from directory.hours.bookings import Booking, steps_of
from directory.hours.closures import Closure
from directory.hours.holds import Hold, held_steps
from directory.hours.line import Place, taken_by
from directory.hours.offered import ConsultationHour
from directory.hours.pilots import Pilot, Pilots
from directory.hours.waiting_list import Waiting
from directory.kinds import Kind, Loaded
from directory.parts import ById, Part
from directory.snapshot import Snapshot

HOUR = Kind(ConsultationHour, order=("service", "first", "id"))
CLOSURE = Kind(Closure, ends="end", kept_for=timedelta(days=1), order=("start", "id"))
PILOT = Kind(Pilot, order=("first", "id"))
BOOKING = Kind(
    Booking,
    ends="end",
    kept_for=timedelta(days=1),
    order=("start", "id"),
    unaudited=("topic",),
    takes=steps_of,
)
HOLD = Kind(Hold, ends="end", order=("start", "id"), takes=held_steps, takes_as=Booking.__name__)
"""Those that have ended are loaded too: what they took is free when they are forgotten."""
PLACE = Kind(
    Place,
    ends="end",
    kept_for=timedelta(days=1),
    order=("joined", "id"),
    unaudited=("topic",),
    takes=taken_by,
)
WAITING = Kind(Waiting, ends="end", order=("since", "id"), unaudited=("topic",))


class Offered:
    """The hours that are offered, by their ids and services, their closures and pilots."""

    def __init__(
        self,
        hours: Iterable[ConsultationHour] = (),
        closures: Iterable[Closure] = (),
        pilots: Iterable[Pilot] = (),
    ) -> None:
        self.hours = ById(hours)
        self.closures = tuple(closures)
        self.pilots = Pilots(pilots)
        self._of_service = grouped(self.hours, lambda hour: hour.service)

    def __iter__(self) -> Iterator[ConsultationHour | Closure | Pilot]:
        yield from (*self.hours, *self.closures, *self.pilots)

    def of_service(self, service: str) -> Sequence[ConsultationHour]:
        """The hours of a service, those that began first first."""
        return self._of_service.get(service, ())


class Booked:
    """The bookings, by their ids, and the slots that are held for those who wait."""

    def __init__(self, bookings: Iterable[Booking] = (), holds: Iterable[Hold] = ()) -> None:
        self.bookings = ById(bookings)
        self.holds = tuple(holds)
        self._of_specialist = grouped(self.bookings, attrgetter("specialist"))
        self._booked_by = grouped(self.bookings, attrgetter("booked_by"))

    def __iter__(self) -> Iterator[Booking | Hold]:
        yield from (*self.bookings, *self.holds)

    def of_specialist(self, specialist: str) -> Sequence[Booking]:
        """All bookings of a specialist's time, in whichever hours."""
        return self._of_specialist.get(specialist, ())

    def booked_by(self, who: str) -> Sequence[Booking]:
        """All that somebody has booked, whatever has become of it."""
        return self._booked_by.get(who, ())


class Queues:
    """Who stands in the lines of drop-in hours, and who waits for a slot; the first first."""

    def __init__(self, places: Iterable[Place] = (), waiting: Iterable[Waiting] = ()) -> None:
        self.places = ById(places)
        self.waiting = ById(waiting)
        self._places_of = grouped(self.places, lambda place: place.hour)
        self._waiting_for = grouped(self.waiting, lambda waiting: waiting.hour)

    def __iter__(self) -> Iterator[Place | Waiting]:
        yield from (*self.places, *self.waiting)

    def places_of(self, hour: str) -> Sequence[Place]:
        """All places of the hour, also of those who wait no longer."""
        return self._places_of.get(hour, ())

    def waiting_for(self, hour: str) -> Sequence[Waiting]:
        """Those who wait for a slot of the hour."""
        return self._waiting_for.get(hour, ())


def _offered(loaded: Loaded) -> Offered:
    return Offered(loaded.of(HOUR), loaded.of(CLOSURE), loaded.of(PILOT))


def _booked(loaded: Loaded) -> Booked:
    return Booked(loaded.of(BOOKING), loaded.of(HOLD))


def _queued(loaded: Loaded) -> Queues:
    return Queues(loaded.of(PLACE), loaded.of(WAITING))


OFFERED = Part("hours", (HOUR, CLOSURE, PILOT), _offered)
BOOKED = Part("bookings", (BOOKING, HOLD), _booked)
"""Apart from what is offered: bookings change often, and one does not undo another."""
QUEUED = Part("queue", (PLACE, WAITING), _queued)
"""What changes somebody's place rests on it: so two specialists never call the same person. Who
joins does not need to."""


def diary(specialist: str, offered: Offered, booked: Booked) -> Diary:
    """What stands in the way of the specialist's hours."""
    return Diary(
        tuple(booked.of_specialist(specialist)),
        tuple(hold for hold in booked.holds if hold.specialist == specialist),
        tuple(one for one in offered.closures if one.specialist == specialist),
        offered.pilots,
    )


def diary_of(hour: ConsultationHour, snapshot: Snapshot) -> Diary:
    """What stands in the way of the hour, in the picture."""
    return diary(hour.specialist, snapshot.of(OFFERED), snapshot.of(BOOKED))
