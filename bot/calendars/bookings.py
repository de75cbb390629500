"""A booked slot as a file for a calendar: for those who meet in it, and those who coordinate."""

from collections.abc import Iterator

from bot.access import Asker
from bot.calendars.uids import uid_of
from bot.cards import is_web_address
from directory.calendars.event import OneEvent
from directory.catalogue.people import Access
from directory.hours.bookings import Booking
from directory.hours.kept import BOOKED, OFFERED
from directory.hours.offered import ConsultationHour
from directory.snapshot import Snapshot

TOPIC = "Ämne"


def booking_path(booking: str) -> str:
    """Where the web chat has the file; `PageWanted` makes an address of it."""
    return f"/tid/{booking}.ics"


def booked_event(id_: str, who: Asker, snapshot: Snapshot) -> OneEvent | None:
    """The booking as an event; None where there is none or the asker has no part in it."""
    booking = snapshot.of(BOOKED).bookings.get(id_)
    if booking is None or not _may_see(booking, who):
        return None
    hour = snapshot.of(OFFERED).hours.get(booking.hour)
    return OneEvent(
        uid=uid_of(f"bokning|{booking.id}"),
        sequence=booking.sequence,
        start=booking.start,
        end=booking.end,
        summary=summary(booking.hour, snapshot),
        location=location(hour) if hour else "",
        description="\n".join(_lines(booking, hour, who, snapshot)),
        url=hour.where if hour and is_web_address(hour.where) else "",
        made=booking.made,
        is_cancelled=not booking.takes_time,
    )


def summary(hour: str, snapshot: Snapshot) -> str:
    """”Konsulttid Ortopedi Norra”. Never what it is about: calendars are seen by others."""
    offered = snapshot.of(OFFERED).hours.get(hour)
    known = offered is not None and offered.service in snapshot.services
    return f"Konsulttid {snapshot.title(offered.service)}" if offered and known else "Konsulttid"


def location(hour: ConsultationHour) -> str:
    """How and where the two meet."""
    channel = hour.channel.capitalize()
    return f"{channel}: {hour.where}" if hour.where else channel


def _may_see(booking: Booking, who: Asker) -> bool:
    return takes_part(booking, who) or who.has(Access.COORDINATOR)


def takes_part(booking: Booking, who: Asker) -> bool:
    """Whether the asker has booked it or is the specialist."""
    return who.id in (booking.booked_by, booking.specialist)


def _lines(
    booking: Booking, hour: ConsultationHour | None, who: Asker, snapshot: Snapshot
) -> Iterator[str]:
    """Who answers, what it is for and not for; the topic only for those who meet."""
    specialist = snapshot.colleague(booking.specialist)
    if specialist is not None and specialist.show_name:
        yield f"Svarar: {specialist.name}"
    if hour is not None and hour.about:
        yield f"För: {hour.about}"
    if hour is not None and hour.not_about:
        yield f"Inte för: {hour.not_about}"
    if booking.topic and takes_part(booking, who):
        yield f"{TOPIC}: {booking.topic}"
    yield "Ändra eller avboka i konsult med /tid."
