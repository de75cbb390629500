"""All duties on a live snapshot and a real outbox: what is due is written once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.live import Live
from bot.region.demo import demo_region
from bot.scheduler.registry import duties
from bot.scheduler.runner import Scheduler
from directory.letters.outbox import Delivery, Digest
from directory.store.drafts import roster_drafts
from directory.store.duty_leases import SqlDutyLeases
from directory.store.engine import create_engine
from directory.store.memory import MemoryStore
from directory.store.memory_duty_leases import MemoryDutyLeases
from directory.store.memory_outbox import MemoryOutbox
from directory.store.outbox import SqlOutbox
from directory.store.store import SqlStore
from tests.bot.scheduler.ticks import titles
from tests.builders import at, shift, small_region

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


async def scheduler(outbox: MemoryOutbox) -> Scheduler:
    repository = MemoryStore()
    far = shift("2027-03-01 16:00")
    region = replace(small_region(rotations=()), shifts=(shift(), far))
    await repository.import_region(region, actor="test", now=NOW)
    live = Live(repository, lambda: NOW)
    await live.refresh()
    return Scheduler(duties(live, outbox, [outbox]), MemoryDutyLeases(), lambda: NOW)


async def test_everything_that_is_due_is_written_once_and_an_idle_tick_writes_nothing() -> None:
    outbox = WatchedOutbox()
    all_duties = await scheduler(outbox)
    first = {name: await all_duties.run_duty(name, NOW) for name in all_duties.names}
    assert first["reminders"] == 1
    assert first["gaps"]
    assert first["digests"] == 1
    assert first["tidy"] == 0
    outbox.written.clear()
    for name in all_duties.names:
        assert await all_duties.run_duty(name, NOW + timedelta(minutes=1)) == 0
    assert outbox.written == []


async def test_by_hand_at_a_moment_whose_shifts_are_not_in_memory() -> None:
    outbox = MemoryOutbox()
    all_duties = await scheduler(outbox)
    assert await all_duties.run_duty("reminders", at("2027-02-28 18:00")) == 1
    [stored] = outbox.stored.values()
    assert titles([stored.delivery]) == [("anna-a", "Påminnelse: pass mån 1 mar")]


async def test_without_a_region_there_is_nothing_to_tell() -> None:
    live, outbox = Live(MemoryStore(), lambda: NOW), MemoryOutbox()
    idle = Scheduler(duties(live, outbox, [outbox]), MemoryDutyLeases(), lambda: NOW)
    assert [await idle.run_duty(name, NOW) for name in idle.names] == [0, 0, 0, 0, 0]


class Polling:
    """Work of another's, as the readers of rosters are."""

    name = "rosters"

    async def run(self, now: datetime) -> int:
        return 3


async def test_the_work_of_others_is_a_duty_among_the_others() -> None:
    live, outbox = Live(MemoryStore(), lambda: NOW), MemoryOutbox()
    every = duties(live, outbox, [outbox], Polling())
    names = ["reminders", "gaps", "agreements", "digests", "tidy", "rosters"]
    assert [duty.name for duty in every] == names
    assert every[-1].every == timedelta(minutes=1)
    assert await Scheduler(every, MemoryDutyLeases(), lambda: NOW).run_duty("rosters", NOW) == 3


async def test_on_a_database_two_processes_write_what_is_due_once(migrated_sqlite: str) -> None:
    engines = create_engine(migrated_sqlite), create_engine(migrated_sqlite)
    await SqlStore(engines[0]).import_region(demo_region(NOW.date()), actor="test", now=NOW)
    processes = [await process(engine) for engine in engines]
    morning = at("2026-11-25 07:00")
    wrote = [{name: await one.run_duty(name, morning) for name in one.names} for one in processes]
    first, second = wrote
    assert first["reminders"]
    assert first["gaps"]
    assert first["digests"]
    assert set(second.values()) == {0}
    for engine in engines:
        await engine.dispose()


async def process(engine: AsyncEngine) -> Scheduler:
    live, outbox = Live(SqlStore(engine), lambda: NOW), SqlOutbox(engine)
    await live.refresh()
    return Scheduler(
        duties(live, outbox, [roster_drafts(engine)]), SqlDutyLeases(engine), lambda: NOW
    )
