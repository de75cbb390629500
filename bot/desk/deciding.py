"""Runs a command on the present snapshot; writes, notes and counts what it replies."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

import structlog

from bot.access import Asker
from bot.cards import Card, with_warning
from bot.commands.base import Command
from bot.desk import Answered
from bot.desk.alike import replied
from bot.desk.reading import PatientReading
from bot.desk.refusals import asks_first, refused
from bot.desk.sent import Sent, asker_of
from bot.live import Live
from bot.questions.request import Note, Reply
from directory.counting.lookups import Lookup
from directory.counting.misses import Miss
from directory.parts import Revisions, revisions_of
from directory.query import Reads, answered
from directory.transaction import StoreUnavailableError
from directory.walltime.said import age_words

SLOWEST_WRITE = 2.0

log = structlog.get_logger(__name__)


class Deciding:
    """Runs commands on a live snapshot. `reads` answers their queries."""

    def __init__(self, live: Live, count: Callable[[Lookup | Miss], None], reads: Reads) -> None:
        self._live = live
        self._count = count
        self._reads = reads
        self._reading = PatientReading(live, reads)

    async def answer(
        self, command: Command, sent: Sent, now: datetime, *, changing: bool
    ) -> Answered:
        """The command's answer; the command is run again if others write what it rests on.

        Not `changing`: what would change something is asked about instead.

        Raises UnreadError if what it needs cannot be read, TooFarError if it needs shifts
        for more hours than a snapshot holds, MovedError if others wrote every time.
        """
        return await self._live.decide(lambda: self._decide(command, sent, now, changing))

    async def _decide(
        self, command: Command, sent: Sent, now: datetime, changing: bool
    ) -> Answered:
        if command.reads_agreements:
            await self._live.agreements_indexed(SLOWEST_WRITE)
        snapshot, revisions = await self._reading.present(now), self._live.revisions
        who = asker_of(sent.visitor, snapshot)
        if not command.allows(who):
            card = refused(f"/{command.name} är bara för samordnare.")
            return Answered(card, sent.press, who)
        asked = await answered(
            lambda known: replied(command, sent, who, now, known, snapshot), self._reading
        )
        reply = asked.reply
        if not changing and (reply.changes or reply.deliveries):
            return Answered(asks_first(command, sent.press), sent.press, who, command)
        card = await self._deliver(reply, who, revisions, now)
        after = asker_of(sent.visitor, self._live.present()) if reply.changes else who
        return Answered(card, asked.again, after, command)

    async def _deliver(self, reply: Reply, who: Asker, revisions: Revisions, now: datetime) -> Card:
        for event in (reply.lookup, reply.miss):
            if event is not None:
                self._count(event)
        card = reply.card
        if (reply.changes or reply.deliveries) and not await self._wrote(reply, who, revisions):
            card = reply.unsaved
        if reply.notes:
            await self._note(reply.notes)
        since = self._live.unreachable_since()
        if since is None:
            return card
        age = age_words(since, now)
        return with_warning(card, f"Katalogen kan inte nås just nu. Uppgifterna är från {age}.")

    async def _note(self, notes: Sequence[Note]) -> None:
        with suppress(StoreUnavailableError):
            for note in notes:
                await note.note(self._reads)

    async def _wrote(self, reply: Reply, who: Asker, revisions: Revisions) -> bool:
        try:
            async with asyncio.timeout(SLOWEST_WRITE):
                await self._live.write(
                    reply.changes,
                    who.account,
                    deliveries=reply.deliveries,
                    expected=revisions_of(reply.rests_on, revisions),
                )
        except (StoreUnavailableError, TimeoutError):
            log.warning("change not saved", changes=[type(c).__name__ for c in reply.changes])
            return False
        return True
