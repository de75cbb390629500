"""A booked slot, and the steps of five minutes that nobody else can have meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from directory.hours.offered import STEP
from directory.walltime.hours import Lasting, check_span


class BookingState(StrEnum):
    """The state of a booking; only BOOKED takes time."""

    BOOKED = "bokad"
    CANCELLED = "avbokad"
    CALLED_OFF = "inställd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking(Lasting):
    """A slot that somebody has. `start` and `end` are instants, whatever becomes of the hour.

    `booked_by`: the owner of the letters (a person's id or an account); `unit`: theirs, for whom
    it counts. `topic`: a few words, never of a patient. `sequence` is raised by each change, for
    calendars.
    """

    id: str
    hour: str
    specialist: str
    start: datetime
    end: datetime
    booked_by: str
    unit: str
    topic: str
    made: datetime
    state: BookingState = BookingState.BOOKED
    sequence: int = 0

    def __post_init__(self) -> None:
        check_span(self)

    @property
    def takes_time(self) -> bool:
        """Whether the specialist's time is taken by it."""
        return self.state is BookingState.BOOKED


@dataclass(frozen=True, slots=True)
class TakenStep:
    """Five minutes of a specialist's that a booking has. The store refuses a second of the same id,
    so two bookings can never have the same time, whichever hours and ways they come from."""

    id: str
    booking: str
    end: datetime


def steps_of(booking: Booking) -> Iterator[TakenStep]:
    """The steps that the booking takes, added and forgotten with it in one transaction."""
    start = booking.start.astimezone(UTC)
    while start < booking.end:
        yield TakenStep(f"{booking.specialist}@{start:%Y%m%dT%H%MZ}", booking.id, start + STEP)
        start += STEP
