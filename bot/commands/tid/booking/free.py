"""The free slots of hours, as they are chosen from; and why one cannot be had."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.cards import Option, Part, Press
from bot.commands.tid.case import HourCase, about, press
from bot.commands.tid.topic import TOPIC
from bot.commands.tid.words import span_words
from bot.hours.said import hour_words
from bot.links import HOUR, START
from bot.questions.choices import MOST_FOLDED, folded_choices
from directory.hours.availability import Slot, SlotState
from directory.hours.kept import OFFERED
from directory.hours.offered import ConsultationHour
from directory.walltime.hours import Hours

AHEAD = timedelta(days=28)
"""How far ahead slots are shown where no day is asked for."""
_STATE_WORDS: Mapping[SlotState, str] = {
    SlotState.BOOKED: "Tiden hann bokas av någon annan.",
    SlotState.HELD: "Tiden är just nu erbjuden någon på väntelistan.",
    SlotState.GIVEN_BACK: "Det är för nära inpå för att boka tiden.",
    SlotState.CLOSED: "Tiden är inställd.",
    SlotState.ILL: "Tiden är inställd på grund av sjukdom.",
    SlotState.PASSED: "Tiden har redan varit.",
}
GONE = "Tiden finns inte längre."


def slot_at(hour: ConsultationHour, start: datetime, case: HourCase) -> Slot | None:
    """The slot of the hour that begins then, in its state for the asker."""
    slots = case.slots(hour, Hours.at(start))
    return next((slot for slot in slots if slot.start == start), None)


def why_not(slot: Slot | None, hour: ConsultationHour, case: HourCase) -> str:
    """Why the slot cannot be had, with what is done instead where that is said."""
    if slot is None:
        return GONE
    says = _STATE_WORDS.get(slot.state, GONE)
    closures = case.snapshot.of(OFFERED).closures
    instead = (
        one.instead
        for one in closures
        if one.concerns(hour.id, hour.specialist) and one.touches(slot)
    )
    return f"{says} {next(filter(None, instead), '')}".strip()


def free_slots(hour: ConsultationHour, span: Hours, case: HourCase) -> list[Slot]:
    """What of the hour the asker can book."""
    return [slot for slot in case.slots(hour, span) if slot.state is SlotState.FREE]


def ahead(case: HourCase) -> Hours:
    """The time in which slots are looked for where no day is asked for."""
    return Hours(case.now, case.now + AHEAD)


def book_press(slot: Slot, topic: str = "") -> Press:
    """Books the slot; with a topic that has been written already it asks for nothing more."""
    data = {HOUR: slot.hour, START: slot.start.isoformat()}
    return press("boka", data | ({TOPIC: topic} if topic else {}))


def slot_choices(
    hour: ConsultationHour, slots: Sequence[Slot], case: HourCase, topic: str = ""
) -> list[Part]:
    """The slots of one hour, one tap each."""
    options = [
        Option(span_words(slot, case.now), book_press(slot, topic)) for slot in slots[:MOST_FOLDED]
    ]
    return folded_choices(hour_words(hour, case.snapshot), options) if options else []


def next_free(hour: ConsultationHour, case: HourCase, topic: str = "") -> list[Part]:
    """The next free slots of the hour, else of the service's others; to stand on the waiting list
    where there is none."""
    for others in ([hour], _others(hour, case)):
        parts = [
            part
            for other in others
            for part in slot_choices(other, free_slots(other, ahead(case), case)[:4], case, topic)
        ]
        if parts:
            return parts
    return [*waiting_choice([hour], case)] if hour.slots else []


def waiting_choice(hours: Iterable[ConsultationHour], case: HourCase) -> list[Part]:
    """Where nothing is free: the waiting list of each hour."""
    options = [
        Option(hour_words(hour, case.snapshot), press("vänta", about(hour)))
        for hour in hours
        if case.may_use(hour)
    ]
    return (
        folded_choices("Inget ledigt just nu. Ställ dig på väntelistan", options) if options else []
    )


def _others(hour: ConsultationHour, case: HourCase) -> list[ConsultationHour]:
    of_service = case.snapshot.of(OFFERED).of_service(hour.service)
    return [other for other in of_service if other.id != hour.id and case.may_use(other)]
