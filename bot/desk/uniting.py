"""Brings together what is stored under the several accounts of one person."""

from contextlib import suppress

import structlog

from bot.desk import Visitor
from bot.live import Live
from directory.accounts.uniting import RESTS_ON, united
from directory.letters.queries import INBOX
from directory.parts import revisions_of
from directory.query import Reads
from directory.transaction import MovedError, StoreUnavailableError

log = structlog.get_logger(__name__)


async def unite(visitor: Visitor, live: Live, reads: Reads) -> None:
    """Move what is stored; what cannot be moved now is moved when they are met again."""
    with suppress(StoreUnavailableError, MovedError):
        await live.decide(lambda: _move(visitor, live))
        if INBOX in reads:
            for other in visitor.others:
                await reads.of(INBOX).readdress(other, visitor.account)


async def _move(visitor: Visitor, live: Live) -> None:
    snapshot, revisions = live.present(), live.revisions
    changes = united(visitor.account, visitor.others, snapshot)
    if changes:
        expected = revisions_of(RESTS_ON, revisions)
        await live.write(changes, visitor.account, expected=expected)
        log.info("accounts united", changes=len(changes))
