"""What the desk needs of the outbox: the letters of whoever asks."""

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from bot.access import Asker
from directory.outbox import InboxItem
from directory.repository import StoreUnavailableError

MOST_LETTERS = 50
SLOWEST_COUNT = 0.25


class Inbox(Protocol):
    """A part of `directory.outbox.Outbox`. Every method raises StoreUnavailableError."""

    async def inbox(self, recipient: str, now: datetime, *, most: int) -> tuple[InboxItem, ...]:
        """What the recipient has been told, latest first."""

    async def unread(self, recipient: str, now: datetime) -> int:
        """How many of those letters the recipient has not seen."""

    async def mark_seen(self, recipient: str, now: datetime) -> None:
        """The recipient has looked at their inbox."""


async def letters_of(inbox: Inbox, who: Asker, now: datetime) -> tuple[InboxItem, ...]:
    """The latest letters; raises StoreUnavailableError."""
    return await inbox.inbox(who.id, now, most=MOST_LETTERS)


async def note_seen(inbox: Inbox, who: Asker, now: datetime) -> None:
    """The letters have been seen; a store that is gone goes on calling them new."""
    with suppress(StoreUnavailableError):
        await inbox.mark_seen(who.id, now)


async def count_unread(inbox: Inbox, who: Asker, now: datetime) -> int:
    """How many letters have not been seen; 0 where the store does not answer at once."""
    try:
        async with asyncio.timeout(SLOWEST_COUNT):
            return await inbox.unread(who.id, now)
    except (StoreUnavailableError, TimeoutError):
        return 0
