"""Runs jobs: each in one process at a time, taken over from one that was killed."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import structlog
from prometheus_client import Counter

from bot.background.running import cancelled
from bot.failures import failure_kind, noted_failure
from bot.jobs import Job
from bot.scheduler.ticking import Ticking
from directory.jobs.leases import Leases
from directory.transaction import StoreUnavailableError

LEASE = timedelta(seconds=20)
RENEWED_EVERY = 5.0
TRIED_AGAIN_EVERY = 5.0
MOST_TRIES = 6
"""Started by hand, a job is tried until the lease of a killed process has expired."""

log = structlog.get_logger(__name__)

_FAILED = failure_kind("duty failed")

RUNS = Counter("konsult_duty_runs_total", "Duties looked at, by outcome", ["duty", "outcome"])
_OUTCOMES = ("wrote", "nothing", "elsewhere", "unavailable", "lost", "failed")


class UnknownJobError(Exception):
    """There is no job with that name."""


class LeaseLostError(Exception):
    """Another process has taken the job over; the run here has been cancelled."""


class Scheduler:
    """The jobs of this process. `clock` is the machine's: leases are about real time.

    `ticking`: what says when to look, for a simulator whose clock is another than the machine's.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        leases: Leases,
        clock: Callable[[], datetime],
        ticking: Ticking | None = None,
    ) -> None:
        self._jobs = {job.name: job for job in jobs}
        self._leases = leases
        self._clock = clock
        self._ticking = ticking
        self._holder = secrets.token_hex(8)
        self._alone = {name: asyncio.Lock() for name in self._jobs}
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._closing = False
        for name in self._jobs:
            for outcome in _OUTCOMES:
                RUNS.labels(name, outcome)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._jobs)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the jobs by the clock while the block runs; at its end, cancel those running."""
        self._closing = False
        async with self._ticks(tuple(self._jobs.values()), self._tick):
            try:
                yield
            finally:
                self._closing = True
                await cancelled(self._under_way.values())

    @property
    def _ticks(self) -> Ticking:
        if self._ticking is None:
            from bot.scheduler.triggers import ticking  # noqa: PLC0415  # APScheduler (adr/0023)

            return ticking
        return self._ticking

    async def run_job(self, name: str, now: datetime) -> int | None:
        """Run one job as at `now`; returns how much it wrote.

        None if another process held it throughout. Raises UnknownJobError, LeaseLostError and
        StoreUnavailableError.
        """
        job = self._jobs.get(name)
        if job is None:
            raise UnknownJobError(name)
        for attempt in range(MOST_TRIES):
            if attempt:
                await asyncio.sleep(TRIED_AGAIN_EVERY)
            wrote = await self._run(job, now)
            if wrote is not None:
                return wrote
        return None

    async def _tick(self, job: Job) -> None:
        """Start the job, unless it is running or waiting for another process here."""
        if self._closing or job.name in self._under_way:
            return
        task = asyncio.create_task(self._safely(job), name=job.name)
        self._under_way[job.name] = task
        task.add_done_callback(lambda _: self._under_way.pop(job.name))

    async def _safely(self, job: Job) -> None:
        """One tick; an error is logged, and the job is run again at the next tick.

        A job that another process holds is tried until it is free: that process is done, or was
        killed and its lease has expired.
        """
        outcome = "failed"
        try:
            while (wrote := await self._run(job, self._clock())) is None:
                RUNS.labels(job.name, "elsewhere").inc()
                await asyncio.sleep(TRIED_AGAIN_EVERY)
            outcome = "wrote" if wrote else "nothing"
            if wrote:
                log.info("duty done", duty=job.name, wrote=wrote)
        except StoreUnavailableError:
            outcome = "unavailable"
            log.warning("duty not done: store unavailable", duty=job.name)
        except LeaseLostError:
            outcome = "lost"
            log.warning("duty broken off: its lease was lost", duty=job.name)
        except Exception as error:  # last resort: logged, and run again at the next tick
            noted_failure(_FAILED, error, duty=job.name)
        RUNS.labels(job.name, outcome).inc()

    async def _run(self, job: Job, now: datetime) -> int | None:
        """Run the job; None if another process holds it. Nobody's turn is asked for in vain."""
        async with self._alone[job.name]:
            if await job.rests(now):
                return 0
            until = self._clock() + LEASE
            if not await self._leases.take(job.name, self._clock(), until, self._holder):
                return None
            try:
                return await self._while_held(job, now, until)
            finally:
                with suppress(StoreUnavailableError):
                    await self._leases.leave(job.name, self._holder)

    async def _while_held(self, job: Job, now: datetime, until: datetime) -> int:
        work = asyncio.create_task(job.run(now))
        keeping = asyncio.create_task(self._keep(job.name, until))
        try:
            await asyncio.wait({work, keeping}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                return work.result()
            raise LeaseLostError(job.name)
        finally:
            await cancelled({work, keeping})

    async def _keep(self, name: str, until: datetime) -> None:
        """Renew the lease until it is lost."""
        while self._clock() < until:
            await asyncio.sleep(RENEWED_EVERY)
            with suppress(StoreUnavailableError):
                now = self._clock()
                if not await self._leases.take(name, now, now + LEASE, self._holder):
                    return
                until = now + LEASE
