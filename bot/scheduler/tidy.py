"""Deletes what is no longer needed. What people have decided is kept."""

from datetime import datetime, timedelta
from functools import partial

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.jobs import Expiring, Job, JobContext
from directory.letters.outbox import KEPT
from directory.shortages.demand.questions import QUESTIONS_KEPT

DRAFTS_KEPT = timedelta(days=1)
CLAIMS_KEPT = timedelta(0)
"""After their end."""
HOURS_KEPT = timedelta(days=3 * 366)
"""What became of consultation hours, after its end: three years of reports."""


def tidy(context: JobContext) -> Job:
    """Runs every hour. Overrides, offers and confirmations stay for the audit."""
    apart = Apart("tidy")
    return Job("tidy", timedelta(hours=1), partial(_forget, context, apart), apart)


async def _forget(context: JobContext, apart: Apart, now: datetime) -> int:
    """Delete deliveries older than ninety days, drafts older than a day, claims that have ended,
    bookings of three years ago and counts of questions of two; returns how many."""
    kept: list[tuple[Expiring, timedelta]] = [(context.outbox, KEPT)]
    kept += [(drafts, DRAFTS_KEPT) for drafts in context.drafts]
    kept += [(context.claims, CLAIMS_KEPT)] if context.claims else []
    kept += [(context.hours, HOURS_KEPT)] if context.hours else []
    kept += [(context.questions, QUESTIONS_KEPT)] if context.questions else []
    deleted = await Round(apart, now).each_waiting(
        enumerate(kept),
        lambda numbered: RoundItem(ItemKind.STORE, str(numbered[0])),
        lambda numbered: numbered[1][0].forget(now - numbered[1][1]),
    )
    return sum(deleted)
