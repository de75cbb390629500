"""A chat into which files of shortages are read."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.shortages.publishing import IncomingShortages, ShortageOutcome, ShortagePublishing
from directory.shortages.row import ShortageRow
from directory.sources.shortages.reading import read_shortages
from directory.sources.shortages.result import ShortageReading
from tests.chat import Chat
from tests.shortages import as_xml

ADDRESS = "https://lv.example/3.xml"
NOW = datetime(2026, 8, 20, 6, 0, tzinfo=UTC)
MADE = NOW - timedelta(hours=5)


async def read_here(content: bytes) -> ShortageReading:
    """In this process: these files are harmless."""
    return read_shortages(content)


def publishing(chat: Chat) -> ShortagePublishing:
    return ShortagePublishing(chat.store, chat.live, chat.clock, read_here)


async def published(chat: Chat, content: bytes, **more: bool | tuple[str, ...]) -> ShortageOutcome:
    incoming = IncomingShortages(content=content, source=ADDRESS, **more)  # type: ignore[arg-type]  # flags and names
    return await publishing(chat).publish(incoming, "test")


def file(rows: Sequence[ShortageRow], days: float = 0) -> bytes:
    return as_xml(rows, MADE + timedelta(days=days))
