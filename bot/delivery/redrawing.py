"""Letters that have been sent are drawn anew when their matter is settled: without its buttons."""

from datetime import datetime, timedelta
from functools import partial

from bot.jobs import Job, JobContext
from bot.letters import keys
from bot.letters.settled import letter_now
from bot.rosters.settled import settled_offer
from directory.letters.outbox import Letter, PostedLetter
from directory.snapshot import Snapshot


def redrawing(context: JobContext) -> Job:
    """The job that looks for settled letters on channels that can draw them anew, every minute."""
    return Job("redrawing", timedelta(minutes=1), partial(_redraw, context))


async def _redraw(context: JobContext, now: datetime) -> int:
    snapshot = context.live.snapshot
    editors = {editor.name: editor for editor in context.editors}
    if snapshot is None or not editors:
        return 0
    done = []
    for posted in await context.outbox.posted(keys.PASS, list(editors)):
        letter = _settled(posted, snapshot, now)
        if letter and await editors[posted.channel].redraw(posted.reference, letter):
            done.append(posted.id)
    if done:
        await context.outbox.mark_redrawn(done, now)
    return len(done)


def _settled(posted: PostedLetter, snapshot: Snapshot, now: datetime) -> Letter | None:
    """The letter as it is drawn now, where that differs."""
    letter = letter_now(posted.letter, settled_offer, snapshot, now)
    return None if letter == posted.letter else letter
