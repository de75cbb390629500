"""What ticks for the jobs of a simulated konsult: its own clock, which APScheduler cannot read."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.background.running import cancelled
from bot.jobs import Job
from bot.scheduler.ticking import Tick, Ticking

_A_MIDNIGHT = datetime(2026, 1, 1, tzinfo=UTC)


def ticking_by(clock: Callable[[], datetime]) -> Ticking:
    """As `bot.scheduler.triggers` ticks: at once, and then on whole minutes and hours."""

    @asynccontextmanager
    async def ticking(jobs: Sequence[Job], tick: Tick) -> AsyncIterator[None]:
        for job in jobs:
            await tick(job)
        tasks = [asyncio.create_task(_again_and_again(job, tick, clock)) for job in jobs]
        try:
            yield
        finally:
            await cancelled(tasks)

    return ticking


async def _again_and_again(job: Job, tick: Tick, clock: Callable[[], datetime]) -> None:
    at = clock()
    while True:
        at = _next_step(job.every, max(at, clock()))
        while (left := (at - clock()).total_seconds()) > 0:
            await asyncio.sleep(left)
        await tick(job)


def _next_step(every: timedelta, after: datetime) -> datetime:
    """The next time on the minute for a minute, on the hour for an hour."""
    return after + every - (after - _A_MIDNIGHT) % every
