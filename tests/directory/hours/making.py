"""Hours and bookings to test with."""

from datetime import date, datetime, timedelta

from directory.hours.bookings import Booking
from directory.hours.closures import Closure, ClosureReason
from directory.hours.eligibility import ANYONE, Eligibility
from directory.hours.holds import Hold
from directory.hours.line import Place, PlaceState
from directory.hours.offered import ConsultationHour, HourChannel, HourMode, Release, SlotPlan
from directory.hours.pilots import Pilot
from directory.hours.waiting_list import Waiting
from directory.hours.weeks import EVERY_WEEK, Weeks
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
    eligible: Eligibility = ANYONE,
    pilot: str = "",
    weeks: frozenset[Weeks] = EVERY_WEEK,
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
        eligible=eligible,
        release=release or Release(),
        pilot=pilot,
        weeks=weeks,
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


def a_closure(reason: ClosureReason = ClosureReason.ILL, *, hour: str = "") -> Closure:
    """Half an hour, 13:00–13:30 on Tuesday 3 March 2026, of one hour or of all."""
    return Closure(
        id="c1",
        specialist="gun-ek",
        hour=hour,
        start=at("2026-03-03 13:00"),
        end=at("2026-03-03 13:30"),
        reason=reason,
        made=MADE,
        made_by="web:gun-ek",
        instead="Ring bakjouren.",
    )


def a_hold(start: datetime, until: datetime) -> Hold:
    """Half an hour that is offered to Per."""
    return Hold(
        hour="ger-1",
        specialist="gun-ek",
        start=start,
        end=start + timedelta(minutes=30),
        holder="per-lund",
        until=until,
    )


def a_pilot(
    first: date = date(2026, 3, 1),
    last: date = date(2026, 5, 31),
    *,
    eligible: Eligibility = ANYONE,
) -> Pilot:
    return Pilot(
        id="bup-video",
        name="Videotider för barn- och ungdomspsykiatri",
        purpose="Färre remisser som skickas tillbaka.",
        first=first,
        last=last,
        eligible=eligible,
        owners=frozenset({"gun-ek"}),
        made=MADE,
        made_by="web:gun-ek",
    )


def a_place(joined: datetime, who: str = "per-lund", *, id_: str = "p1") -> Place:
    """Six hours are left of the sitting when they join."""
    return Place(
        id=id_,
        hour="ort-1",
        sitting="ort-1@2026-12-01T0900",
        waiting=who,
        unit="hc-fyren",
        topic="handledsfraktur",
        joined=joined,
        end=joined + timedelta(hours=6),
        state=PlaceState.WAITING,
    )


def a_waiting(since: datetime, who: str = "per-lund", *, hour: str = "ger-1") -> Waiting:
    """They wait for a week."""
    return Waiting(
        hour=hour,
        waiting=who,
        unit="hc-fyren",
        topic="minnesutredning",
        since=since,
        end=since + timedelta(days=7),
    )
