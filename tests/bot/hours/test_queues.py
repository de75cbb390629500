"""The job for those who wait: what is free is offered on, and lines that are over are closed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.apart.failing import Apart
from bot.hours.matters import MATTERS
from bot.hours.queues import queues
from bot.live import Live
from directory.hours.bookings import BookingState
from directory.hours.kept import BOOKED, QUEUED
from directory.hours.line import Place, PlaceState
from directory.letters.matters import is_so_by
from tests.builders import at
from tests.chat import TUESDAY_DAYTIME, Chat, open_chat
from tests.stories.jobs import job_context
from tests.stories.tid import bookable, drop_in, lay
from tests.stories.tid_booking import a_booking, waits

ONE_SLOT = bookable("ons 13–13:30", last=date(2026, 11, 25))
OFFERED = "En konsulttid är ledig för dig"


async def looked_at(chat: Chat, now: datetime = TUESDAY_DAYTIME) -> int:
    chat.clock.now = now
    context = job_context(chat.repository, chat.live, chat.outbox, clock=chat.clock)
    return await queues(context).run(now)


def offered_to(chat: Chat) -> list[str]:
    return [hold.holder for hold in chat.snapshot.of(BOOKED).holds if hold.stands(chat.clock())]


async def freed() -> Chat:
    """Hanna waits before Julia, and the only slot has become free without anybody's seeing it."""
    chat = await open_chat()
    gone = replace(a_booking("anna-a"), state=BookingState.CANCELLED)
    await lay(chat, ONE_SLOT, gone, waits("hanna-h"), waits("julia-j", "2026-11-21 08:00"))
    return chat


async def test_what_is_free_is_offered_to_the_first_who_waits_once() -> None:
    chat = await freed()
    assert await looked_at(chat) == 1
    assert offered_to(chat) == ["hanna-h"]
    assert await looked_at(chat, TUESDAY_DAYTIME + timedelta(minutes=1)) == 0
    assert [(one.recipient, one.letter.title) for one in chat.deliveries] == [("hanna-h", OFFERED)]


async def test_who_lets_an_offer_end_is_followed_by_the_next() -> None:
    chat = await freed()
    await looked_at(chat)
    [first] = chat.snapshot.of(BOOKED).holds
    await looked_at(chat, first.until)
    assert offered_to(chat) == ["julia-j"]
    assert [one.recipient for one in chat.deliveries] == ["hanna-h", "julia-j"]
    [second] = chat.snapshot.of(BOOKED).holds
    await looked_at(chat, second.until)
    assert offered_to(chat) == []
    assert len(chat.deliveries) == 2


async def test_an_offer_that_has_gone_on_is_not_told_any_more() -> None:
    chat = await freed()
    await looked_at(chat)
    [told] = chat.deliveries
    is_so = is_so_by(MATTERS, lambda: chat.snapshot)
    [first] = chat.snapshot.of(BOOKED).holds
    assert is_so(told.letter, chat.clock())
    assert not is_so(told.letter, first.until)
    await looked_at(chat, first.until)
    assert not is_so(told.letter, chat.clock())


async def test_two_processes_offer_it_once() -> None:
    chat = await freed()
    other = Live(chat.repository, chat.clock)
    await other.refresh()
    context = job_context(chat.repository, other, chat.outbox, clock=chat.clock)
    assert await looked_at(chat) == 1
    assert await queues(context).run(chat.clock()) == 0
    assert len(chat.deliveries) == 1


# -- lines ----------------------------------------------------------------------------------------

CLOSES = at("2026-11-24 16:00")


def in_line(who: str, state: PlaceState = PlaceState.WAITING) -> Place:
    return Place(
        id=who,
        hour="kard-2",
        sitting="kard-2@2026-11-24T0900",
        waiting=who,
        unit="",
        topic="flimmer",
        joined=at("2026-11-24 15:50"),
        end=CLOSES,
        state=state,
    )


async def test_who_still_waits_when_it_closes_is_told_once() -> None:
    chat = await open_chat()
    promised = in_line("ivar-i", state=PlaceState.STAYS)
    away = in_line("julia-j", state=PlaceState.AWAY)
    await lay(chat, drop_in(), in_line("hanna-h"), away, promised)
    assert await looked_at(chat, CLOSES - timedelta(minutes=1)) == 0
    assert await looked_at(chat, CLOSES) == 1
    assert await looked_at(chat, CLOSES + timedelta(minutes=1)) == 0
    states = {place.id: place.state for place in chat.snapshot.of(QUEUED).places}
    assert states == {
        "hanna-h": PlaceState.TURNED_AWAY,
        "julia-j": PlaceState.TURNED_AWAY,
        "ivar-i": PlaceState.STAYS,
    }
    told = sorted((one.recipient, one.letter.title) for one in chat.deliveries)
    assert told == [("hanna-h", "Kön har stängt"), ("julia-j", "Kön har stängt")]


async def test_without_a_picture_nothing_is_done() -> None:
    chat = await open_chat()
    live = Live(chat.repository, chat.clock)
    context = job_context(chat.repository, live, chat.outbox, clock=chat.clock)
    assert await queues(context).run(chat.clock()) == 0
    assert queues(context).apart.duty == Apart("queues").duty
