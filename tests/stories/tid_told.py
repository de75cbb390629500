"""What somebody does with consultation hours, and others are told of: a chat with the letters."""

from directory.hours.kept import OFFERED
from directory.hours.line import Place
from directory.letters.subscriptions import Pace, Subscription, Topic
from tests.builders import at
from tests.chat import Chat, open_chat
from tests.stories.tid import MADE, bookable, booked, drop_in, lay
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


async def an_hour_is_opened() -> Chat:
    """By Bo; Hanna follows the service."""
    chat = await open_chat(now=TUESDAY)
    follows = Subscription(
        follower="hanna-h",
        topic=Topic("konsulttider"),
        target="kardiologi",
        pace=Pace.AT_ONCE,
        made=MADE,
    )
    await lay(chat, follows)
    bo = await chat.user("bo-b").types("/tid öppna fre 13–15 telefon 08-465 004 14")
    await bo.taps("Publicera")
    return chat


async def a_line_is_told_of_a_delay() -> Chat:
    """By Karin, of Bo's hour."""
    chat = await hours_of_bo()
    await forged(chat.user("karin-k"), "försenad", tid="kard-2", minuter="10")
    return chat


async def an_hour_is_closed() -> Chat:
    """By Karin, for a day of Bo's illness."""
    chat = await hours_of_bo()
    karin = await chat.user("karin-k").types("/tid sjuk Bo Björn imorgon")
    await karin.taps("Ställ in")
    return chat


async def an_hour_is_opened_again() -> Chat:
    """By Karin, after she has closed it."""
    chat = await an_hour_is_closed()
    chat.forgets_letters()
    karin = await chat.user("karin-k").types("/tid")
    [closure] = chat.snapshot.of(OFFERED).closures
    await forged(karin, "öppna-igen", stängning=closure.id)
    return chat


async def an_hour_is_changed() -> Chat:
    """By Karin, so that Hanna's booking no longer lies in it."""
    chat = await hours_of_bo()
    karin = await forged(
        chat.user("karin-k"),
        "ändra",
        tid="kard-1",
        när="varje ons 9–11",
        sätt="30",
        kanal="video",
        var="https://video.example.org/kardiologi",
    )
    await karin.taps("Spara, ställ in den")
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
