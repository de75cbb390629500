"""A store that hangs: the answer comes in time, and what it says of the write proves right."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from bot.cards import Press
from bot.desk import Visitor
from bot.desk.front import FrontDesk
from bot.desk.time_left import TimeLeft
from directory.accounts.account import ACCOUNTS
from directory.changes import Change
from directory.counting.failures import CONTACT_FAILURES
from directory.laying.written import Written
from directory.parts import Part, Revisions
from directory.rosters.shift import Shift
from directory.store.memory import MemoryStore
from directory.transaction import StoreUnavailableError, UnsureError, WriteAttempt
from tests.builders import phone
from tests.chat import TUESDAY_DAYTIME as NOW
from tests.chat import Chat, User, open_chat
from tests.patience import PATIENCE


class Hanging(MemoryStore):
    """Hangs at one place of a write until `goes_on`; `fails` says how the commit ends then."""

    def __init__(self, place: str = "", fails: Exception | None = None) -> None:
        super().__init__()
        self.place = ""
        self.will_hang = place
        self.fails = fails
        self.goes_on = asyncio.Event()
        self.has_ended = asyncio.Event()
        self.is_hanging = asyncio.Event()

    async def hangs(self, place: str) -> None:
        if self.place == place:
            self.is_hanging.set()
            await self.goes_on.wait()

    def time(self) -> TimeLeft:
        """The time of a request: out as soon as the store hangs."""
        return TimeLeft(sleep=lambda left: self.is_hanging.wait())

    async def apply(
        self, changes: Sequence[Change], *, attempt: WriteAttempt | None = None, **how: Any
    ) -> Written:
        attempt = attempt or WriteAttempt()
        try:
            await self.hangs("before")
            attempt.commits()
            await self.hangs("commit")
            if self.fails is not None:
                raise self.fails
            written = await super().apply(changes, **how)
            attempt.committed()
            return written
        finally:
            self.has_ended.set()

    async def revisions(self) -> Revisions | None:
        if self.has_ended.is_set():
            await self.hangs("after")
        return await super().revisions()

    async def load_shifts(self, *what: Any) -> tuple[Shift, ...]:
        await self.hangs("reading")
        return await super().load_shifts(*what)

    async def has(self, part: Part[Any]) -> bool:
        """Whether anything of the part is there when all has ended."""
        self.goes_on.set()
        await asyncio.wait_for(self.has_ended.wait(), PATIENCE)
        return bool(list((await self.load_parts(NOW, [part.name])).of(part)))


async def opened(store: Hanging) -> tuple[Chat, User]:
    """Hanna before a store that will hang from now on."""
    chat = await open_chat(repository=store)
    store.place, store.has_ended = store.will_hang, asyncio.Event()
    desk = FrontDesk(chat.live, chat.clock, chat.count, phone(), chat.reads, time=store.time)
    return chat, User(desk, Visitor("test:hanna-h", chat.snapshot.people["hanna-h"]))


@pytest.mark.parametrize(
    ("place", "says", "written"),
    [
        ("before", "Hemenheten kunde inte sparas just nu. Försök igen om en stund.", False),
        ("commit", "Det sparas fortfarande. Titta i /jag om en stund, innan du gör om det.", True),
        ("after", "Din hemenhet är nu Ekens hälsocentral", True),
    ],
)
async def test_what_is_said_of_a_slow_write_proves_right(
    place: str, says: str, written: bool
) -> None:
    store = Hanging(place)
    _, hanna = await opened(store)
    await hanna.types("/jag eken")
    assert hanna.lines[0].startswith(says)
    assert await store.has(ACCOUNTS) is written


@pytest.mark.parametrize(
    ("fails", "says"),
    [
        (UnsureError("lost"), "Det sparas fortfarande. Titta i /jag om en stund"),
        (StoreUnavailableError("gone"), "Hemenheten kunde inte sparas just nu."),
    ],
)
async def test_a_commit_that_fails_is_said_as_surely_as_it_is_known(
    fails: Exception, says: str
) -> None:
    store = Hanging(fails=fails)
    _, hanna = await opened(store)
    await hanna.types("/jag eken")
    assert hanna.lines[0].startswith(says)
    assert not await store.has(ACCOUNTS)


async def test_where_it_will_be_seen_is_one_tap_away() -> None:
    store = Hanging("commit")
    _, hanna = await opened(store)
    await hanna.types("/jag eken")
    store.goes_on.set()
    await asyncio.wait_for(store.has_ended.wait(), PATIENCE)
    await hanna.taps("/jag")
    assert "Ekens hälsocentral" in hanna.sees


@pytest.mark.parametrize(
    ("place", "says", "written"),
    [
        ("before", "Rapporten kunde inte sparas just nu.", False),
        ("commit", "Rapporten sparas fortfarande. Titta i /konsult om en stund", True),
    ],
)
async def test_a_report_that_is_slow_to_save_still_shows_the_next_step(
    place: str, says: str, written: bool
) -> None:
    store = Hanging(place)
    _, hanna = await opened(store)
    await hanna.types("/konsult kardiologi")
    await hanna.taps("Fick ej svar")
    assert hanna.lines[0].startswith(says)
    assert any(line.startswith("1 Bakjour") for line in hanna.lines)
    assert await store.has(CONTACT_FAILURES) is written


async def test_what_cannot_be_read_in_time_is_not_waited_for() -> None:
    store = Hanging("reading")
    _, hanna = await opened(store)
    await hanna.types("/konsult kardiologi 15 mars 12:00")
    assert hanna.lines[1].startswith("Schemat kan inte läsas just nu")
    store.goes_on.set()


async def test_one_time_for_all_that_a_request_waits_for() -> None:
    time, never = TimeLeft(0), asyncio.Event()
    for _ in range(3):
        with pytest.raises(StoreUnavailableError):
            await time.waits(never.wait())


async def test_an_asker_who_goes_away_takes_the_write_with_them() -> None:
    store = Hanging("before")
    chat, hanna = await opened(store)
    desk = FrontDesk(chat.live, chat.clock, chat.count, phone(), chat.reads)
    asking = asyncio.create_task(desk.press(hanna.visitor, Press("jag", "eken"), {}))
    await asyncio.wait_for(store.is_hanging.wait(), PATIENCE)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert not await store.has(ACCOUNTS)
