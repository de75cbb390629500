"""Digests: everything that is due for a person's digest, in one letter."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.jobs import Job, JobContext
from bot.letters import keys
from bot.texts import and_more
from directory.letters.lines import LetterLine, joined
from directory.letters.matters import IsSo, always_so
from directory.letters.outbox import (
    UNREADABLE,
    Claimed,
    Delivery,
    DeliveryState,
    Digest,
    Letter,
    LetterButton,
    Outbox,
    Urgency,
    check_readable,
)
from directory.letters.subscriptions import Topic

SUMMARY = Topic("sammanfattning")
MOST_LINES = 60
MOST_BUTTONS = 5
AT_A_TIME = 100
"""Digests in one transaction: others can write, and be answered, in between."""


def digests(context: JobContext) -> Job:
    """The job; runs every minute."""
    apart = Apart("digests")
    put = partial(put_digests, context.outbox, apart, is_so=context.is_so)
    rests = partial(_none_due, context.outbox)
    return Job("digests", timedelta(minutes=1), put, apart, rests=rests)


async def _none_due(outbox: Outbox, now: datetime) -> bool:
    return not await outbox.digests_due(now, most=1)


async def put_digests(
    outbox: Outbox, apart: Apart, now: datetime, *, is_so: IsSo = always_so
) -> int:
    """Collect what is due into one letter for each recipient; returns how many letters."""
    put, separately = 0, Round(apart, now)
    while waiting := await outbox.digests_due(now, most=AT_A_TIME):
        everything = [item for items in waiting.values() for item in items]
        ended = {item.id for item in everything if item.has_ended(now)}
        moot = {item.id for item in everything if not is_so(item.letter, now)} - ended
        for state, ids in ((DeliveryState.EXPIRED, ended), (DeliveryState.MOOT, moot)):
            if ids:
                await outbox.drop(ids, state, now)
        made = separately.each(
            _readable(waiting, ended | moot, separately).items(),
            lambda of_recipient: _recipient(of_recipient[0]),
            lambda of_recipient: digest(*of_recipient, now),
        )
        new = await separately.all_or_each_waiting(
            made, lambda one: _recipient(one.delivery.recipient), outbox.collect
        )
        put += new
        if not new or new < len(made):
            break  # another process is collecting too; the rest waits for the next minute
    return put


def _readable(
    waiting: Mapping[str, Sequence[Claimed]], ended: Collection[str], separately: Round
) -> Mapping[str, Sequence[Claimed]]:
    """The letters that are still of use and can be read; one that cannot stays where it is."""
    unreadable = {
        item.id for items in waiting.values() for item in items if item.letter is UNREADABLE
    }
    separately.each(
        unreadable,
        lambda id_: RoundItem(ItemKind.LETTER, id_),
        lambda _: check_readable(UNREADABLE),
    )
    kept = {
        recipient: [item for item in items if item.id not in unreadable and item.id not in ended]
        for recipient, items in waiting.items()
    }
    return {recipient: items for recipient, items in kept.items() if items}


def _recipient(id_: str) -> RoundItem:
    return RoundItem(ItemKind.PERSON, id_)


def digest(recipient: str, items: Sequence[Claimed], now: datetime) -> Digest:
    """One delivery of these items, as urgent as the most urgent of them and of use for as long as
    one of them is. The same items always have the same key."""
    ids = tuple(sorted(item.id for item in items))
    hashed = hashlib.sha256("\n".join(ids).encode()).hexdigest()[:32]
    ends = {item.ends for item in items}
    letter = gathered([item.letter for item in items])
    delivery = Delivery(
        key=keys.digest(hashed, recipient),
        recipient=recipient,
        letter=letter,
        made=now,
        due=now,
        ends=None if None in ends else max(filter(None, ends)),
        urgency=Urgency.URGENT if any(item.is_urgent for item in items) else Urgency.USUAL,
    )
    return Digest(delivery, ids)


def gathered(letters: Sequence[Letter]) -> Letter:
    """A single letter as it is; several under their titles, with no line said twice."""
    if len(letters) == 1:
        return letters[0]
    by_title: dict[str, list[LetterLine]] = {}
    for letter in letters:
        by_title.setdefault(letter.title, []).extend(letter.lines)
    lines = [
        line
        for title, body in by_title.items()
        for line in (title, *(joined("– ", words) for words in dict.fromkeys(body)))
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
    """Each button once. Those that share a label but do different things are left out, since nobody
    could tell them apart."""
    distinct = dict.fromkeys(button for letter in letters for button in letter.buttons)
    labels = [button.label for button in distinct]
    return tuple(button for button in distinct if labels.count(button.label) == 1)[:MOST_BUTTONS]
