"""The digests of shortages: one a day to each who follows medicines, at half past their hour."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.jobs import Job, JobContext, JobStore
from bot.letters import keys
from bot.live import Live
from bot.shortages.digests.letter import digest_letter
from bot.shortages.digests.matters import of_digest
from bot.shortages.followers import followers
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery, Urgency
from directory.letters.preferences import QUIET_FROM, QUIET_TO
from directory.parts import Revisions
from directory.shortages.advice.changes import advice_changes
from directory.shortages.advice.kept import ADVICE
from directory.shortages.feed import EVERY, ShortageFeed
from directory.shortages.following.advised import AdviceWindow, for_digests
from directory.shortages.following.followers import ShortageFollower
from directory.shortages.following.look import ShortageLook
from directory.shortages.following.port import DigestHour, ShortageDigest
from directory.shortages.following.told import ShortageTold
from directory.shortages.kept import SHORTAGE_FEED, shortage_feed
from directory.shortages.state import situations
from directory.snapshot import Snapshot
from directory.walltime.days import local, to_utc

NAME = "shortage digests"
MINUTE = 30
"""The minute of the hour at which they come."""
OF_USE = timedelta(days=7)
WAITED_FOR = timedelta(minutes=15)
"""How long a konsult that has just begun waits for the file of the day."""
SETTLED = timedelta(minutes=5)
"""What has become of advice this lately is told in the next digest: it may be being written."""
_AT_A_TIME = 200
"""Digests in one transaction: others can write, and be answered, in between."""


def shortage_digests(context: JobContext) -> Job:
    """The job, every minute."""
    apart = Apart(NAME)
    digesting = ShortageDigesting(context.store, context.live, context.shortages.source, apart)
    return Job(NAME, timedelta(minutes=1), digesting.run, apart, rests=digesting.rests)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A follower whose hour has come, and what they were told last."""

    follower: ShortageFollower
    told: ShortageTold | None

    @property
    def since(self) -> datetime:
        """From when on it must be known what has changed."""
        first = min(follow.since.astimezone(UTC) for follow in self.follower.follows)
        if self.told is None:
            return first
        return min(self.told.until, self.told.advised or self.told.until)


