"""Letters that have been sent are drawn anew when their matter is settled: without its buttons."""

from datetime import datetime, timedelta
from functools import partial

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.jobs import Job, JobContext
from bot.letters import keys
from bot.letters.settled import letter_now
from bot.rosters.settled import settled_offer
from directory.letters.outbox import Letter, PostedLetter
from directory.snapshot import Snapshot


def redrawing(context: JobContext) -> Job:
    """The job that looks for settled letters on channels that can draw them anew, every minute."""
    apart = Apart("redrawing")
    redraw, rests = partial(_redraw, context, apart), partial(_none_posted, context)
    return Job("redrawing", timedelta(minutes=1), redraw, apart, rests=rests)


async def _none_posted(context: JobContext, _: datetime) -> bool:
    editors = [editor.name for editor in context.editors]
    return not editors or not await context.outbox.posted(keys.PASS, editors)


async def _redraw(context: JobContext, apart: Apart, now: datetime) -> int:
    snapshot = context.live.snapshot
    editors = {editor.name: editor for editor in context.editors}
    if snapshot is None or not editors:
        return 0

    async def redrawn(posted: PostedLetter) -> str:
        letter = _settled(posted, snapshot, now)
        editor = editors[posted.channel]
        return posted.id if letter and await editor.redraw(posted.reference, letter) else ""

    all_of_them = await Round(apart, now).each_waiting(
        await context.outbox.posted(keys.PASS, list(editors)),
        lambda posted: RoundItem(ItemKind.LETTER, posted.id),
        redrawn,
    )
    done = [posted for posted in all_of_them if posted]
    if done:
        await context.outbox.mark_redrawn(done, now)
    return len(done)


def _settled(posted: PostedLetter, snapshot: Snapshot, now: datetime) -> Letter | None:
    """The letter as it is drawn now, where that differs."""
    letter = letter_now(posted.letter, settled_offer, snapshot, now)
    return None if letter == posted.letter else letter
