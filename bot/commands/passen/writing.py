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
    case: PassCase,
    changes: Sequence[Change],
    batch: str,
    *people: Replaceable | None,
    lines: Sequence[str] = (),
) -> tuple[Delivery, ...]:
    """The letters to those whose shifts are changed and to those who follow; all say who did it.

    `people`: whose change it is. `lines` are for those whose shifts they are: what it was.
    """
    before, after = edit(case.snapshot, changes).duties()
    by = (signed(case, *people),)
    return roster_news(before, after, case.snapshot, case.now, batch=batch, by=by, footer=lines)


def signed(case: PassCase, *people: Replaceable | None, did: str = "gjort ändringen") -> str:
    """The line of a letter that says who has acted, and as what if it was for others than them."""
    who = case.request.who
    name = who.person.shown_as("En kollega") if who.person else author_words(who)
    return f"{author_words(who) if case.on_behalf(*people) else name} har {did}."


def signed_for_others(case: PassCase, *people: Replaceable | None, did: str) -> tuple[str, ...]:
    """The same line where somebody has acted for these people; of their own acts the title says."""
    return (signed(case, *people, did=did),) if case.on_behalf(*people) else ()


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
