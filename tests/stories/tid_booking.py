"""Bookings, those who wait, and buttons that nobody was given, in Bo's hours on Wednesday."""

from datetime import datetime, timedelta

from bot.cards import Press
from directory.hours.bookings import Booking
from directory.hours.waiting_list import Waiting
from tests.builders import at
from tests.chat import User
from tests.stories.tid import MADE, bookable

FIRST = at("2026-11-25 13:00")
"""When the first slot begins."""
HALF = timedelta(minutes=30)
TOPIC = "insättning av kalciumblockerare"


async def forged(user: User, action: str, **data: str) -> User:
    user.card = (
        await user.desk.press(user.visitor, Press("tid", action=action, data=data), {})
    ).card
    return user


def a_booking(who: str = "julia-j", start: datetime = FIRST, id_: str = "x") -> Booking:
    hour = bookable()
    return Booking(
        id=id_,
        hour=hour.id,
        specialist=hour.specialist,
        start=start,
        end=start + HALF,
        booked_by=who,
        unit="eken",
        topic="t",
        made=MADE,
    )


def waits(who: str, since: str = "2026-11-20 08:00") -> Waiting:
    return Waiting(
        hour="kard-1",
        waiting=who,
        unit="",
        topic="flimmer",
        since=at(since),
        end=at("2026-12-24 00:00"),
    )
