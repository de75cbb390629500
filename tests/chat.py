"""A chat with a clock that stands still: somebody types, sees a card, taps a button.

The real desk, commands and snapshot on the repository in memory; drawn by the terminal's renderer.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import field
from datetime import datetime
from typing import Self

from bot.cards import Card
from bot.commands.reads import reads_of
from bot.desk import Visitor
from bot.desk.front import FrontDesk
from bot.live import Live
from bot.platforms.terminal.pressing import find_press
from bot.platforms.terminal.render import card_text
from directory.calendars.queries import Addresses
from directory.catalogue.roles import Role
from directory.counting.lookups import Lookup
from directory.counting.misses import Miss
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery
from directory.region import Region
from directory.rosters.line import Line
from directory.rosters.somebody import as_written
from directory.shortages.recommended import RecommendedDrugs
from directory.snapshot import Snapshot
from directory.store.memory import MemoryStore
from directory.store.memory_outbox import MemoryOutbox
from directory.store.memory_tending import MemoryTending
from directory.transaction import StoreUnavailableError
from tests.builders import at, phone, small_region
from tests.clock import HandClock
from tests.stores import AnyStore

LIST = RecommendedDrugs("https://region.example/rekommenderat")
TUESDAY_DAYTIME = at("2026-11-24 14:05")


@dataclass
class User:
    """Somebody in the chat; what they see is that of their last question."""

    desk: FrontDesk
    visitor: Visitor
    card: Card = field(default_factory=lambda: Card(()))

    async def types(self, text: str) -> Self:
        self.card = (await self.desk.ask(self.visitor, text)).card
        return self

    async def taps(self, label: str, **answers: str) -> Self:
        press = find_press(self.card, label)
        assert press is not None, f"no button {label!r} in:\n{self.sees}"
        self.card = (await self.desk.press(self.visitor, press, answers)).card
        return self

    @property
    def sees(self) -> str:
        return card_text(self.card)

    @property
    def lines(self) -> list[str]:
        return self.sees.splitlines()


class Chat:
    """konsult on a region, at a moment that the test chooses."""

    def __init__(self, repository: AnyStore, live: Live, clock: HandClock) -> None:
        self.repository = repository
        self.live = live
        self.clock = clock
        self.counted: list[Lookup] = []
        self.missed: list[Miss] = []
        emergency = phone("08-465 004 99", label="Växeln")
        put = repository.deliveries if isinstance(repository, MemoryStore) else None
        self.outbox = MemoryOutbox(put)
        addresses = Addresses("https://konsult.example.org")
        tending = MemoryTending(self.outbox)
        self.reads = reads_of(repository, live, self.outbox, addresses, tending, LIST)
        self.desk = FrontDesk(live, clock, self.count, emergency, self.reads)

    def count(self, happened: Lookup | Miss) -> None:
        """Note what waits to be stored."""
        match happened:
            case Lookup():
                self.counted.append(happened)
            case Miss():
                self.missed.append(happened)

    async def counts(self) -> None:
        """What waits to be counted is stored, as it is a few seconds later."""
        await self.repository.count(Counter(self.counted))
        await self.repository.count_misses(self.missed)
        self.counted.clear()
        self.missed.clear()

    def user(self, person_id: str = "") -> User:
        """A person of the directory, or a verified person without a row."""
        person = self.snapshot.people.get(person_id) if person_id else None
        return User(self.desk, Visitor(f"test:{person_id or 'okänd'}", person))

    async def passes(self, now: datetime) -> None:
        """Time passes until `now`; the store is looked at again, unless it is gone."""
        self.clock.now = now
        with suppress(StoreUnavailableError):
            await self.live.refresh()

    @property
    def snapshot(self) -> Snapshot:
        """What the answers are read from."""
        return self.live.present()

    def on_duty(
        self, wall: str, service: str = "kardiologi", role: Role = Role.SENIOR_ON_CALL
    ) -> list[str]:
        """Who is on duty in a line when the wall clock shows `wall`; nobody if it has no shifts."""
        duties = self.snapshot.rosters.duties(Line(service, role), at(wall)) or []
        return [as_written(duty.person) for duty in duties]

    @property
    def store(self) -> MemoryStore:
        """The store, to see what has been written there; only where it is the one in memory."""
        assert isinstance(self.repository, MemoryStore), "this chat is on a database"
        return self.repository

    @property
    def deliveries(self) -> list[Delivery]:
        """All that has been put in the outbox by what was written, first to last."""
        return list(self.store.deliveries.values())

    def letters(self, to: str) -> list[str]:
        """The title and the lines of every letter to somebody, first to last."""
        letters = [one.letter for one in self.deliveries if one.recipient == to]
        return [line for letter in letters for line in (letter.title, *letter.words)]

    @property
    def all_letters(self) -> dict[str, list[str]]:
        """The letters to each who has got any."""
        return {one.recipient: self.letters(one.recipient) for one in self.deliveries}

    def forgets_letters(self) -> None:
        """Forget the letters so far: those to come are seen alone."""
        self.store.deliveries.clear()


async def open_chat(
    region: Region | None = None,
    now: datetime = TUESDAY_DAYTIME,
    repository: AnyStore | None = None,
) -> Chat:
    """A chat on the region (the small one if none is given), imported a moment before `now`."""
    clock = HandClock(now)
    store = repository or MemoryStore()
    await store.import_region(region or small_region(), actor="test", now=now)
    live = Live(store, clock)
    await live.refresh()
    return Chat(store, live, clock)
