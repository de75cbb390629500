"""The letters about slots that nobody has booked."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot import links
from bot.hours.matters import of_free
from bot.hours.said import hour_words
from bot.hours.topics import HOURS, OWN_HOURS
from bot.letters.card import letter_button
from bot.texts import and_more
from directory.hours.availability import Slot
from directory.hours.offered import ConsultationHour
from directory.letters.outbox import Letter
from directory.snapshot import Snapshot
from directory.walltime.said import dated_span

MOST_NAMED = 8


def released_letter(
    slots: Sequence[Slot], hour: ConsultationHour, snapshot: Snapshot, now: datetime
) -> Letter:
    """Free slots of one sitting, with what the hour is for and not for."""
    return Letter(
        topic=HOURS.topic,
        title=f"Lediga konsulttider: {hour_words(hour, snapshot)}",
        lines=tuple(_lines(slots, hour, now)),
        buttons=(letter_button("Boka en tid", links.see_hour(hour.id)),),
        matter=of_free(slots),
    )


def _lines(slots: Sequence[Slot], hour: ConsultationHour, now: datetime) -> Iterator[str]:
    for slot in slots[:MOST_NAMED]:
        yield dated_span(slot, now)
    if len(slots) > MOST_NAMED:
        yield f"{and_more(len(slots) - MOST_NAMED)}."
    if hour.about:
        yield f"För: {hour.about}"
    if hour.not_about:
        yield f"Inte för: {hour.not_about}"


def given_back_letter(
    slot: Slot, hour: ConsultationHour, snapshot: Snapshot, now: datetime
) -> Letter:
    """To the specialist: the time is theirs again."""
    return Letter(
        topic=OWN_HOURS.topic,
        title=f"Ingen bokade {dated_span(slot, now)}",
        lines=(f"Tiden är din igen och kan inte bokas längre. {hour_words(hour, snapshot)}.",),
    )
