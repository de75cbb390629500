"""All duties on a live snapshot and a real outbox: what is due is written once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.live import Live
from bot.region.demo import demo_region
from bot.scheduler.registry import jobs
from bot.scheduler.runner import Scheduler
from directory.letters.outbox import Delivery, Digest
from directory.store.drafts import roster_drafts
from directory.store.engine import create_engine
from directory.store.leases import SqlLeases
from directory.store.memory import MemoryStore
from directory.store.memory_leases import MemoryLeases
from directory.store.memory_outbox import MemoryOutbox
from directory.store.outbox import SqlOutbox
from directory.store.store import SqlStore
from tests.bot.scheduler.ticks import titles
from tests.builders import at, shift, small_region
from tests.clock import HandClock
from tests.stories.jobs import job_context
from tests.stories.rosters import published, roster, roster_chat

NOW = at("2026-11-24 16:00")


class WatchedOutbox(MemoryOutbox):
    """An outbox that notes every write."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[int] = []

    async def put(self, deliveries: Sequence[Delivery]) -> int:
        self.written.append(len(deliveries))
        return await super().put(deliveries)

    async def collect(self, digests: Sequence[Digest]) -> int:
        self.written.append(sum(len(digest.items) for digest in digests))
        return await super().collect(digests)


class WatchedLeases(MemoryLeases):
    """Remembers what was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    async def take(self, name: str, now: datetime, until: datetime, holder: str) -> bool:
        self.asked.append(name)
        return await super().take(name, now, until, holder)


async def scheduler(outbox: MemoryOutbox, leases: MemoryLeases | None = None) -> Scheduler:
    repository = MemoryStore()
    far = shift("2027-03-01 16:00")
    region = replace(small_region(rotations=()), shifts=(shift(), far))
    await repository.import_region(region, actor="test", now=NOW)
    live = Live(repository, lambda: NOW)
    await live.refresh()
    context = job_context(repository, live, outbox)
    return Scheduler(jobs(context), leases or MemoryLeases(), lambda: NOW)


async def test_a_minute_in_which_nothing_is_due_asks_for_nobodys_turn() -> None:
    leases = WatchedLeases()
    every = await scheduler(WatchedOutbox(), leases)
    for name in every.names:
        await every.run_job(name, NOW)
    assert {"reminders", "gaps", "digests", "tidy"} <= set(leases.asked)
    leases.asked.clear()
    for name in every.names:
        await every.run_job(name, NOW + timedelta(minutes=1))
    assert leases.asked == ["tidy"]


async def test_everything_that_is_due_is_written_once_and_an_idle_tick_writes_nothing() -> None:
    outbox = WatchedOutbox()
    every = await scheduler(outbox)
    first = {name: await every.run_job(name, NOW) for name in every.names}
    assert first["reminders"] == 1
    assert first["gaps"]
    assert first["digests"] == 1
    assert first["tidy"] == 0
    outbox.written.clear()
    for name in every.names:
        assert await every.run_job(name, NOW + timedelta(minutes=1)) == 0
    assert outbox.written == []


async def test_by_hand_at_a_moment_whose_shifts_are_not_in_memory() -> None:
    outbox = MemoryOutbox()
    every = await scheduler(outbox)
    assert await every.run_job("reminders", at("2027-02-28 18:00")) == 1
    [stored] = outbox.stored.values()
    assert titles([stored.delivery]) == [("anna-a", "Påminnelse: pass mån 1 mar")]


async def test_without_a_region_there_is_nothing_to_tell() -> None:
    repository = MemoryStore()
    context = job_context(repository, Live(repository, lambda: NOW), MemoryOutbox())
    idle = Scheduler(jobs(context), MemoryLeases(), lambda: NOW)
    assert [await idle.run_job(name, NOW) for name in idle.names] == [0] * len(idle.names)


async def test_each_job_has_a_name_and_is_looked_at_as_often_as_it_wants() -> None:
    repository = MemoryStore()
    context = job_context(repository, Live(repository, lambda: NOW), MemoryOutbox())
    minute = timedelta(minutes=1)
    assert {job.name: job.every for job in jobs(context)} == {
        "reminders": minute,
        "gaps": 5 * minute,
        "agreements": 60 * minute,
        "hours": minute,
        "queues": minute,
        "digests": minute,
        "tidy": 60 * minute,
        "rosters": minute,
        "shortages": minute,
        "advised packs": minute,
        "advice": minute,
        "urgent advice": minute,
        "shortage digests": minute,
        "shortage demand": 10 * minute,
        "redrawing": minute,
    }


async def test_the_addresses_of_rosters_are_read_by_a_job() -> None:
    chat = await roster_chat()
    await published(chat, roster("AA", "BB", "CC", name="https://schema.example", every_minutes=15))
    context = job_context(chat.repository, chat.live, MemoryOutbox(), clock=chat.clock)
    every = Scheduler(jobs(context), MemoryLeases(), chat.clock)
    assert await every.run_job("rosters", chat.clock() + timedelta(minutes=15)) == 1


async def test_on_a_database_two_processes_write_what_is_due_once(migrated_sqlite: str) -> None:
    engines = create_engine(migrated_sqlite), create_engine(migrated_sqlite)
    await SqlStore(engines[0]).import_region(demo_region(NOW.date()), actor="test", now=NOW)
    processes = [await process(engine) for engine in engines]
    morning = at("2026-11-25 07:00")
    wrote = [{name: await one.run_job(name, morning) for name in one.names} for one in processes]
    first, second = wrote
    assert first["reminders"]
    assert first["gaps"]
    assert first["digests"]
    assert set(second.values()) == {0}
    for engine in engines:
        await engine.dispose()


async def process(engine: AsyncEngine) -> Scheduler:
    repository = SqlStore(engine)
    live = Live(repository, lambda: NOW)
    await live.refresh()
    context = job_context(repository, live, SqlOutbox(engine), roster_drafts(engine))
    return Scheduler(jobs(context), SqlLeases(engine), lambda: NOW)


async def test_after_standing_still_the_store_is_looked_at_before_anybody_is_reminded() -> None:
    repository, outbox = MemoryStore(), MemoryOutbox()
    clock = HandClock(at("2026-11-22 12:00"))
    live = Live(repository, clock)
    for who in ("anna-a", "bo-b"):  # the second is another process's, while this one stands still
        region = replace(small_region(rotations=()), shifts=(shift(who=who),))
        await repository.import_region(region, actor="test", now=clock())
        if who == "anna-a":
            await live.refresh()
    clock.moves(days=1, hours=7)
    context = job_context(repository, live, outbox, clock=clock)
    every = Scheduler(jobs(context), MemoryLeases(), clock)
    assert await every.run_job("reminders", clock()) == 1
    assert {one.delivery.recipient for one in outbox.stored.values()} == {"bo-b"}
