"""What jobs are made of in a test: addresses that cannot be read, and drafts if there are any."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.jobs import Expiring, JobContext
from bot.live import Live
from directory.letters.outbox import Outbox
from tests.stores import AnyStore
from tests.stories.rosters import read_roster_here, unreachable


def _some_day() -> datetime:
    return datetime(2026, 11, 24, 15, tzinfo=UTC)


def job_context(
    store: AnyStore,
    live: Live,
    outbox: Outbox,
    *drafts: Expiring,
    clock: Callable[[], datetime] = _some_day,
) -> JobContext:
    return JobContext(
        store=store,
        live=live,
        outbox=outbox,
        clock=clock,
        fetch=unreachable,
        read_roster=read_roster_here,
        drafts=drafts,
    )
