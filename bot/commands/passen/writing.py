"""What is written, and who is notified: every change of a roster by /pass goes through here."""

from collections.abc import Sequence

from bot.cards import Card, Part
from bot.commands.passen.case import PassCase
from bot.commands.passen.words import author_words, names
from bot.questions.request import Reply
from bot.rosters.news import roster_news
from bot.rosters.topics import OWN_SHIFTS
from bot.texts import capitalised
from directory.changes import Change
from directory.letters.outbox import Delivery
from directory.parts import REGION
from directory.rosters.kept import OVERRIDES
from directory.rosters.somebody import Replaceable, read_somebody
from directory.staffing.edits import edit
from directory.swaps.kept import OFFERS

RESTS_ON = (REGION, OVERRIDES, OFFERS)
"""Who has which shift, and which are offered: what every change of a roster is worked out from."""


def news(
    case: PassCase, changes: Sequence[Change], batch: str, *, lines: Sequence[str] = ()
) -> tuple[Delivery, ...]:
    """The letters to those whose shifts are changed and to those who follow.

    `lines` are for those whose shifts they are: what it was, and who did it.
    """
    before, after = edit(case.snapshot, changes).duties()
    return roster_news(before, after, case.snapshot, case.now, batch=batch, footer=lines)


def behalf(case: PassCase, *people: Replaceable | None) -> tuple[str, ...]:
    """The line that says who has acted, where it was for somebody else."""
    return (f"{author_words(case.request.who)} har gjort ändringen.",) * case.on_behalf(*people)


def written(
    parts: Sequence[Part], changes: Sequence[Change], deliveries: Sequence[Delivery] = ()
) -> Reply:
    """The reply that writes the changes with their letters, if what they rest on still holds."""
    return Reply(
        Card(tuple(parts)),
        tuple(changes),
        deliveries=tuple(deliveries),
        rests_on=RESTS_ON,
    )


def notified_words(case: PassCase, deliveries: Sequence[Delivery]) -> str:
    """Who but the asker gets a letter about their own shifts: ”Anna Asp”; empty for none."""
    people = [
        delivery.recipient
        for delivery in deliveries
        if delivery.letter.topic == OWN_SHIFTS.topic and delivery.recipient != case.me
    ]
    return names(list(map(read_somebody, people)), case.snapshot) if people else ""


def notified_sentence(case: PassCase, deliveries: Sequence[Delivery]) -> str:
    """” Anna Asp får veta.”, with its blank; empty for none."""
    notified = notified_words(case, deliveries)
    return f" {capitalised(notified)} får veta." if notified else ""
