"""The addresses of rosters, read when their time has come."""

from datetime import timedelta

from bot.rosters.polling import RosterPolling
from bot.scheduler.job import Job, JobContext


def polling(context: JobContext) -> Job:
    """Looked at every minute."""
    reader = RosterPolling(context.repository, context.live, context.rostering, context.fetch)
    return Job("rosters", timedelta(minutes=1), reader.run)
