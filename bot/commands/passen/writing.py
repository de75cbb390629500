"""What is written and who is told: every change of a roster by /pass goes through here."""

from collections.abc import Sequence

from bot.cards import Card, Part
from bot.commands.passen.asked import ShiftCase
from bot.commands.passen.words import author_words, names
from bot.questions.request import Reply
from bot.rosters.news import roster_news
from bot.rosters.topics import OWN_SHIFTS
from bot.texts import capitalised
from directory.changes import Change
from directory.letters.outbox import Delivery
from directory.parts import REGION
from directory.rosters.kept import OVERRIDES
from directory.staffing.edits import edit
from directory.swaps.kept import OFFERS

RESTS_ON = (REGION, OVERRIDES, OFFERS)
"""Who has which shift, and which are offered: what every change of a roster is worked out from."""


def news(
    asked: ShiftCase, changes: Sequence[Change], batch: str, *, said: Sequence[str] = ()
) -> tuple[Delivery, ...]:
    """The letters to those whose shifts are changed and to those who follow.

    `said` are lines for those whose shifts they are: what it was, and who did it.
    """
    before, after = edit(asked.snapshot, changes).duties()
    return roster_news(before, after, asked.snapshot, asked.now, batch=batch, said=said)


def behalf(asked: ShiftCase, *people: str) -> tuple[str, ...]:
    """The line that says who has acted, where it was for somebody else."""
    return (f"{author_words(asked.request.who)} har gjort ändringen.",) * asked.on_behalf(*people)


def written(
    parts: Sequence[Part], changes: Sequence[Change], deliveries: Sequence[Delivery] = ()
) -> Reply:
    """The reply that writes the changes with their letters, if nobody has written meanwhile."""
    return Reply(
        Card(tuple(parts)),
        tuple(changes),
        deliveries=tuple(deliveries),
        rests_on=RESTS_ON,
    )


def told_words(asked: ShiftCase, deliveries: Sequence[Delivery]) -> str:
    """Who gets a letter about her own shifts, apart from the asker: ”Anna Asp”; empty for none."""
    people = [
        one.recipient
        for one in deliveries
        if one.letter.topic == OWN_SHIFTS.topic and one.recipient != asked.me
    ]
    return names(list(dict.fromkeys(people)), asked.snapshot) if people else ""


def told_sentence(asked: ShiftCase, deliveries: Sequence[Delivery]) -> str:
    """” Anna Asp får veta.”, with its blank; empty for none."""
    told = told_words(asked, deliveries)
    return f" {capitalised(told)} får veta." if told else ""
