"""The jobs: the only list of them. A new job is a file and a line here."""

from collections.abc import Callable

from bot.scheduler.agreements import agreements
from bot.scheduler.digests import digests
from bot.scheduler.gaps import gaps
from bot.scheduler.job import Job, JobContext
from bot.scheduler.polling import polling
from bot.scheduler.reminders import reminders
from bot.scheduler.tidy import tidy

JOBS: tuple[Callable[[JobContext], Job], ...] = (
    reminders,
    gaps,
    agreements,
    digests,
    tidy,
    polling,
)


def jobs(context: JobContext) -> tuple[Job, ...]:
    """All jobs of a konsult."""
    return tuple(job(context) for job in JOBS)
