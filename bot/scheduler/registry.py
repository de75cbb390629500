"""The jobs: the only list of them. A new job is a file and a line here."""

from collections.abc import Callable

from bot.agreements.due import agreements
from bot.delivery.redrawing import redrawing
from bot.hours.due import hours
from bot.hours.queues import queues
from bot.jobs import Job, JobContext
from bot.letters.digests import digests
from bot.rosters.gaps import gaps
from bot.rosters.polling import polling
from bot.rosters.reminders import reminders
from bot.scheduler.telling import telling_failures
from bot.scheduler.tidy import tidy
from bot.shortages.advice.ending import advice_ends
from bot.shortages.advice.packs import advised_packs
from bot.shortages.advice.urgent import urgent_advice
from bot.shortages.demand.job import shortage_demand
from bot.shortages.digests.job import shortage_digests
from bot.shortages.polling import shortages

JOBS: tuple[Callable[[JobContext], Job], ...] = (
    reminders,
    gaps,
    agreements,
    hours,
    queues,
    digests,
    tidy,
    polling,
    shortages,
    advised_packs,
    advice_ends,
    urgent_advice,
    shortage_digests,
    shortage_demand,
    redrawing,
)


def jobs(context: JobContext) -> tuple[Job, ...]:
    """All of them; those responsible hear of each item that fails."""
    return tuple(telling_failures(job(context), context) for job in JOBS)
