"""When a job is looked at: APScheduler ticks, on whole minutes and hours."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.jobs import Job
from bot.scheduler.ticking import Tick

_A_MIDNIGHT = datetime(2026, 1, 1, tzinfo=UTC)


@asynccontextmanager
async def ticking(jobs: Sequence[Job], tick: Tick) -> AsyncIterator[None]:
    """Tick for each job at once and then every `job.every`, while the block runs.

    On whole minutes and hours, so that what is due at an hour is sent at that hour. Missed ticks
    become one. A tick must not wait for the job that it starts.
    """
    scheduler = AsyncIOScheduler(timezone=UTC)
    for job in jobs:
        scheduler.add_job(
            tick,
            whole_steps(job.every),
            args=(job,),
            id=job.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        for job in jobs:
            await tick(job)
        yield
    finally:
        scheduler.shutdown(wait=False)


def whole_steps(every: timedelta) -> IntervalTrigger:
    """Every minute on the minute, every hour on the hour."""
    seconds = every.total_seconds()
    return IntervalTrigger(seconds=seconds, start_date=_A_MIDNIGHT, timezone=UTC)
