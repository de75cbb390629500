"""Digests: all that waits for somebody's digest and has become due, in one letter."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.jobs import Job, JobContext
from bot.letters import keys
from bot.texts import and_more
from directory.letters.lines import LetterLine, joined
from directory.letters.outbox import Claimed, Delivery, Digest, Letter, LetterButton, Outbox
from directory.letters.subscriptions import Topic

SUMMARY = Topic("sammanfattning")
MOST_LINES = 60
MOST_BUTTONS = 5
AT_A_TIME = 1_000
"""How many digests are put in one transaction: others write, and are answered, in between."""


def digests(context: JobContext) -> Job:
    """Looked at every minute."""
    return Job("digests", timedelta(minutes=1), partial(put_digests, context.outbox))


async def put_digests(outbox: Outbox, now: datetime) -> int:
    """Gather what is due, one letter for each recipient; how many letters."""
    put = 0
    while waiting := await outbox.digests_due(now, most=AT_A_TIME):
        new = await outbox.collect([digest(*of_one, now) for of_one in waiting.items()])
        put += new
        if new < len(waiting):
            break  # another process is at it; what is left waits for the next minute
    return put


def digest(recipient: str, items: Sequence[Claimed], now: datetime) -> Digest:
    """One delivery of these items. The same items always have the same key."""
    ids = tuple(sorted(item.id for item in items))
    hashed = hashlib.sha256("\n".join(ids).encode()).hexdigest()[:32]
    letter = gathered([item.letter for item in items])
    delivery = Delivery(
        key=keys.digest(hashed, recipient),
        recipient=recipient,
        letter=letter,
        made=now,
        due=now,
    )
    return Digest(delivery, ids)


def gathered(letters: Sequence[Letter]) -> Letter:
    """A letter alone as it is; several under each other, each with its title, none said twice."""
    if len(letters) == 1:
        return letters[0]
    by_title: dict[str, list[LetterLine]] = {}
    for letter in letters:
        by_title.setdefault(letter.title, []).extend(letter.lines)
    lines = [
        line
        for title, said in by_title.items()
        for line in (title, *(joined("– ", words) for words in dict.fromkeys(said)))
    ]
    title = next(iter(by_title)) if len(by_title) == 1 else f"Nytt för dig: {len(by_title)} saker"
    return Letter(
        topic=SUMMARY,
        title=title,
        lines=_at_most(lines[1:] if len(by_title) == 1 else lines),
        buttons=_buttons(letters),
    )


def _at_most(lines: Sequence[LetterLine]) -> tuple[LetterLine, ...]:
    rest = len(lines) - MOST_LINES
    return (*lines[:MOST_LINES], f"{and_more(rest, 'rader')}.") if rest > 0 else tuple(lines)


def _buttons(letters: Sequence[Letter]) -> tuple[LetterButton, ...]:
    """Each button once; those that would have the same words do different things and are left out,
    since nobody could tell which is which."""
    distinct = dict.fromkeys(button for letter in letters for button in letter.buttons)
    labels = [button.label for button in distinct]
    return tuple(button for button in distinct if labels.count(button.label) == 1)[:MOST_BUTTONS]
