"""Hours and bookings to test with."""

from datetime import date, datetime, timedelta

from directory.hours.bookings import Booking
from directory.hours.limits import ANYONE, Limits
from directory.hours.offered import ConsultationHour, HourChannel, HourMode, Release, SlotPlan
from directory.walltime.opening import WorkingHours
from tests.builders import at

HALF_HOURS = SlotPlan(timedelta(minutes=30))
MADE = at("2026-01-05 08:00")


def an_hour(
    hours: str,
    *,
    first: date = date(2026, 1, 1),
    last: date | None = None,
    slots: SlotPlan | None = HALF_HOURS,
    id_: str = "ger-1",
    release: Release | None = None,
    limits: Limits = ANYONE,
) -> ConsultationHour:
    return ConsultationHour(
        id=id_,
        service="geriatrik-norra",
        specialist="gun-ek",
        mode=HourMode.SLOTS if slots else HourMode.DROP_IN,
        channel=HourChannel.VIDEO,
        where="",
        hours=WorkingHours.parse(hours),
        first=first,
        last=last,
        made=MADE,
        made_by="web:gun-ek",
        slots=slots,
        limits=limits,
        release=release or Release(),
    )


def a_booking(
    start: datetime, minutes: int = 30, *, hour: str = "ger-1", id_: str = "b1"
) -> Booking:
    return Booking(
        id=id_,
        hour=hour,
        specialist="gun-ek",
        start=start,
        end=start + timedelta(minutes=minutes),
        booked_by="per-lund",
        unit="hc-fyren",
        topic="minnesutredning",
        made=MADE,
    )
