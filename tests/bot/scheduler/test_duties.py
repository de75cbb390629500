"""All duties on a live snapshot and a real outbox: what is due is written once."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.live import Live
from bot.scheduler.registry import duties
from bot.scheduler.runner import Scheduler
from directory.outbox import Delivery
from directory.store.memory import MemoryRepository
from directory.store.memory_duty_leases import MemoryDutyLeases
from directory.store.memory_outbox import MemoryOutbox
from tests.builders import at, shift, small_region

NOW = at("2026-11-24 16:00")


class Watched(MemoryOutbox):
    """An outbox that notes every write."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[int] = []

    async def put(self, deliveries: Sequence[Delivery]) -> int:
        self.written.append(len(deliveries))
        return await super().put(deliveries)

    async def gather(self, ids: Collection[str], digest: Delivery) -> bool:
        self.written.append(len(ids))
        return await super().gather(ids, digest)


async def scheduler(outbox: MemoryOutbox) -> Scheduler:
    repository = MemoryRepository()
    far = shift("2027-03-01 16:00")
    region = replace(small_region(rotations=()), shifts=(shift(), far))
    await repository.import_region(region, actor="test", now=NOW)
    live = Live(repository, lambda: NOW)
    await live.refresh()
    return Scheduler(duties(live, outbox, outbox), MemoryDutyLeases(), lambda: NOW)


async def test_everything_that_is_due_is_written_once_and_an_idle_tick_writes_nothing() -> None:
    outbox = Watched()
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
    assert list(outbox.stored) == ["reminder:eve:anna-a:2027-03-01"]


async def test_without_a_region_there_is_nothing_to_tell() -> None:
    live, outbox = Live(MemoryRepository(), lambda: NOW), MemoryOutbox()
    idle = Scheduler(duties(live, outbox, outbox), MemoryDutyLeases(), lambda: NOW)
    assert [await idle.run_duty(name, NOW) for name in idle.names] == [0, 0, 0, 0]
