"""What those who lose a time are told to do instead: other free times, a chain, or words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot import links
from bot.cards import FormField, SelectField, TextField
from bot.commands.tid.case import HourCase
from bot.hours.eligible import may_be_given
from bot.letters.card import letter_button
from directory.hours.availability import SlotState, availability
from directory.hours.closing import Closing
from directory.hours.kept import BOOKED, OFFERED, diary
from directory.hours.offered import ConsultationHour
from directory.lazy.values import dataclass
from directory.letters.outbox import LetterButton
from directory.walltime.hours import Hours
from directory.walltime.said import dated_words

INSTEAD, WORDS = "istället", "text"
AHEAD, MOST_TIMES, LONGEST_WORDS = timedelta(days=28), 3, 150
MOST_CHAINS = 60
TOO_LONG = f"Skriv högst {LONGEST_WORDS} tecken."
NO_WORDS = "Skriv vad de ska göra i stället, eller välj något annat."


class InsteadKind(StrEnum):
    """What they are told. The value is carried by buttons and forms."""

    FREE = "lediga"
    CHAIN = "jour"
    WORDS = "text"


@dataclass(frozen=True, slots=True)
class Instead:
    """What they are told; `wrong`: why the words cannot be. `service`: whose chain they call; empty
    for that of the hour's own."""

    kind: InsteadKind = InsteadKind.FREE
    words: str = ""
    wrong: str = ""
    service: str = ""

    @property
    def data(self) -> dict[str, str]:
        """As data of a button."""
        return {INSTEAD: self.value, **({WORDS: self.words} if self.words else {})}

    @property
    def value(self) -> str:
        """The choice as a form answers it: ”jour|ortopedi”."""
        return f"{self.kind.value}|{self.service}" if self.service else self.kind.value

    def chain_of(self, hour: ConsultationHour) -> str:
        """The service whose chain they call instead of the hour."""
        return self.service or hour.service


def read_instead(case: HourCase) -> Instead:
    """What the form answers, or the button carries. Words alone are what is told."""
    words = " ".join(case.get(WORDS).split())
    chosen, _, named = case.get(INSTEAD).partition("|")
    service = named if named in case.snapshot.services else ""
    kind = next((one for one in InsteadKind if one.value == chosen), InsteadKind.FREE)
    kind = InsteadKind.WORDS if words and kind is InsteadKind.FREE else kind
    if len(words) > LONGEST_WORDS:
        return Instead(kind, words[:LONGEST_WORDS], TOO_LONG, service)
    wrong = NO_WORDS if kind is InsteadKind.WORDS and not words else ""
    return Instead(kind, words, wrong, service if kind is InsteadKind.CHAIN else "")


def instead_fields(instead: Instead, service: str, case: HourCase) -> tuple[FormField, ...]:
    """Asks for it. `service`: that of what is closed; others at its hospital can be called too."""
    options = (
        (InsteadKind.FREE.value, "Se nästa lediga tider"),
        (InsteadKind.WORDS.value, "Det jag skriver nedan"),
        (InsteadKind.CHAIN.value, "Ringa tjänstens jour"),
        *_other_chains(service, case),
    )
    hint = "”Ring avdelning 4.” Läggs till även om du väljer något annat. Inget om en patient."
    return (
        SelectField(INSTEAD, "Vad de som drabbas ska göra", options, instead.value),
        TextField(
            WORDS, "Egen text", instead.words, hint, instead.wrong, required=False,
            max_length=LONGEST_WORDS, lines=2,
        ),
    )  # fmt: skip


def instead_lines(
    instead: Instead, hour: ConsultationHour, to: str, closing: Closing, case: HourCase
) -> tuple[str, ...]:
    """The lines of a letter to somebody who had a time of the hour."""
    own = [f"{instead.words.rstrip('.')}."] if instead.words else []
    match instead.kind:
        case InsteadKind.FREE:
            return (*own, free_words(hour, to, closing, case))
        case InsteadKind.CHAIN:
            return (*own, f"Ring {case.snapshot.title(instead.chain_of(hour))} i stället.")
        case InsteadKind.WORDS:
            return tuple(own)


def kept_words(instead: Instead, service: str, case: HourCase) -> str:
    """What is kept of it beside the closure."""
    called = case.snapshot.title(instead.service or service)
    chain = f"Ring {called}." if instead.kind is InsteadKind.CHAIN else ""
    return " ".join(filter(None, (instead.words, chain if service else "")))


def _other_chains(service: str, case: HourCase) -> Iterator[tuple[str, str]]:
    """Those that always answer at the same hospital."""
    snapshot = case.snapshot
    known = snapshot.services.get(service)
    near = [
        one
        for one in snapshot.services.values()
        if known and one.hospital == known.hospital and one.kind.always_answers
    ]
    for one in near[:MOST_CHAINS]:
        if one.id != service:
            yield f"{InsteadKind.CHAIN.value}|{one.id}", f"Ringa {snapshot.title(one.id)}"


def ways_on(hour: ConsultationHour, instead: Instead) -> tuple[LetterButton, ...]:
    """The buttons under such a letter."""
    return (
        letter_button("Visa lediga tider", links.see_hours()),
        letter_button("Vem svarar nu", links.see_service(instead.chain_of(hour))),
    )


def free_words(hour: ConsultationHour, to: str, closing: Closing, case: HourCase) -> str:
    """”Nästa lediga tider: fre 27 nov 13:00 och mån 30 nov 09:00.”"""
    starts = sorted(_free(hour, to, closing, case))[:MOST_TIMES]
    if not starts:
        return "Inga andra tider är lediga just nu."
    words = [dated_words(start, case.now) for start in starts]
    listed = " och ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return f"{'Nästa lediga tider' if len(words) > 1 else 'Nästa lediga tid'}: {listed}."


def _free(hour: ConsultationHour, to: str, closing: Closing, case: HourCase) -> Iterator[datetime]:
    """When the free slots begin that they may have in the same service when this is closed."""
    offered, booked = case.snapshot.of(OFFERED), case.snapshot.of(BOOKED)
    span = Hours(case.now, case.now + AHEAD)
    for other in offered.of_service(hour.service):
        if not may_be_given(other, to, case.snapshot):
            continue
        kept = diary(other.specialist, offered, booked)
        if closing.closure is not None:
            kept = replace(kept, closures=(*kept.closures, closing.closure))
        after = closing.ended if closing.ended and closing.ended.id == other.id else other
        for slot in availability(after, kept, span, case.calendar, case.now):
            if slot.state is SlotState.FREE:
                yield slot.start
