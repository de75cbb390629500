"""How many unread letters a person has, without waiting long for the store."""

import asyncio
from datetime import datetime

from bot.access import Asker
from directory.letters.queries import UnreadOf
from directory.query import Reads
from directory.transaction import StoreUnavailableError

SLOWEST_COUNT = 2.0


async def count_unread(reads: Reads, who: Asker, now: datetime) -> int:
    """How many letters have not been seen; 0 if the store does not answer within two seconds."""
    try:
        async with asyncio.timeout(SLOWEST_COUNT):
            return await UnreadOf(who.id, now).answer(reads)
    except (StoreUnavailableError, TimeoutError):
        return 0
