"""Undoing a publication: exactly what it changed is put back, and those concerned are told."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.access import check_may_publish
from bot.letters.actors import actor_words
from bot.live import Live
from bot.rosters.effect import Effect, RosterChange
from bot.rosters.news import roster_news
from bot.rosters.publishers import address_words
from bot.rosters.publishing import NOT_ALLOWED, RESTS_ON, RosterStore
from directory.lazy.values import dataclass
from directory.parts import revisions_of
from directory.publishing.published import UNDONE_FOR, NoUndo, PublishedRoster, no_undo
from directory.publishing.warnings import NO_WARNINGS, RosterWarnings
from directory.walltime.hours import Hours
from directory.walltime.said import dated_words

AHEAD = timedelta(weeks=8)
"""How far ahead it is looked for whose duties come back, at least."""


class UndoRefusedError(Exception):
    """The publication stays; the message is a Swedish sentence that says what would be right."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """A publication that can still be undone, with the title of its service.

    `warnings`: what is to be looked at, once it has been undone.
    """

    published: PublishedRoster
    title: str
    warnings: RosterWarnings = NO_WARNINGS


class Undoing:
    """Takes back the latest publication of a service. Raises StoreUnavailableError."""

    def __init__(self, store: RosterStore, live: Live, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._live = live
        self._clock = clock

    async def undoable(self) -> Sequence[Undoable]:
        """The publications that can be undone now, the latest first."""
        now, snapshot = self._clock(), self._live.present()
        published = await self._published(now)
        return [
            Undoable(one, snapshot.title(one.service))
            for one in published
            if no_undo(one.id, published, now) is None
        ]

    async def latest_of(self, service: str) -> PublishedRoster | None:
        """The service's latest publication of the last days, if there is one."""
        published = await self._published(self._clock())
        return next((one for one in published if one.service == service), None)

    async def undo(self, id_: str, actor: str) -> Undoable:
        """Put back what was before, and tell those whose duties change.

        Raises UndoRefusedError, or NotAllowedError if the actor may not publish.
        """
        return await self._live.decide(lambda: self._undo(id_, actor))

    async def _published(self, now: datetime) -> Sequence[PublishedRoster]:
        return await self._store.published(now - 2 * UNDONE_FOR)

    async def _undo(self, id_: str, actor: str) -> Undoable:
        expected = revisions_of(RESTS_ON, self._live.revisions)
        now, snapshot = self._clock(), self._live.present()
        check_may_publish(actor, snapshot, NOT_ALLOWED)
        published = await self._published(now)
        refusal = no_undo(id_, published, now)
        if refusal is not None:
            raise UndoRefusedError(_refusal(*refusal, now))
        wanted = next(one for one in published if one.id == id_)
        effect = await self._effect(wanted, now)
        who = actor_words(actor, snapshot)
        by = (f"{who} har ångrat publiceringen av schemat ”{address_words(wanted.address)}”.",)
        batch = f"{wanted.id}:ångrat"
        news = roster_news(effect.before, effect.after, snapshot, now, batch=batch, by=by)
        await self._store.undo_publication(
            wanted, actor=actor, now=now, deliveries=news, expected=expected
        )
        await self._live.has_written(news)
        return Undoable(wanted, snapshot.title(wanted.service), effect.warnings(snapshot, now))

    async def _effect(self, wanted: PublishedRoster, now: datetime) -> Effect:
        change = RosterChange(
            id=wanted.source,
            service=wanted.service,
            source=wanted.source_before,
            roles=wanted.roles,
            removed=wanted.added,
            added=wanted.removed,
        )
        spans = [shift.hours for shift in (*wanted.added, *wanted.removed)]
        first = min([now, *(span.start for span in spans)])
        last = max([now + AHEAD, *(span.end for span in spans)])
        hours = Hours(first, last).since(now)
        return await change.effect(
            hours or Hours(now, now + AHEAD), self._store, self._live.present()
        )


def _newer_words(newer: PublishedRoster, now: datetime) -> str:
    return f"”{address_words(newer.address)}”, {dated_words(newer.at, now)}"


def _refusal(why: NoUndo, newer: PublishedRoster | None, now: datetime) -> str:
    match why:
        case NoUndo.GONE:
            return "Publiceringen finns inte längre att ångra. Läs in det rätta schemat."
        case NoUndo.TOO_LATE:
            return "Det går att ångra i 24 timmar. Läs in det rätta schemat i stället."
        case NoUndo.NEWER:
            what = _newer_words(newer, now) if newer else "ett nyare"
            return f"Ett nyare schema har publicerats för jouren ({what}). Ångra det först."
        case NoUndo.READ_AGAIN:
            return (
                "Schemat läses från en adress och skulle läsas in igen. Rätta det där, "
                "eller läs in det rätta schemat."
            )
