"""Rosters of kardiologi that are read in: three bakjour nights, written with initials."""

from dataclasses import replace
from typing import Any

from bot.incoming.addresses import Fetched, FetchError
from bot.rosters.publishing import IncomingRoster, Preview, Rostering
from bot.rosters.undoing import Undoing
from directory.publishing.plan import RosterAnswers
from directory.sources.isolated import RosterFile
from directory.sources.rosters.reading import RosterReading, read_roster
from directory.store.memory import MemoryStore
from tests.builders import Fields, small_region
from tests.chat import Chat, open_chat

NO_ANSWERS = RosterAnswers(names={})
NIGHTS = """datum;tid;roll;namn
2026-11-25;16-07:30;bakjour;{}
2026-11-26;16-07:30;bakjour;{}
2026-11-27;16-07:30;bakjour;{}
"""
INITIALS = {"anna-a": "AA", "bo-b": "BB", "cecilia-c": "CC", "david-d": "DD"}


async def read_roster_here(file: RosterFile) -> RosterReading:
    """In this process: these rosters are harmless."""
    return read_roster(file.content, file.name, file.context)


async def unreachable(address: str, etag: str, modified: str) -> Fetched:
    """A server that does not answer."""
    raise FetchError("Adressen svarar inte.")


async def roster_chat(repository: MemoryStore | None = None) -> Chat:
    """A chat where rosters may be written with the initials of the cardiologists."""
    region = small_region()
    people = tuple(replace(p, initials=INITIALS.get(p.id, "")) for p in region.people)
    return await open_chat(replace(region, people=people), repository=repository)


def rostering(chat: Chat) -> Rostering:
    return Rostering(chat.repository, chat.live, chat.clock, read_roster_here)


def undoing(chat: Chat) -> Undoing:
    return Undoing(chat.repository, chat.live, chat.clock)


def roster(*who: str, **fields: Any) -> IncomingRoster:
    """The three nights of these initials, unless another `content` is given."""
    content = NIGHTS.format(*who).encode() if who else b""
    usual: Fields = {"service": "kardiologi", "name": "jour.csv", "content": content}
    return IncomingRoster(**usual | fields)


async def published(
    chat: Chat, incoming: IncomingRoster, answers: RosterAnswers = NO_ANSWERS
) -> Preview:
    return await rostering(chat).publish(incoming, answers, "web:karin-k")
