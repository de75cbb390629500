"""After a round of a job those who can put it right hear of the items that failed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.apart.failing import Apart
from bot.apart.items import Failure
from bot.apart.rounds import Round
from bot.failures import failure_kind, log_failure
from bot.jobs import Job, JobContext, picture, put_new
from bot.letters.failing import failing_letters
from directory.transaction import StoreUnavailableError

_NOT_TOLD = failure_kind("failures not told")


def telling_failures(job: Job, context: JobContext) -> Job:
    """The same job; what of it fails is told after each round."""
    rests = partial(_rests, job, context)
    return replace(job, run=partial(_run, job, context), rests=rests)


async def _seen(context: JobContext) -> None:
    """The picture is no older than half a minute: a machine that has stood still for a day must not
    remind anybody of what was theirs then."""
    if context.live.unreachable_since() is not None:
        await context.live.refresh_if_old()


async def _rests(job: Job, context: JobContext, now: datetime) -> bool:
    """What fails while this is found out is something to tell."""
    await _seen(context)
    return await job.rests(now) and not job.apart.has_fresh


async def _run(job: Job, context: JobContext, now: datetime) -> int:
    try:
        await _seen(context)
        return await job.run(now)
    finally:
        failures = job.apart.taken()
        if failures:
            await _tell(job.apart, failures, context, now)


async def _tell(
    apart: Apart, failures: Sequence[Failure], context: JobContext, now: datetime
) -> None:
    """Nothing here stops the job: it is in the log and in the metrics already."""
    try:
        snapshot = await picture(context.live, now)
        if snapshot is not None:
            letters = list(failing_letters(apart.duty, failures, snapshot, now))
            await put_new(context.outbox, letters, Round(apart, now))
    except StoreUnavailableError:
        return
    except Exception as error:
        log_failure(_NOT_TOLD, error, duty=apart.duty)
