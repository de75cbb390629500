"""What somebody does with consultation hours, and others are told of: a chat with the letters."""

from directory.hours.line import Place
from tests.builders import at
from tests.chat import Chat, open_chat
from tests.stories.tid import bookable, booked, drop_in, lay
from tests.stories.tid_booking import FIRST, TOPIC, forged

TUESDAY = at("2026-11-24 14:05")


async def hours_of_bo() -> Chat:
    """Hanna has booked Bo's time tomorrow at half past one, and stands in his line just now."""
    chat = await open_chat(now=TUESDAY)
    place = Place(
        id="p1",
        hour="kard-2",
        sitting="kard-2@2026-11-24T0900",
        waiting="hanna-h",
        unit="bjorken",
        topic="flimmer",
        joined=TUESDAY,
        end=at("2026-11-24 16:00"),
    )
    await lay(chat, bookable(), drop_in(), booked("2026-11-25 13:30"), place)
    return chat


async def a_slot_is_booked() -> Chat:
    """By Hanna, of Bo's time."""
    chat = await open_chat(now=TUESDAY)
    await lay(chat, bookable())
    await forged(chat.user("hanna-h"), "boka", tid="kard-1", start=FIRST.isoformat(), ämne=TOPIC)
    return chat


async def somebody_in_line_is_called() -> Chat:
    """By Bo."""
    chat = await hours_of_bo()
    await forged(chat.user("bo-b"), "kö-ring", tid="kard-2", plats="p1")
    return chat
