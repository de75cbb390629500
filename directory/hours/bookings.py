"""A booked slot, and the steps of five minutes that nobody else can have meanwhile."""

from datetime import UTC, datetime
from enum import StrEnum

from directory.hours.offered import STEP
from directory.lazy.values import dataclass
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


def steps_of(booking: Booking) -> frozenset[str]:
    """The five minutes of the specialist's that it takes. No two bookings have one in common,
    whichever hours and ways they come from: the store refuses the second."""
    return steps_at(booking.specialist, booking) if booking.takes_time else frozenset()


def steps_at(specialist: str, lasting: Lasting) -> frozenset[str]:
    """The five minutes of the specialist's that are taken by something of theirs."""
    number = -(-(lasting.end - lasting.start) // STEP)  # begun ones are whole
    starts = (lasting.start + step * STEP for step in range(number))
    return frozenset(at_specialist(specialist, start) for start in starts)


def at_specialist(specialist: str, moment: datetime) -> str:
    """The name of a minute of a specialist's, for what only one can have."""
    return f"{specialist}@{moment.astimezone(UTC):%Y%m%dT%H%MZ}"
