"""The duties: the only list of them. A new duty is a file and a line here."""

from bot.live import Live
from bot.scheduler.digests import Digests
from bot.scheduler.duty import Duty
from bot.scheduler.gaps import gaps
from bot.scheduler.reminders import reminders
from bot.scheduler.tidy import Forgetful, Tidy
from directory.outbox import Outbox


def duties(live: Live, outbox: Outbox, drafts: Forgetful, *others: Duty) -> tuple[Duty, ...]:
    """All duties of a konsult; `others` are those that need more to be built."""
    return (
        reminders(live, outbox),
        gaps(live, outbox),
        Digests(outbox),
        Tidy(outbox, drafts),
        *others,
    )
