"""What is told of advice on each database, by two processes at the same moment: once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.jobs import Job, JobContext
from bot.live import Live
from bot.shortages.advice.ending import advice_ends
from bot.shortages.advice.packs import advised_packs
from bot.shortages.advice.urgent import urgent_advice
from bot.shortages.publishing import IncomingShortages, ShortagePublishing
from directory.changes import Change, Keep
from directory.lazy.values import dataclass
from directory.letters.subscriptions import Pace, Subscription
from directory.shortages.advice.advice import AdviceState
from directory.shortages.advice.kept import ADVICE
from directory.shortages.advice.medicine import AdvisedMedicine
from directory.shortages.advice.told import ADVICE_TOLD, AdviceTold
from directory.shortages.following.topic import SHORTAGE_NEWS
from directory.shortages.row import ShortageRow
from directory.store.engine import create_engine
from directory.store.outbox import SqlOutbox
from directory.store.store import SqlStore
from tests.bot.shortages.stories import ADDRESS, NOW, read_here
from tests.builders import small_region
from tests.clock import HandClock
from tests.databases import DATABASES, migrated_database
from tests.shortages import a_group, a_row, an_advice, as_xml, of_product
from tests.stories.jobs import job_context

DAY = timedelta(days=1)
GEL = of_product("Gelet 0,5 mg Gel", "G03CA03", "estradiol", npl="gel")
OUT, BACK = a_row("2026-08-01", shortage="1"), a_row("2026-08-01", ended="2026-08-22", shortage="1")
SHORT = a_row("2026-08-21", pack="g1", shortage="g", product=GEL)
SIGNED = an_advice(
    AdviceState.SIGNED,
    now=NOW,
    urgent=True,
    concerns=(AdvisedMedicine(name="Plåstret", atc="G03CA03", products=(OUT.product.npl_id,)),),
    replacements=(AdvisedMedicine(name="Gelet", atc="G03CA03", products=("gel",)),),
)
FOLLOWS = Subscription(
    follower="hanna-h", topic=SHORTAGE_NEWS, target="atc:G03", pace=Pace.DAILY, made=NOW
)


@dataclass
class Processes:
    """Two processes on one database, which write at the same moment."""

    engines: Sequence[AsyncEngine]
    clock: HandClock
    lives: Sequence[Live]

    @property
    def store(self) -> SqlStore:
        return SqlStore(self.engines[0])

    async def refresh(self) -> None:
        for live in self.lives:
            await live.refresh()

    async def keep(self, *changes: Change) -> None:
        await self.store.apply(changes, actor="t", now=self.clock())
        await self.refresh()

    async def reads(self, rows: Sequence[ShortageRow], now: datetime) -> None:
        self.clock.now = now
        publishing = ShortagePublishing(self.store, self.lives[0], self.clock, read_here)
        content = as_xml(rows, now - timedelta(minutes=5))
        incoming = IncomingShortages(content=content, source=ADDRESS, looked_at=True)
        assert (await publishing.publish(incoming, "test")).publication
        await self.refresh()

    async def run(self, make: Callable[[JobContext], Job], times: int = 2) -> None:
        """Both at once, as processes that have just begun; a second time for the one that lost."""
        for _ in range(times):
            jobs = [
                make(job_context(SqlStore(engine), live, SqlOutbox(engine), clock=self.clock))
                for engine, live in zip(self.engines, self.lives, strict=True)
            ]
            await asyncio.gather(*(job.run(self.clock()) for job in jobs))
            await self.refresh()

    async def told(self) -> Counter[tuple[str, str]]:
        """To whom, the title before its colon, and how often."""
        outbox, later = SqlOutbox(self.engines[0]), self.clock() + 400 * DAY
        inboxes = [(who, await outbox.inbox(who, later, most=99)) for who in ("anna-a", "bo-b", "hanna-h")]  # fmt: skip
        return Counter((who, item.letter.title.partition(":")[0]) for who, inbox in inboxes for item in inbox)  # fmt: skip


@pytest.fixture(params=DATABASES)
async def both(request: pytest.FixtureRequest) -> AsyncIterator[Processes]:
    url, clock = migrated_database(request), HandClock(NOW)
    engines = create_engine(url), create_engine(url)
    await SqlStore(engines[0]).import_region(small_region(), actor="t", now=NOW)
    processes = Processes(engines, clock, [Live(SqlStore(one), clock) for one in engines])
    await processes.refresh()
    await processes.reads([OUT], NOW)
    await processes.keep(Keep(a_group("anna-a", "bo-b")), Keep(SIGNED), Keep(FOLLOWS))
    yield processes
    for engine in engines:
        await engine.dispose()


async def test_what_runs_short_and_what_is_back_is_told_once(both: Processes) -> None:
    await both.run(advised_packs)
    assert await both.told() == {}
    await both.reads([OUT, SHORT], NOW + DAY)
    await both.run(advised_packs)
    short = "Det som rådet namnger i stället tar slut"
    assert await both.told() == {("anna-a", short): 1, ("bo-b", short): 1}
    parts = await both.store.load_parts(both.clock(), [ADVICE_TOLD.name])
    assert list(parts.of(ADVICE_TOLD)) == [AdviceTold(id="a1", short=("g1",))]
    await both.reads([BACK, SHORT], NOW + 2 * DAY)
    await both.run(advised_packs)
    closed = "Ersättningsrådet är avslutat, åter enligt Läkemedelsverket"
    told = await both.told()
    assert (told["anna-a", closed], told["bo-b", closed], told.total()) == (1, 1, 4)
    parts = await both.store.load_parts(both.clock(), [ADVICE.name])
    [advice] = parts.of(ADVICE)
    assert (advice.state, advice.over) == (AdviceState.CLOSED, NOW + 2 * DAY)
    assert replace(advice, state=SIGNED.state, over=SIGNED.over, reason="", withdrew="") == SIGNED


async def test_urgent_advice_is_told_once(both: Processes) -> None:
    await both.run(urgent_advice)
    assert await both.told() == {("hanna-h", "Brådskande ersättningsråd"): 1}
    parts = await both.store.load_parts(both.clock(), [ADVICE_TOLD.name])
    assert list(parts.of(ADVICE_TOLD)) == [AdviceTold(id="a1", done=("a1-1|NEW",))]


async def test_the_reminder_is_told_once(both: Processes) -> None:
    assert SIGNED.over is not None
    both.clock.now = SIGNED.over - 10 * DAY
    await both.run(advice_ends)
    ends = "Ersättningsrådet går ut 18 nov 2026"
    assert await both.told() == {("anna-a", ends): 1, ("bo-b", ends): 1}
