"""A command of a capability that nothing here knows asks for what is its own, through the real desk."""

from dataclasses import field
from datetime import timedelta
from typing import Protocol

from bot.cards import Card, Text
from bot.commands.base import Command
from bot.desk import Visitor
from bot.desk.front import FrontDesk
from bot.platforms.terminal.render import card_text
from bot.questions.around import around
from bot.questions.request import Reply, Request
from directory.lazy.values import dataclass
from directory.query import Port, Reads
from directory.snapshot import Snapshot
from directory.staffing.queries import ROSTER_READS
from directory.transaction import StoreUnavailableError
from directory.walltime.hours import Hours
from tests.builders import phone
from tests.chat import Chat, open_chat

# -- the capability: a port, a query, a note and a command ------------------------------------


class Stock(Protocol):
    """How much there is of what."""

    async def left(self, product: str) -> int:
        """How many are left."""

    async def remember(self, product: str) -> None:
        """Somebody has asked for it."""


STOCK = Port[Stock]("stock")


@dataclass(frozen=True, slots=True)
class LeftOf:
    """How many are left of a product."""

    product: str

    async def answer(self, reads: Reads) -> int:
        return await reads.of(STOCK).left(self.product)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Somebody has asked for a product."""

    product: str

    async def note(self, reads: Reads) -> None:
        await reads.of(STOCK).remember(self.product)


def run(request: Request, snapshot: Snapshot) -> Reply:
    """What is left of a product and of what replaces it, and who knows more in half a year."""
    product, _, replacement = request.text.partition(" ")
    left, instead = request.ask(LeftOf(product)), request.ask(LeftOf(replacement))
    later = request.now + timedelta(days=180)
    there = around(later, ["kardiologi"], request, snapshot)
    duties = there.rosters.schedule(there.own_lines(there.services["kardiologi"]), Hours.at(later))
    words = f"{product}: {left}, {replacement}: {instead}, jour: {len(duties)}"
    return Reply(Card((Text(words),)), notes=(AskedFor(product),))


LAGER = Command("lager", run, "Vad som finns kvar.", "/lager <vara> <vara>")


# -- what happens ------------------------------------------------------------------------------


@dataclass
class Shelf:
    """Serves the port from memory, and notes what it was asked."""

    counts: dict[str, int]
    asked: list[str] = field(default_factory=list)
    remembered: list[str] = field(default_factory=list)
    is_gone: bool = False

    async def left(self, product: str) -> int:
        self.asked.append(product)
        if self.is_gone:
            raise StoreUnavailableError
        return self.counts[product]

    async def remember(self, product: str) -> None:
        if self.is_gone:
            raise StoreUnavailableError
        self.remembered.append(product)


async def asks(text: str, shelf: Shelf, chat: Chat) -> str:
    emergency = phone("08-465 004 99", label="Växeln")
    reads = Reads(STOCK.by(shelf), ROSTER_READS.by(chat.live))
    desk = FrontDesk(chat.live, chat.clock, chat.count, emergency, reads, (LAGER,))
    return card_text((await desk.ask(Visitor("test:x"), text)).card)


async def test_several_things_are_asked_for_in_one_request_each_once() -> None:
    shelf = Shelf({"kanyl": 7, "spruta": 2})
    seen = await asks("/lager kanyl spruta", shelf, await open_chat())
    assert seen.startswith("kanyl: 7, spruta: 2, jour: ")
    assert shelf.asked == ["kanyl", "spruta"]
    assert shelf.remembered == ["kanyl"]


async def test_the_same_thing_twice_is_asked_for_once() -> None:
    shelf = Shelf({"kanyl": 7})
    assert "kanyl: 7, kanyl: 7" in await asks("/lager kanyl kanyl", shelf, await open_chat())
    assert shelf.asked == ["kanyl"]


async def test_what_cannot_be_read_is_said_with_a_number_to_call() -> None:
    seen = await asks("/lager kanyl spruta", Shelf({}, is_gone=True), await open_chat())
    assert "Katalogen kan inte nås just nu. Ring i stället." in seen
    assert "08-465 004 01" in seen  # the switchboard, which is in memory
