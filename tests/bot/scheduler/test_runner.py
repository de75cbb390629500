"""Duties run in one process at a time, are taken over, and survive what goes wrong."""

import asyncio
from collections.abc import Callable
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import system_clock
from bot.jobs import Job
from bot.scheduler import runner
from bot.scheduler.runner import LEASE, LeaseLostError, Scheduler, UnknownJobError
from bot.scheduler.triggers import whole_steps
from directory.lazy.values import dataclass
from directory.store.memory_leases import MemoryLeases
from directory.transaction import StoreUnavailableError
from tests.patience import PATIENCE

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)


@dataclass
class Counted:
    """A job that notes when it ran, and lasts until it may end."""

    name: str = "counted"
    every: timedelta = timedelta(milliseconds=20)
    ran: list[datetime] = field(default_factory=list)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    fault: Exception | None = None

    @property
    def job(self) -> Job:
        return Job(self.name, self.every, self.run)

    async def run(self, now: datetime) -> int:
        self.ran.append(now)
        self.begun.set()
        if self.fault:
            raise self.fault
        await self.may_end.wait()
        return len(self.ran)


def quick(fault: Exception | None = None) -> Counted:
    counted = Counted(fault=fault)
    counted.may_end.set()
    return counted


async def until(holds: Callable[[], bool]) -> None:
    """Wait for something that will come; a test that waits in vain is stopped."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.005)


async def test_the_clock_makes_it_run_again_and_again_until_the_end_of_the_block() -> None:
    counted, leases = quick(), MemoryLeases()
    async with Scheduler([counted.job], leases, system_clock).running():
        await until(lambda: len(counted.ran) >= 3)
    ran = len(counted.ran)
    await asyncio.sleep(0.1)
    assert len(counted.ran) == ran
    assert leases.held == {}


async def test_a_job_that_rests_asks_nobody_whose_turn_it_is() -> None:
    async def rests(now: datetime) -> bool:
        return now == NOW

    counted, leases = quick(), MemoryLeases()
    job = replace(counted.job, rests=rests)
    await leases.take(job.name, NOW, NOW + LEASE, "another")
    scheduler = Scheduler([job], leases, lambda: NOW + LEASE)
    assert await scheduler.run_job(job.name, NOW) == 0
    assert counted.ran == [] and set(leases.held) == {job.name}
    assert await scheduler.run_job(job.name, NOW + LEASE) == 1


@pytest.mark.parametrize(
    ("every", "after", "expected"),
    [
        (timedelta(minutes=1), NOW + timedelta(seconds=1), NOW + timedelta(minutes=1)),
        (timedelta(minutes=5), NOW + timedelta(minutes=7), NOW + timedelta(minutes=10)),
        (timedelta(hours=1), NOW + timedelta(minutes=59), NOW + timedelta(hours=1)),
    ],
)
def test_it_ticks_on_whole_minutes_and_hours(
    every: timedelta, after: datetime, expected: datetime
) -> None:
    trigger = whole_steps(every)
    assert trigger.get_next_fire_time(None, after) == expected
    assert trigger.get_next_fire_time(expected, expected) == expected + every


@pytest.mark.parametrize("fault", [RuntimeError("by the test"), StoreUnavailableError("gone")])
async def test_a_fault_does_not_stop_the_next_tick(fault: Exception) -> None:
    counted = quick(fault)
    async with Scheduler([counted.job], MemoryLeases(), system_clock).running():
        await until(lambda: len(counted.ran) >= 2)


async def test_what_is_under_way_at_the_end_is_broken_off_and_its_lease_given_back() -> None:
    counted, leases = Counted(), MemoryLeases()
    async with Scheduler([counted.job], leases, system_clock).running():
        await counted.begun.wait()
        assert list(leases.held) == ["counted"]
    assert leases.held == {}
    assert len(counted.ran) == 1


async def test_two_processes_never_do_it_at_once() -> None:
    leases, mine, theirs = MemoryLeases(), Counted(), Counted()
    one, other = (Scheduler([counted.job], leases, lambda: NOW) for counted in (mine, theirs))
    first = asyncio.create_task(one.run_job("counted", NOW))
    await mine.begun.wait()
    second = asyncio.create_task(other.run_job("counted", NOW))
    await asyncio.sleep(0.05)
    assert theirs.ran == []
    mine.may_end.set()
    theirs.may_end.set()
    assert await first == 1
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)


async def test_the_lease_of_one_that_was_killed_runs_out() -> None:
    leases, counted = MemoryLeases(), quick()
    await leases.take("counted", NOW, NOW + LEASE, "killed")
    late = Scheduler([counted.job], leases, lambda: NOW + LEASE)
    assert await late.run_job("counted", NOW) == 1


def test_a_job_is_taken_over_within_half_a_minute_after_a_kill() -> None:
    waited = timedelta(seconds=runner.TRIED_AGAIN_EVERY)
    assert LEASE + waited <= timedelta(seconds=30)
    assert waited * (runner.MOST_TRIES - 1) >= LEASE + waited
    assert timedelta(seconds=runner.RENEWED_EVERY) * 3 < LEASE


class Lost(MemoryLeases):
    """Another process has taken the lease when it is to be renewed."""

    async def take(self, name: str, now: datetime, until: datetime, holder: str) -> bool:
        taken = await super().take(name, now, until, holder)
        self.held[name] = "another", until
        return taken


async def test_a_lease_that_is_lost_breaks_the_work_off() -> None:
    counted, leases = Counted(), Lost()
    clock = [NOW, NOW, NOW + LEASE]  # taken, kept once, out
    scheduler = Scheduler(
        [counted.job], leases, lambda: clock.pop(0) if len(clock) > 1 else clock[0]
    )
    with pytest.raises(LeaseLostError):
        await scheduler.run_job("counted", NOW)
    assert leases.held["counted"][0] == "another"


async def test_by_hand_a_job_runs_as_at_another_moment() -> None:
    counted = quick()
    scheduler = Scheduler([counted.job], MemoryLeases(), lambda: NOW)
    assert scheduler.names == ("counted",)
    assert await scheduler.run_job("counted", NOW - timedelta(days=3)) == 1
    assert counted.ran == [NOW - timedelta(days=3)]
    with pytest.raises(UnknownJobError):
        await scheduler.run_job("nothing", NOW)
