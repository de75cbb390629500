"""When a duty is looked at: APScheduler's triggers, and nothing else of it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.scheduler.duty import Duty

_A_MIDNIGHT = datetime(2026, 1, 1, tzinfo=UTC)

Tick = Callable[[Duty], Awaitable[None]]


@asynccontextmanager
async def ticking(
    duties: Sequence[Duty], tick: Tick, clock: Callable[[], datetime]
) -> AsyncIterator[None]:
    """Tick for each duty at once and then as often as it wants, while the block runs.

    On whole minutes and hours, so that what is due at an hour is told at that hour. One tick of a
    duty at a time; those that were missed meanwhile are one. `clock` must be the machine's.
    """
    scheduler = AsyncIOScheduler(timezone=UTC)
    for duty in duties:
        scheduler.add_job(
            tick,
            IntervalTrigger(
                seconds=duty.every.total_seconds(), start_date=_A_MIDNIGHT, timezone=UTC
            ),
            args=(duty,),
            id=duty.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            next_run_time=clock(),
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
