"""Consultation hours for stories: Bo's in cardiology, to book or to call in."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from directory.changes import Keep
from directory.hours.bookings import Booking
from directory.hours.eligibility import Eligibility
from directory.hours.offered import ConsultationHour, HourChannel, HourMode, SlotPlan
from directory.hours.pilots import Pilot
from directory.kinds import Kept
from directory.walltime.opening import WorkingHours
from tests.builders import at
from tests.chat import Chat

MADE = at("2026-11-02 08:00")
HALF_HOURS = SlotPlan(timedelta(minutes=30))


def bookable(hours: str = "ons 13–15", **fields: Any) -> ConsultationHour:
    """Bo's hours by video, for everybody, in half-hour slots."""
    usual = ConsultationHour(
        id="kard-1",
        service="kardiologi",
        specialist="bo-b",
        mode=HourMode.SLOTS,
        channel=HourChannel.VIDEO,
        where="https://video.example.org/kardiologi",
        hours=WorkingHours.parse(hours),
        first=date(2026, 11, 1),
        last=None,
        made=MADE,
        made_by="test:bo-b",
        slots=HALF_HOURS,
        about="hjärtsvikt",
        not_about="akut sjuka",
    )
    return replace(usual, **fields)


def drop_in(hours: str = "mån–fre 9–16", **fields: Any) -> ConsultationHour:
    """Bo's hours to call in, for everybody."""
    usual: dict[str, Any] = {
        "id": "kard-2",
        "mode": HourMode.DROP_IN,
        "channel": HourChannel.PHONE,
        "where": "08-465 004 14",
        "slots": None,
    }
    return bookable(hours, **usual | fields)


async def lay(chat: Chat, *values: Kept) -> None:
    """Write the values, and look at the store again."""
    await chat.repository.apply([Keep(value) for value in values], actor="test", now=MADE)
    await chat.live.refresh()


def booked(start: str, minutes: int = 30, **fields: Any) -> Booking:
    """Hanna at Björken has booked Bo's time."""
    begins = at(start)
    usual = Booking(
        id="b1",
        hour="kard-1",
        specialist="bo-b",
        start=begins,
        end=begins + timedelta(minutes=minutes),
        booked_by="hanna-h",
        unit="bjorken",
        topic="svår hjärtsvikt",
        made=MADE,
    )
    return replace(usual, **fields)


def pilot(last: date, **fields: Any) -> Pilot:
    """For the health centre Björken, answered for by Karin, from the first of November on."""
    usual = Pilot(
        id="hjartvideo",
        name="Hjärtvideo",
        purpose="färre remisser",
        first=date(2026, 11, 1),
        last=last,
        eligible=Eligibility(units=frozenset({"bjorken"})),
        owners=frozenset({"karin-k"}),
        made=MADE,
        made_by="test:karin-k",
    )
    return replace(usual, **fields)
