"""Deletes what is no longer needed. What people have decided is kept."""

from datetime import datetime, timedelta
from functools import partial

from bot.jobs import Job, JobContext
from directory.letters.outbox import KEPT

DRAFTS_KEPT = timedelta(days=1)


def tidy(context: JobContext) -> Job:
    """Runs every hour. Overrides, offers and confirmations stay for the audit."""
    return Job("tidy", timedelta(hours=1), partial(_forget, context))


async def _forget(context: JobContext, now: datetime) -> int:
    """Delete deliveries older than ninety days and drafts older than a day; returns how many."""
    deliveries = await context.outbox.forget(now - KEPT)
    drafts = [await store.forget(now - DRAFTS_KEPT) for store in context.drafts]
    return deliveries + sum(drafts)