class ShortageDigesting:
    """Looks once at each hour of a day. What is not told at one hour is told on a later day: that
    nobody hears anything twice, and nothing is lost, rests on what they have been told."""

    def __init__(self, store: JobStore, live: Live, source: str, apart: Apart) -> None:
        self._store = store
        self._live = live
        self._source = source
        self._apart = apart
        self._looked: DigestHour | None = None
        self._done: tuple[date, set[str]] = (date.min, set())

    async def rests(self, now: datetime) -> bool:
        """Whether the hour has been looked at, as far as is known here, or there is nothing."""
        hour = self._hour(now)
        return hour is None or (self._looked is not None and hour <= self._looked)

    async def run(self, now: datetime) -> int:
        """Put the digests of those whose hour has come; returns how many."""
        hour, snapshot = self._hour(now), self._live.snapshot
        if hour is None or snapshot is None:
            return 0
        self._looked = await self._store.load_digest_hour()
        if await self.rests(now):
            return 0
        since = self._looked.hour if self._looked and self._looked.day == hour.day else -1
        due = [one for one in followers(snapshot) if _comes(one, since, hour.hour, now)]
        put = await self._put(due, snapshot, now)
        if put is not None and {one.id for one in due} <= self._done_on(hour.day):
            await self._store.note_digest_hour(hour)
        return put or 0

    def _hour(self, now: datetime) -> DigestHour | None:
        """The latest hour of the day that has come; None while the states of the day are not known,
        or the first file of the day is awaited."""
        if self._live.snapshot is None:
            return None
        feed, day = shortage_feed(self._live.snapshot), local(now).date()
        come = [hour for hour in range(24) if to_utc(day, time(hour, MINUTE)) <= now]
        if feed.created is None or feed.day != day or not come:
            return None
        since = now - to_utc(day, time(come[-1], MINUTE))
        return None if self._awaits_file(feed, now, since) else DigestHour(day, come[-1])

    def _awaits_file(self, feed: ShortageFeed, now: datetime, since: timedelta) -> bool:
        """Whether no file has been looked for since a standstill: that happens within minutes."""
        is_behind = feed.checked is None or now - feed.checked > EVERY + WAITED_FOR
        return bool(self._source) and is_behind and since < WAITED_FOR

    def _done_on(self, day: date) -> set[str]:
        if self._done[0] != day:
            self._done = day, set()
        return self._done[1]

    async def _put(
        self, due: Sequence[ShortageFollower], snapshot: Snapshot, now: datetime
    ) -> int | None:
        """None where somebody writes just now: it is tried again in a minute."""
        day, separately = local(now).date(), Round(self._apart, now)
        done = self._done_on(day)
        ids = [one.id for one in due if one.id not in done]
        if not ids:
            return 0
        before = await self._store.revisions()
        told = {one.follower: one for one in await self._store.load_shortage_told(ids)}
        done |= {id_ for id_, one in told.items() if one.day >= day}
        waiting = [_Waiting(one, told.get(one.id)) for one in due if one.id not in done]
        since = separately.each(waiting, _item, lambda one: (one, one.since))
        if not since:
            return 0
        rows = await self._store.load_shortage_rows()
        first = min(moment for _, moment in since)
        changes = await self._store.load_pack_changes(first)
        if not _is_same(before, await self._store.revisions(), self._live.revisions):
            return None
        present = await asyncio.to_thread(situations, rows, day)
        settled = now - SETTLED
        advice = AdviceWindow(for_digests(advice_changes(snapshot, first, settled)), settled)
        look = ShortageLook(present, changes, day, advice)
        digest = partial(_digest, look, snapshot, now)
        return await self._written([one for one, _ in since], digest, separately, done)

    async def _written(
        self,
        waiting: Sequence[_Waiting],
        digest: Callable[[_Waiting], ShortageDigest | None],
        separately: Round,
        done: set[str],
    ) -> int:
        put = 0
        for start in range(0, len(waiting), _AT_A_TIME):
            some = waiting[start : start + _AT_A_TIME]
            made = await asyncio.to_thread(
                separately.each, some, _item, lambda one: (one.follower.id, digest(one))
            )
            put += await self._store.put_shortage_digests([one for _, one in made if one])
            done |= {id_ for id_, _ in made}
        if put:
            await self._live.has_written(())
        return put


def _comes(one: ShortageFollower, since: int, hour: int, now: datetime) -> bool:
    """Whether their digest comes now: their hour has, and it is no late one that comes at night."""
    is_quiet = not QUIET_TO <= local(now).time() < QUIET_FROM
    return since < one.hour <= hour and (one.hour == hour or not is_quiet)


def _item(waiting: _Waiting) -> RoundItem:
    return RoundItem(ItemKind.PERSON, waiting.follower.id)


def _is_same(*revisions: Revisions | None) -> bool:
    """Whether no file, no day and no advice came in between."""
    return len({_looked_at(one) if one else None for one in revisions}) == 1


def _looked_at(revisions: Revisions) -> tuple[object, ...]:
    return tuple(revisions[part.name] for part in (SHORTAGE_FEED, ADVICE))


def _digest(
    look: ShortageLook, snapshot: Snapshot, now: datetime, waiting: _Waiting
) -> ShortageDigest | None:
    """None where nothing is new."""
    follower = waiting.follower
    found = look.of(follower.id, follower.follows, waiting.told)
    if not found.news and not found.advice:
        return None
    delivery = Delivery(
        key=keys.shortage_digest(look.day, follower.id),
        recipient=follower.id,
        letter=digest_letter(found, snapshot, of_digest(follower.id), now),
        made=now,
        due=now,
        ends=now + OF_USE,
        urgency=Urgency.USUAL,
    )
    return ShortageDigest(found.told, delivery)
