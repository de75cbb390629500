"""Letters about a passage that a reader calls unclear or wrong: to its owners, and the answer."""

from collections.abc import Iterator
from datetime import datetime

from bot.access import Asker
from bot.agreements.news import A_YEAR
from bot.commands.avtal.places import feedback_data
from bot.commands.avtal.words import press
from bot.letters import keys
from bot.letters.card import letter_button
from bot.texts import unit_words
from directory.agreements.document import Head
from directory.agreements.feedback import Feedback
from directory.agreements.owners import owners
from directory.agreements.topic import AGREEMENT_NEWS
from directory.catalogue.people import Person
from directory.letters.kept import FOLLOWING
from directory.letters.lines import LetterLine, with_numbers
from directory.letters.outbox import Delivery, Letter, LetterButton, Urgency
from directory.letters.preferences import undisturbed
from directory.letters.subscriptions import Pace
from directory.snapshot import Snapshot

FEEDBACK = "anmälan"

_MOST_NAMES = 3


def owners_of(head: Head, snapshot: Snapshot) -> tuple[Person, ...]:
    """Who answers for the document; worked out once for each snapshot."""
    return snapshot.remembered(("owners", head), lambda: owners(head, snapshot))


def owned_by(head: Head, snapshot: Snapshot) -> str:
    """”Karin Kulle och Bo Björn”, ”Karin Kulle och 4 till”; empty where nobody does."""
    names = [owner.name for owner in owners_of(head, snapshot) if owner.show_name]
    total = len(owners_of(head, snapshot))
    if total > _MOST_NAMES or len(names) < total:
        first = names[:1]
        others = f"{total - len(first)} {'till' if first else 'personer'}"
        return " och ".join([*first, others]) if total > 1 else "Den som äger dokumentet"
    return " och ".join([", ".join(names[:-1]), names[-1]]) if names[1:] else "".join(names)


def to_owners(
    feedback: Feedback, head: Head, snapshot: Snapshot, now: datetime
) -> tuple[Delivery, ...]:
    """What a reader says of which passage, with ways to see it and to answer; never who.

    As soon as each owner has chosen for the document; the queue has it in any case.
    """
    letter = Letter(
        topic=AGREEMENT_NEWS,
        title=f"{feedback.kind.value.capitalize()}: {head.title}",
        lines=tuple(_lines(feedback, snapshot)),
        buttons=(
            _see(feedback, snapshot),
            letter_button("Besvara", press("besvara", {FEEDBACK: feedback.id})),
        ),
    )
    deliveries = (
        snapshot.of(FOLLOWING).deliver(
            letter,
            owner.id,
            key=keys.feedback(feedback.id, owner.id),
            now=now,
            happens=now + A_YEAR,
            usual=Pace.AT_ONCE,
            ends=None,
            urgency=Urgency.USUAL,
            target=feedback.document,
        )
        for owner in owners_of(head, snapshot)
        if owner.id != feedback.reporter
    )
    return tuple(filter(None, deliveries))


def to_reporter(
    feedback: Feedback, title: str, who: Asker, snapshot: Snapshot, now: datetime
) -> tuple[Delivery, ...]:
    """The answer and who gave it, to the reader."""
    letter = Letter(
        topic=AGREEMENT_NEWS,
        title=f"Svar om {title}",
        lines=(
            f"Du skrev att ”{feedback.heading}” är {feedback.kind.value}.",
            with_numbers(f"Svar: {feedback.answer}"),
            f"{_name(who)} har svarat.",
        ),
        buttons=(_see(feedback, snapshot),),
    )
    if not feedback.reporter:
        return ()
    return (
        Delivery(
            key=keys.feedback_answered(feedback.id, feedback.reporter),
            recipient=feedback.reporter,
            letter=letter,
            made=now,
            due=undisturbed(now, now + A_YEAR),
            ends=None,
            urgency=Urgency.USUAL,
        ),
    )


def _name(who: Asker) -> str:
    return who.person.shown_as("En kollega") if who.person else "En kollega"


def from_words(feedback: Feedback, snapshot: Snapshot) -> str:
    """The unit that it comes from; never who."""
    unit = snapshot.units.get(feedback.unit)
    return unit_words(unit) if unit else "okänd enhet"


def _lines(feedback: Feedback, snapshot: Snapshot) -> Iterator[LetterLine]:
    yield with_numbers(f"Avsnitt: {feedback.heading}")
    yield with_numbers(quoted_passage(feedback))
    if feedback.comment:
        yield with_numbers(f"Kommentar: {feedback.comment}")
    yield f"Från {from_words(feedback, snapshot)}"


def quoted_passage(feedback: Feedback) -> str:
    """What was shown, in one piece: a list is nothing without the words that it stands under."""
    return f"”{' '.join(feedback.passage.split())}”"


def _see(feedback: Feedback, snapshot: Snapshot) -> LetterButton:
    return letter_button("Se avsnittet", press("avsnitt", feedback_data(feedback, snapshot)))
