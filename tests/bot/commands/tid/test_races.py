"""Many at once: ten slots give ten bookings, whichever way they come, and nobody is told otherwise."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.cards import Card, Press
from bot.desk import Visitor
from bot.desk.front import FrontDesk
from bot.desk.time_left import TimeLeft
from bot.hours.serving import SERVES, concerned, served
from bot.live import Live
from bot.platforms.terminal.pressing import presses
from directory.hours.bookings import Booking
from directory.hours.kept import BOOKED, QUEUED
from directory.hours.line import Place, PlaceState
from directory.parts import revisions_of
from directory.store.engine import close_engine, create_engine
from directory.store.store import SqlStore
from directory.transaction import MovedError, StoreUnavailableError
from tests.builders import at, phone
from tests.chat import Chat, open_chat
from tests.clock import HandClock
from tests.databases import DATABASES, migrated_database
from tests.patience import PATIENCE
from tests.stories.tid import bookable, drop_in, lay
from tests.stories.tid_booking import TOPIC, waits

NOW = at("2026-11-24 10:00")
TEN = bookable("ons 8–13", last=date(2026, 11, 25))
FIRST = at("2026-11-25 08:00")
PEOPLE, WAITING = 46, 4
MOST_TRIES = 60
DONE = ("Bokat: ", "Du har redan bokat tiden.")


@pytest.fixture(params=DATABASES)
async def processes(request: pytest.FixtureRequest) -> AsyncIterator[Sequence[Chat]]:
    """Three of konsult on one database: for the chat, for the web, and for the job. However busy the
    machine is, nothing is given up and goes on beside the test."""
    engine = create_engine(migrated_database(request))
    chats = [await open_chat(now=NOW, repository=SqlStore(engine))]
    for _ in range(2):
        store = SqlStore(engine)
        live = Live(store, HandClock(NOW))
        await live.refresh()
        chats.append(Chat(store, live, HandClock(NOW)))
    for chat in chats:
        number = phone("08-465 004 99", label="Växeln")
        chat.desk = FrontDesk(
            chat.live, chat.clock, chat.count, number, chat.reads, time=lambda: TimeLeft(PATIENCE)
        )
    yield chats
    await close_engine(engine)


async def stored(chat: Chat) -> list[Booking]:
    parts = await chat.repository.load_parts(NOW, [BOOKED.name])
    return [one for one in parts.of(BOOKED).bookings if one.takes_time]


def never_twice(bookings: Sequence[Booking]) -> bool:
    return not any(
        one.touches(other) for one in bookings for other in bookings if one.id != other.id
    )


async def books(chat: Chat, who: str, start: str) -> bool:
    """Presses the slot and, where it is taken, whatever is free instead, until nothing is."""
    visitor = Visitor(who, None)
    press = Press("tid", action="boka", data={"tid": TEN.id, "start": start, "ämne": TOPIC})
    for _ in range(MOST_TRIES):
        card = (await chat.desk.press(visitor, press, {})).card
        if says(card).startswith(DONE):
            return True
        instead = [one for _, one in presses(card) if one.action == "boka"]
        if instead:
            press = instead[0]
        elif not says(card).startswith(("Många ändrar", "Det kunde inte sparas")):
            return False
        await asyncio.sleep(0)
    raise AssertionError(f"never told: {says(card)}")


def says(card: Card) -> str:
    return str(getattr(card.parts[0], "text", ""))


async def offers(chat: Chat) -> None:
    """What the job does in a round."""
    revisions = chat.live.revisions
    for who in concerned(chat.snapshot):
        made = served(who, chat.snapshot, NOW)
        try:
            await chat.live.write(
                made.changes,
                "konsult",
                deliveries=made.deliveries,
                expected=revisions_of(SERVES, revisions),
            )
        except (MovedError, StoreUnavailableError):
            await chat.live.refresh()


async def takes_offers(chat: Chat) -> int:
    """Those who are offered something press the button of their letter; how many got it."""
    await chat.live.refresh()
    holds = [one for one in chat.snapshot.of(BOOKED).holds if one.stands(NOW)]
    got = [await books(chat, one.holder, one.start.isoformat()) for one in holds]
    return sum(got)


async def test_fifty_who_book_ten_slots_by_chat_web_and_waiting_list_get_ten(
    processes: Sequence[Chat],
) -> None:
    by_chat, by_web, job = processes
    await lay(by_chat, TEN, *(waits(f"mail:{number}") for number in range(WAITING)))
    for chat in processes:
        await chat.live.refresh()

    async def round_of_the_job() -> int:
        await offers(job)
        return await takes_offers(job)

    people = [
        books(
            (by_chat, by_web)[number % 2],
            f"{('slack', 'web')[number % 2]}:{number}",
            (FIRST + timedelta(minutes=30 * (number % 10))).isoformat(),
        )
        for number in range(PEOPLE)
    ]
    got = await asyncio.gather(round_of_the_job(), *people)
    later = await takes_offers(job)
    bookings = await stored(by_chat)
    assert len(bookings) == sum(map(int, got)) + later == 10
    assert never_twice(bookings)
    assert len({one.booked_by for one in bookings}) == 10


async def test_a_booking_that_is_moved_and_cancelled_at_once_is_one_of_the_two(
    processes: Sequence[Chat],
) -> None:
    by_chat, by_web, _ = processes
    await lay(by_chat, TEN)
    await books(by_chat, "web:1", FIRST.isoformat())
    await by_web.live.refresh()
    [booking] = await stored(by_chat)
    data = {"bokning": booking.id, "ändring": "0"}
    elsewhere = {"tid": TEN.id, "start": (FIRST + timedelta(hours=1)).isoformat()}
    visitor = Visitor("web:1", None)
    moves = Press("tid", action="flytta", data=data | elsewhere)
    gives_up = Press("tid", action="avboka", data=data | {"ja": "ja"})
    answers = await asyncio.gather(
        by_chat.desk.press(visitor, moves, {}), by_web.desk.press(visitor, gives_up, {})
    )
    told = [says(answered.card) for answered in answers]
    await by_web.live.refresh()
    [now] = by_web.snapshot.of(BOOKED).bookings
    assert now.sequence == 1, told
    assert now.takes_time is told[0].startswith("Flyttad"), told


async def test_two_who_answer_at_two_places_never_call_the_same_person(
    processes: Sequence[Chat],
) -> None:
    by_chat, by_web, _ = processes
    hour = drop_in("tis 9–16")
    place = Place(
        id="plats",
        hour=hour.id,
        sitting=f"{hour.id}@2026-11-24T0900",
        waiting="hanna-h",
        unit="bjorken",
        topic=TOPIC,
        joined=NOW,
        end=at("2026-11-24 16:00"),
    )
    await lay(by_chat, hour, place, replace(place, id="nästa", waiting="julia-j", joined=NOW + timedelta(minutes=1)))  # fmt: skip
    await by_web.live.refresh()
    call = Press("tid", action="kö-ring", data={"tid": hour.id, "plats": "plats"})
    answers = await asyncio.gather(
        *(
            chat.desk.press(chat.user(who).visitor, call, {})
            for chat, who in ((by_chat, "bo-b"), (by_web, "anna-a"))
        )
    )
    told = sorted(says(answered.card) for answered in answers)
    assert told[0] == "En kollega ringer redan upp den du såg."
    assert told[1].startswith("Ring nu.")
    await by_web.live.refresh()
    states = {one.id: one.state for one in by_web.snapshot.of(QUEUED).places}
    assert states == {"plats": PlaceState.CALLED, "nästa": PlaceState.WAITING}
