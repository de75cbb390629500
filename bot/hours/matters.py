"""What letters about consultation hours say, and whether it is still so when they are sent."""

from collections.abc import Mapping
from datetime import datetime

from directory.hours.bookings import Booking
from directory.hours.holds import Hold
from directory.hours.kept import BOOKED
from directory.letters.matters import Matter
from directory.snapshot import Snapshot


def of_booking(booking: Booking) -> str:
    """The booking stands, as it was then: neither cancelled nor moved, and not begun."""
    return f"bokning|{booking.id}|{booking.sequence}"


def of_hold(hold: Hold) -> str:
    """The offer of the slot still holds, for the same person."""
    return f"erbjuden tid|{hold.id}|{hold.holder}"


def _stands(what: str, snapshot: Snapshot, now: datetime) -> bool:
    id_, _, sequence = what.rpartition("|")
    booking = snapshot.of(BOOKED).bookings.get(id_)
    if booking is None or not booking.takes_time or now >= booking.start:
        return False
    return str(booking.sequence) == sequence


def _is_offered(what: str, snapshot: Snapshot, now: datetime) -> bool:
    id_, _, holder = what.partition("|")
    return any(
        hold.id == id_ and hold.holder == holder and hold.stands(now)
        for hold in snapshot.of(BOOKED).holds
    )


MATTERS: Mapping[str, Matter] = {"bokning": _stands, "erbjuden tid": _is_offered}
