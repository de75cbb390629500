"""When a job is looked at: on whole minutes and hours of the clock that is given."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.background.running import cancelled
from bot.jobs import Job

_A_MIDNIGHT = datetime(2026, 1, 1, tzinfo=UTC)

Tick = Callable[[Job], Awaitable[None]]


@asynccontextmanager
async def ticking(
    jobs: Sequence[Job], tick: Tick, clock: Callable[[], datetime]
) -> AsyncIterator[None]:
    """Tick for each job at once and then every `job.every`, while the block runs.

    On whole minutes and hours, so that what is due at an hour is sent at that hour. Missed ticks
    become one. A tick must not wait for the job that it starts.
    """
    for job in jobs:
        await tick(job)
    tasks = [asyncio.create_task(_again_and_again(job, tick, clock)) for job in jobs]
    try:
        yield
    finally:
        await cancelled(tasks)


async def _again_and_again(job: Job, tick: Tick, clock: Callable[[], datetime]) -> None:
    at = clock()
    while True:
        at = next_step(job.every, max(at, clock()))
        while (left := (at - clock()).total_seconds()) > 0:
            await asyncio.sleep(left)
        await tick(job)


def next_step(every: timedelta, after: datetime) -> datetime:
    """The next time on the minute for a minute, on the hour for an hour."""
    return after + every - (after - _A_MIDNIGHT) % every
