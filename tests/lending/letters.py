"""bot/lending/letters.py: who is told that a pager has been lent, and that its time is out."""

from datetime import datetime, timedelta

from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Separately
from bot.cards import Press
from bot.jobs import Job, JobContext, telling
from bot.letters.card import letter_button
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Pace, Topic
from directory.snapshot import Snapshot
from tests.lending.kept import PAGERS, Pager

LENT = Topic("sökare")
DAYS_TO_TELL = timedelta(days=1)


def lent(pager: Pager, snapshot: Snapshot, now: datetime) -> tuple[Delivery, ...]:
    """To those who follow the pager."""
    following = snapshot.of(FOLLOWING)
    letter = _letter(
        f"Sökare {pager.id} är utlånad till {snapshot.people[pager.holder].name}", pager
    )
    put = (
        following.deliver(
            letter,
            follower,
            key=f"sökare|{pager.id}|{now.isoformat()}|{follower}",
            now=now,
            happens=now + DAYS_TO_TELL,
            usual=Pace.OFF,
            target=pager.id,
        )
        for follower in following.followers(LENT, pager.id)
    )
    return tuple(filter(None, put))


def due(snapshot: Snapshot, now: datetime, separately: Separately) -> list[Delivery]:
    """To each whose time with a pager is out, once."""
    put = separately.each(
        [pager for pager in snapshot.of(PAGERS) if pager.until and pager.until <= now],
        lambda pager: RoundItem(ItemKind.PERSON, pager.holder),
        lambda pager: _back(pager, snapshot, now),
    )
    return [delivery for delivery in put if delivery]


def _back(pager: Pager, snapshot: Snapshot, now: datetime) -> Delivery | None:
    return snapshot.of(FOLLOWING).deliver(
        _letter(f"Lämna tillbaka sökare {pager.id}", pager),
        pager.holder,
        key=f"sökare|åter|{pager.id}|{pager.until}|{pager.holder}",
        now=now,
        happens=now,
        usual=Pace.AT_ONCE,
    )


def returns(context: JobContext) -> Job:
    """Looked at every minute."""
    return telling("sökare", timedelta(minutes=1), due, context)


def _letter(title: str, pager: Pager) -> Letter:
    see = letter_button("Visa sökaren", Press("sökare", action="visa", data={"sökare": pager.id}))
    return Letter(topic=LENT, title=title, buttons=(see,))
