"""Puts a file of shortages in force, or says why not; and what a new day makes of the last one."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.incoming.isolated_reading import ReadShortages
from bot.live import Live
from bot.texts import and_more
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery
from directory.parts import Revisions, revisions_of
from directory.picture import PartReads
from directory.shortages.feed import ShortageFeed
from directory.shortages.in_force import new_day, put_in_force
from directory.shortages.judging import FileJudgement, judged
from directory.shortages.kept import SHORTAGE_FEED
from directory.shortages.port import ShortagePublication, ShortageStore
from directory.shortages.row import ShortageFile, ShortageRow
from directory.sources.shortages.result import ShortageReading
from directory.transaction import MovedError
from directory.walltime.days import local

MOST_NAMED = 5
_UNKNOWN = (
    "Filen har delar som konsult inte känner till: {}. Se efter vad de betyder, och läs in den med "
    "”konsult import shortages” och --accept om de inte säger något om en restnotering."
)


class ShortageRoom(ShortageStore, PartReads, Protocol):
    """What putting a file in force needs of the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingShortages:
    """A file as received. `looked_at`: a person says that it is right, however much has changed.
    `accepted`: parts of it that nobody knows and that a person has looked at."""

    content: bytes
    source: str
    etag: str = ""
    modified: str = ""
    looked_at: bool = False
    accepted: tuple[str, ...] = ()
    is_excerpt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageOutcome:
    """What became of a file. `refusals`: why it is not in force, in Swedish; none where it is, or
    was already (`publication` is None then). `may_be_right`: a person may say that it is right."""

    reading: ShortageReading
    refusals: tuple[str, ...] = ()
    may_be_right: bool = False
    judgement: FileJudgement | None = None
    publication: ShortagePublication | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known before a file is judged, and the revisions of that."""

    feed: ShortageFeed
    rows: tuple[ShortageRow, ...]
    expected: Revisions | None


class ShortagePublishing:
    """Every method raises StoreUnavailableError."""

    def __init__(
        self,
        store: ShortageRoom,
        live: Live,
        clock: Callable[[], datetime],
        read: ReadShortages,
    ) -> None:
        self._store = store
        self._live = live
        self._clock = clock
        self._read = read

    async def preview(self, incoming: IncomingShortages) -> ShortageOutcome:
        """What would become of the file; nothing is written."""
        reading = await self._read(incoming.content)
        return await self._judged(incoming, reading, await self._known())

    async def publish(self, incoming: IncomingShortages, actor: str) -> ShortageOutcome:
        """Put the file in force. Where it is refused nothing is written."""
        reading = await self._read(incoming.content)

        async def work() -> ShortageOutcome:
            known = await self._known()
            outcome = await self._judged(incoming, reading, known)
            if outcome.publication is not None:
                await self._write(outcome.publication, actor, known.expected)
            return outcome

        return await self._live.decide(work)

    async def begin_day(self, now: datetime, actor: str) -> int:
        """Look at the states of all packs on a new day; returns how many are otherwise."""
        day = local(now).date()

        async def work() -> int:
            known = await self._known()
            if known.feed.day is None or known.feed.day >= day:
                return 0
            publication = await asyncio.to_thread(new_day, known.feed, known.rows, day, now)
            await self._write(publication, actor, known.expected)
            return len(publication.changes)

        return await self._live.decide(work)

    async def note(self, feed: ShortageFeed, deliveries: Sequence[Delivery] = ()) -> None:
        """Note how a look for the file went."""
        expected = revisions_of([SHORTAGE_FEED], self._live.revisions)
        try:
            await self._store.note_shortage_feed(feed, deliveries=deliveries, expected=expected)
        except MovedError:  # a file has been put in force meanwhile: that is what holds
            deliveries = ()
        await self._live.has_written(deliveries)

    async def _known(self) -> _Known:
        """The revisions come first: what is written meanwhile is seen when they are compared."""
        revisions = await self._store.revisions()
        expected = revisions_of([SHORTAGE_FEED], revisions) if revisions else None
        parts = await self._store.load_parts(self._clock(), [SHORTAGE_FEED.name])
        rows = await self._store.load_shortage_rows()
        return _Known(parts.of(SHORTAGE_FEED).present, rows, expected)

    async def _judged(
        self, incoming: IncomingShortages, reading: ShortageReading, known: _Known
    ) -> ShortageOutcome:
        accepted = tuple(sorted({*known.feed.accepted, *incoming.accepted}))
        file = reading.file
        if file is None:
            return ShortageOutcome(reading=reading, refusals=reading.faults)
        if strange := [part for part in reading.unknown if part not in accepted]:
            says = _UNKNOWN.format(named(strange))
            return ShortageOutcome(reading=reading, refusals=(says,))
        feed = replace(
            known.feed,
            source=incoming.source,
            etag=incoming.etag,
            modified=incoming.modified,
            problem="",
            failures=0,
            accepted=accepted,
            is_excerpt=incoming.is_excerpt,
        )
        return await asyncio.to_thread(
            _decided, incoming, reading, file, feed, known, self._clock()
        )

    async def _write(
        self, publication: ShortagePublication, actor: str, expected: Revisions | None
    ) -> None:
        now = self._clock()
        await self._store.publish_shortages(publication, actor=actor, now=now, expected=expected)
        await self._live.has_written(())


def _decided(
    incoming: IncomingShortages,
    reading: ShortageReading,
    file: ShortageFile,
    feed: ShortageFeed,
    known: _Known,
    now: datetime,
) -> ShortageOutcome:
    listed = [row for row in known.rows if row.is_listed]
    was_excerpt = known.feed.is_excerpt and not incoming.is_excerpt
    looked_at = incoming.looked_at or was_excerpt  # the whole file differs from a part of it
    judgement = judged(file, known.feed.created, listed, now, looked_at=looked_at)
    if judgement.refusals or judgement.is_same:
        return ShortageOutcome(
            reading=reading,
            refusals=judgement.refusals,
            may_be_right=judgement.may_be_right,
            judgement=judgement,
        )
    before = replace(feed, created=None) if was_excerpt else feed
    publication = put_in_force(file, judgement.difference, before, known.rows, now)
    return ShortageOutcome(reading=reading, judgement=judgement, publication=publication)


def named(parts: Sequence[str]) -> str:
    """The first few of them, and how many more there are."""
    more = len(parts) - MOST_NAMED
    first = ", ".join(parts[:MOST_NAMED])
    return f"{first} {and_more(more, 'delar')}" if more > 0 else first
