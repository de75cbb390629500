"""What letters about consultation hours say, and whether it is still so when they are sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from directory.hours.availability import Slot, SlotState, availability
from directory.hours.bookings import Booking
from directory.hours.drop_in import held
from directory.hours.holds import Hold
from directory.hours.kept import BOOKED, OFFERED, diary_of
from directory.hours.offered import ConsultationHour
from directory.letters.matters import Matter
from directory.snapshot import Snapshot
from directory.walltime.days import local
from directory.walltime.hours import INSTANT, Hours


def of_booking(booking: Booking) -> str:
    """The booking stands, as it was then: neither cancelled nor moved, and not begun."""
    return f"bokning|{booking.id}|{booking.sequence}"


def of_hold(hold: Hold) -> str:
    """The offer of the slot still holds, for the same person."""
    return f"erbjuden tid|{hold.id}"


def of_sitting(hour: ConsultationHour, start: datetime) -> str:
    """The hour is held from then on: it has not been closed, changed or begun."""
    return f"konsulttid|{hour.id}|{start.isoformat()}"


def of_free(slots: Sequence[Slot]) -> str:
    """One of the slots, all of one hour, can still be booked."""
    starts = ",".join(slot.start.isoformat() for slot in slots)
    return f"lediga tider|{slots[0].hour}|{starts}"


def of_series(hour: ConsultationHour) -> str:
    """The hour is offered and not over."""
    return f"öppnad tid|{hour.id}"


def _stands(what: str, snapshot: Snapshot, now: datetime) -> bool:
    id_, _, sequence = what.rpartition("|")
    booking = snapshot.of(BOOKED).bookings.get(id_)
    if booking is None or not booking.takes_time or now >= booking.start:
        return False
    return str(booking.sequence) == sequence


def _is_offered(what: str, snapshot: Snapshot, now: datetime) -> bool:
    return any(hold.id == what and hold.stands(now) for hold in snapshot.of(BOOKED).holds)


def _is_held(what: str, snapshot: Snapshot, now: datetime) -> bool:
    id_, _, written = what.partition("|")
    hour, start = snapshot.of(OFFERED).hours.get(id_), datetime.fromisoformat(written)
    if hour is None or now >= start:
        return False
    pieces = held(hour, diary_of(hour, snapshot), Hours.at(start), snapshot.calendar)
    return any(piece.start == start for piece in pieces)


def _are_free(what: str, snapshot: Snapshot, now: datetime) -> bool:
    id_, _, written = what.partition("|")
    hour = snapshot.of(OFFERED).hours.get(id_)
    if hour is None:
        return False
    starts = {datetime.fromisoformat(start) for start in written.split(",")}
    span = Hours(min(starts), max(starts) + INSTANT)
    slots = availability(hour, diary_of(hour, snapshot), span, snapshot.calendar, now)
    return any(slot.start in starts and slot.state is SlotState.FREE for slot in slots)


def _is_to_come(what: str, snapshot: Snapshot, now: datetime) -> bool:
    hour = snapshot.of(OFFERED).hours.get(what)
    return hour is not None and (hour.last is None or local(now).date() <= hour.last)


MATTERS: Mapping[str, Matter] = {
    "bokning": _stands,
    "erbjuden tid": _is_offered,
    "konsulttid": _is_held,
    "lediga tider": _are_free,
    "öppnad tid": _is_to_come,
}
