"""What the store has of a period."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from directory.hours.bookings import Booking
from directory.hours.closures import Closure
from directory.hours.line import Place
from directory.hours.offered import ConsultationHour
from directory.hours.pilots import Pilot
from directory.hours.report.history import History
from directory.lazy.values import dataclass

Asked = Mapping[tuple[str, date], int]
"""How often a service was asked for, by its id and the Monday of the week."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Everything that a report of a period is made of.

    `bookings` and `closures` touch the period, places were joined in it, in any state.
    """

    hours: History[ConsultationHour] = field(default_factory=lambda: History({}))
    pilots: History[Pilot] = field(default_factory=lambda: History({}))
    closures: tuple[Closure, ...] = ()
    bookings: tuple[Booking, ...] = ()
    places: tuple[Place, ...] = ()
    asked: Asked = field(default_factory=dict)
