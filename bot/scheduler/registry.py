"""The duties: the only list of them. A new duty is a file and a line here."""

from collections.abc import Sequence
from datetime import timedelta

from bot.agreements.due import agreements
from bot.letters.digests import Digests
from bot.live import Live
from bot.rosters.gaps import gaps
from bot.rosters.reminders import reminders
from bot.scheduler.duty import Duty, Timed, Work
from bot.scheduler.tidy import Forgetful, Tidy, Together
from directory.letters.outbox import Outbox

POLLED_EVERY = timedelta(minutes=1)


def duties(
    live: Live, outbox: Outbox, drafts: Sequence[Forgetful], polling: Work | None = None
) -> tuple[Duty, ...]:
    """All duties of a konsult; `polling` reads the addresses of rosters."""
    own: tuple[Duty, ...] = (
        reminders(live, outbox),
        gaps(live, outbox),
        agreements(live, outbox),
        Digests(outbox),
        Tidy(outbox, Together(*drafts)),
    )
    return (*own, Timed(polling, POLLED_EVERY)) if polling else own
