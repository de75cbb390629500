"""Runs a command on the present snapshot; writes, notes and counts what it replies."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import assert_never

import structlog

from bot.access import Asker
from bot.cards import Button, Card, Press, Tone, notice, with_warning
from bot.commands.base import Command
from bot.desk import Answered
from bot.desk.alike import replied
from bot.desk.reading import PatientReading
from bot.desk.refusals import asks_first, refused
from bot.desk.sent import Sent, asker_of
from bot.desk.time_left import TimeLeft, WriteOutcome
from bot.live import Live
from bot.questions.request import Note, Reply
from bot.texts import perhaps_saved
from directory.counting.lookups import Lookup
from directory.counting.misses import Miss
from directory.parts import Revisions, revisions_of
from directory.query import Reads, answered
from directory.transaction import StoreUnavailableError
from directory.walltime.said import age_words

INDEXING = 1.0
"""Seconds that it is worth to wait for agreements that are just being indexed."""

log = structlog.get_logger(__name__)


class Deciding:
    """Runs commands on a live snapshot. `reads` answers their queries.

    `time`: how long one request may wait for the store.
    """

    def __init__(
        self,
        live: Live,
        count: Callable[[Lookup | Miss], None],
        reads: Reads,
        time: Callable[[], TimeLeft] = TimeLeft,
    ) -> None:
        self._live = live
        self._count = count
        self._reads = reads
        self._time = time

    async def answer(
        self, command: Command, sent: Sent, now: datetime, *, changing: bool
    ) -> Answered:
        """The command's answer; the command is run again if others write what it rests on.

        Not `changing`: what would change something is asked about instead.

        Raises UnreadError if what it needs cannot be read in time, TooFarError if it
        needs shifts for more hours than a snapshot holds, MovedError if others wrote every time.
        Nothing is written in any of these cases.
        """
        time = self._time()
        return await self._live.decide(
            lambda: self._decide(command, sent, now, changing, time), time.waits
        )

    async def _decide(
        self, command: Command, sent: Sent, now: datetime, changing: bool, time: TimeLeft
    ) -> Answered:
        if command.reads_agreements:
            await self._live.agreements_known(INDEXING)
        reading = PatientReading(self._live, self._reads, time)
        revisions = self._live.revisions  # before the snapshot, which may be newer but never older
        snapshot = await reading.present(now)
        who = asker_of(sent.visitor, snapshot)
        if not command.allows(who):
            card = refused(f"/{command.name} är bara för samordnare.")
            return Answered(card, sent.press, who)
        asked = await answered(
            lambda known: replied(command, sent, who, now, known, snapshot), reading, self._reads
        )
        reply = asked.reply
        if not changing and (reply.changes or reply.deliveries):
            return Answered(asks_first(command, sent.press), sent.press, who, command)
        card = await self._deliver(reply, command, who, revisions, time)
        after = asker_of(sent.visitor, self._live.present()) if reply.changes else who
        return Answered(self._aged(card, now), asked.again, after, command)

    async def _deliver(
        self, reply: Reply, command: Command, who: Asker, revisions: Revisions, time: TimeLeft
    ) -> Card:
        for event in (reply.lookup, reply.miss):
            if event is not None:
                self._count(event)
        card = reply.card
        if reply.changes or reply.deliveries:
            card = _said(reply, command, await self._wrote(reply, who, revisions, time))
        if reply.notes:
            await self._note(reply.notes, time)
        return card

    def _aged(self, card: Card, now: datetime) -> Card:
        """The card, with how old it is where the store has been out of reach."""
        since = self._live.unreachable_since()
        if since is None:
            return card
        age = age_words(since, now)
        return with_warning(card, f"Katalogen kan inte nås just nu. Uppgifterna är från {age}.")

    async def _note(self, notes: Sequence[Note], time: TimeLeft) -> None:
        with suppress(StoreUnavailableError):
            for note in notes:
                await time.waits(note.note(self._reads))

    async def _wrote(
        self, reply: Reply, who: Asker, revisions: Revisions, time: TimeLeft
    ) -> WriteOutcome:
        saved = await time.writes(
            lambda attempt: self._live.write(
                reply.changes,
                who.account,
                deliveries=reply.deliveries,
                expected=revisions_of(reply.rests_on, revisions),
                attempt=attempt,
            )
        )
        if saved is not WriteOutcome.YES:
            changes = [type(change).__name__ for change in reply.changes]
            log.warning("change not saved", changes=changes, perhaps=saved is WriteOutcome.PERHAPS)
        return saved


def _said(reply: Reply, command: Command, saved: WriteOutcome) -> Card:
    """What is shown of the write: that it is done, is not, or where to see whether it was."""
    match saved:
        case WriteOutcome.YES:
            return reply.card
        case WriteOutcome.NO:
            return reply.unsaved
        case WriteOutcome.PERHAPS:
            return reply.perhaps or notice(
                perhaps_saved(f"/{command.name}"),
                Button(f"/{command.name}", Press(command.name)),
                tone=Tone.WARNING,
            )
        case _:
            assert_never(saved)
