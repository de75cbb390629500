"""The job that looks at the packs that advice speaks of, whenever they or the advice change."""

import asyncio
from collections.abc import Hashable
from datetime import datetime, timedelta
from functools import partial

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.jobs import Job, JobContext, JobStore
from bot.live import Live
from bot.shortages.advice.pack_news import AdviceLook, looked_at, may_close, news_of_packs
from directory.lazy.values import dataclass
from directory.parts import Revisions, revisions_of
from directory.shortages.advice.kept import ADVICE
from directory.shortages.advice.told import ADVICE_TOLD
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.shortages.kept import SHORTAGE_FEED, shortage_feed
from directory.shortages.state import situations
from directory.snapshot import Snapshot
from directory.transaction import MovedError
from directory.walltime.days import local

NAME = "advised packs"
ACTOR = "konsult: restnoteringar"
_RESTS_ON = (SHORTAGE_FEED, ADVICE, ADVICE_TOLD, MEDICINE_GROUPS)
_LOOKED_WITH = (ADVICE, MEDICINE_GROUPS)


def advised_packs(context: JobContext) -> Job:
    """The job, every minute."""
    apart = Apart(NAME)
    looking = PackLooking(context.store, context.live, apart)
    return Job(NAME, timedelta(minutes=1), looking.run, apart, rests=looking.rests)


@dataclass(frozen=True, slots=True)
class _Looked:
    """A look, and the revisions of what it was read from."""

    look: AdviceLook
    feed: Revisions


class PackLooking:
    """Looks once at each file, each day, and each change of advice. What has been told is stored
    with the letters, so that a look that is repeated tells nothing."""

    def __init__(self, store: JobStore, live: Live, apart: Apart) -> None:
        self._store = store
        self._live = live
        self._apart = apart
        self._done: Hashable = None

    async def rests(self, now: datetime) -> bool:
        """Whether all has been looked at, as far as is known here, or there is nothing to see."""
        snapshot = self._live.snapshot
        if snapshot is None or self._now() == self._done:
            return True
        feed = shortage_feed(snapshot)
        is_known = feed.created is not None and feed.day == local(now).date()
        return not is_known or not looked_at(snapshot, now)

    def _now(self) -> Hashable:
        """The file, the day and the advice that the present picture has."""
        feed = shortage_feed(self._live.present())
        revisions = revisions_of(_LOOKED_WITH, self._live.revisions)
        return (feed.read, feed.day, *revisions.values())

    async def run(self, now: datetime) -> int:
        """Look at all advice; returns for how much of it something has been written."""
        if await self.rests(now):
            return 0
        seen, snapshot = self._now(), self._live.present()
        looked = await self._look(snapshot, now)
        if looked is None:
            return 0
        advice = looked_at(snapshot, now)
        written = await Round(self._apart, now).each_waiting(
            advice,
            lambda one: RoundItem(ItemKind.ADVICE, one),
            partial(self._write, looked, now),
        )
        if len(written) == len(advice) and None not in written:
            self._done = seen
        return sum(one or 0 for one in written)

    async def _look(self, snapshot: Snapshot, now: datetime) -> _Looked | None:
        """None where a file or a day comes in between."""
        before = await self._feed_revision()
        rows = await self._store.load_shortage_rows()
        present = await asyncio.to_thread(situations, rows, local(now).date())
        since = [one.approved for one in may_close(snapshot, present, now) if one.approved]
        changes = await self._store.load_pack_changes(min(since)) if since else ()
        held = revisions_of([SHORTAGE_FEED], self._live.revisions)
        if not before == await self._feed_revision() == held:
            return None
        return _Looked(AdviceLook(present, changes, shortage_feed(snapshot)), held)

    async def _feed_revision(self) -> Revisions | None:
        revisions = await self._store.revisions()
        return revisions_of([SHORTAGE_FEED], revisions) if revisions else None

    async def _write(self, looked: _Looked, now: datetime, advice: str) -> int | None:
        """None where somebody else has written meanwhile: it is tried again in a minute."""
        expected = {**revisions_of(_RESTS_ON, self._live.revisions), **looked.feed}
        news = news_of_packs(advice, looked.look, self._live.present(), now)
        if not news.changes:
            return 0
        try:
            await self._live.write(
                news.changes, ACTOR, deliveries=news.deliveries, expected=expected
            )
        except MovedError:
            return None
        return 1
