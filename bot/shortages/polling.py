"""The authority's file of shortages, looked for every hour, and its packs, looked at every day."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.incoming.addresses import FetchError
from bot.incoming.shortages import ShortageAccess
from bot.jobs import Job, JobContext
from bot.live import Live
from bot.shortages.condition import shortage_conditions
from bot.shortages.problem_letters import problem_letters
from bot.shortages.publishing import IncomingShortages, ShortageOutcome, ShortagePublishing
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery
from directory.shortages.feed import ShortageFeed
from directory.shortages.kept import shortage_feed
from directory.transaction import MovedError, StoreUnavailableError
from directory.walltime.days import local

ACTOR = "konsult: restnoteringar"
TOLD_AFTER = 3
"""An address that does not answer is told of when that has happened so many times in a row."""
_FAILED = "Det gick fel när filen om restnoteringar lästes in. Det görs ett nytt försök."

log = structlog.get_logger(__name__)


def shortages(context: JobContext) -> Job:
    """The job that looks for the file and at the day, every minute."""
    access, live, apart = context.shortages, context.live, Apart("shortages")
    publishing = ShortagePublishing(context.store, live, context.clock, access.read)
    polling = ShortagePolling(publishing, live, access, apart)
    lines = partial(shortage_conditions, live, access.source)
    return Job("shortages", timedelta(minutes=1), polling.run, apart, lines, polling.rests)


@dataclass(frozen=True, slots=True)
class _Step:
    """One of the two things that are done, apart from the other."""

    name: str
    act: Callable[[datetime], Awaitable[int]]


class ShortagePolling:
    """Looks for the file where one is named. What was in force stays so until a good one comes.

    A server that asks to be left alone for longer than it would have been is left alone so long.
    """

    def __init__(
        self,
        publishing: ShortagePublishing,
        live: Live,
        access: ShortageAccess,
        apart: Apart,
    ) -> None:
        self._publishing = publishing
        self._live = live
        self._access = access
        self._apart = apart
        self._silent_until: datetime | None = None

    async def run(self, now: datetime) -> int:
        """Do what is due; returns how many rows and packs are otherwise."""
        done = await Round(self._apart, now).each_waiting(
            self._due(now),
            lambda step: RoundItem(ItemKind.STEP, step.name),
            lambda step: step.act(now),
        )
        return sum(done)

    async def rests(self, now: datetime) -> bool:
        """Whether neither the file nor the day is due."""
        return not self._due(now)

    def _due(self, now: datetime) -> Sequence[_Step]:
        """The day before the file: what has come with the day is not told as if a file said it."""
        if self._live.snapshot is None:
            return ()
        feed = shortage_feed(self._live.snapshot)
        steps = []
        if feed.day is not None and feed.day < local(now).date():
            steps.append(_Step("day", lambda now: self._publishing.begin_day(now, ACTOR)))
        is_silent = self._silent_until is not None and now < self._silent_until
        is_due = feed.is_due(now) or self._is_new_source(feed)
        if self._access.source and is_due and not is_silent:
            steps.append(_Step("file", self._look))
        return steps

    def _is_new_source(self, feed: ShortageFeed) -> bool:
        """Whether another source has been named, and has not been looked for in vain yet."""
        return not feed.failures and feed.source not in ("", self._access.source)

    async def _look(self, now: datetime) -> int:
        """An error of ours stands at the feed as well, and coordinators are told of it; when it is
        tried again is a matter for `Apart`."""
        try:
            return await self._get(now)
        except (StoreUnavailableError, MovedError):
            raise
        except Exception:
            feed = replace(self._feed, problem=_FAILED)
            await self._publishing.note(feed, self._letters(feed, now, told_after=0))
            raise

    async def _get(self, now: datetime) -> int:
        feed, source = self._feed, self._access.source
        known = (feed.etag, feed.modified) if feed.source == source else ("", "")
        try:
            fetched = await self._access.get(source, *known)
        except FetchError as fault:
            self._silent_until = now + timedelta(seconds=fault.pause)
            await self._failed(str(fault), now, told_after=TOLD_AFTER)
            return 0
        if fetched.content is None:
            await self._publishing.note(self._feed.found_unchanged(now))
            return 0
        incoming = IncomingShortages(
            content=fetched.content, source=source, etag=fetched.etag, modified=fetched.modified
        )
        outcome = await self._publishing.publish(incoming, ACTOR)
        return await self._noted(outcome, now)

    async def _noted(self, outcome: ShortageOutcome, now: datetime) -> int:
        """Note a file that was refused, or is in force already; returns what one that is new
        changed."""
        if outcome.refusals:
            await self._failed(" ".join(outcome.refusals[:MOST_SAID]), now)
            return 0
        if outcome.publication is None:
            await self._publishing.note(self._feed.found_unchanged(now))
            return 0
        log.info("shortages in force", rows=outcome.publication.feed.rows)
        return len(outcome.publication.written)

    async def _failed(self, problem: str, now: datetime, told_after: int = 1) -> None:
        feed = self._feed.failed(problem, now)
        log.warning("shortages not read", failures=feed.failures)
        await self._publishing.note(feed, self._letters(feed, now, told_after))

    def _letters(self, feed: ShortageFeed, now: datetime, told_after: int) -> tuple[Delivery, ...]:
        if feed.failures < told_after and not feed.is_stale(now):
            return ()
        return tuple(problem_letters(feed, self._live.present(), now))

    @property
    def _feed(self) -> ShortageFeed:
        return shortage_feed(self._live.present())


MOST_SAID = 3
"""How many of the reasons are told; the others are of the same kind."""
