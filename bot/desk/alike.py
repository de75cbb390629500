"""What many ask within a minute: answered once for all who are alike."""

from datetime import datetime

from bot.access import Asker
from bot.cards import Press
from bot.commands.base import Command
from bot.desk.sent import Sent
from bot.questions.request import Reply
from directory.lazy.values import dataclass
from directory.query import Known
from directory.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Replied:
    """What a command replied, and the press that asks it the same again."""

    reply: Reply
    again: Press


def replied(
    command: Command, sent: Sent, who: Asker, now: datetime, known: Known, snapshot: Snapshot
) -> Replied:
    """The reply to what was sent; remembered for the minute where all of one likeness get it.

    The command then sees nothing of the asker and of the second, so that nothing else can be in it.
    What it asks the store for holds as long as the snapshot (see `Live.around`); that something
    cannot be read is never remembered.
    """
    if not command.answers_alike or not sent.is_typed or known.lacks:
        return Replied(command.answer(sent.request(who, now, known), snapshot), sent.again(now))
    minute = now.replace(second=0, microsecond=0)
    key = ("reply", command.run, sent.press.text, who.likeness)
    return snapshot.remembered_at(
        minute,
        key,
        lambda: Replied(
            command.answer(sent.request(who.anybody_alike, minute, known), snapshot),
            sent.again(minute),
        ),
    )
