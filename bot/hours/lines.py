"""What those in a line are told: that they are called, and what becomes of them at closing."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from bot import links
from bot.hours.said import hour_words
from bot.hours.topics import OWN_HOURS
from bot.letters import keys
from bot.letters.card import letter_button
from directory.changes import Change, Keep
from directory.hours.line import AfterClosing, Place, PlaceState, closed
from directory.hours.offered import ConsultationHour
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery, Letter, Urgency
from directory.snapshot import Snapshot

OF_USE = timedelta(hours=2)
"""How long it helps to hear that one is called, or that the line has closed."""
_THEN = {
    AfterClosing.NEXT_TIME: "Konsulttiden är stängd och du hann inte bli uppringd. Välkommen"
    " tillbaka nästa gång den är öppen.",
    AfterClosing.INSTEAD: "Konsulttiden är stängd och du hann inte bli uppringd.",
    AfterClosing.STAY: "Konsulttiden är stängd för nya, men du blir uppringd.",
}


def called_letter(
    place: Place, hour: ConsultationHour, snapshot: Snapshot, now: datetime
) -> Iterator[Delivery]:
    """To the one who is called: it is their turn."""
    caller = snapshot.people.get(place.called_by)
    who = caller.shown_as("den som svarar") if caller else "den som svarar"
    line = f"{hour_words(hour, snapshot)}: du blir uppringd nu av {who}. Ämne: {place.topic}"
    key = keys.line_called(place.id, now, place.waiting)
    yield from _to(place, "Det är din tur", (line,), key, hour, snapshot, now)


def closing(
    hour: ConsultationHour,
    places: Iterable[Place],
    then: AfterClosing,
    snapshot: Snapshot,
    now: datetime,
    instead: str = "",
) -> tuple[tuple[Change, ...], tuple[Delivery, ...]]:
    """What is written when a line closes, and one letter to each who still waits in it.

    `instead`: what they do instead. A second time it changes nothing and tells nobody.
    """
    changed = closed(places, then, now)
    lines = (f"{hour_words(hour, snapshot)}. {_THEN[then]}", *([instead] if instead else []))
    letters = (
        letter
        for place in changed
        for letter in _to(
            place,
            "Du blir uppringd" if place.state is PlaceState.STAYS else "Kön har stängt",
            lines,
            keys.line_closed(place.id, str(then), place.waiting),
            hour,
            snapshot,
            now,
        )
    )
    return tuple(map(Keep, changed)), tuple(letters)


def _to(
    place: Place,
    title: str,
    lines: tuple[str, ...],
    key: str,
    hour: ConsultationHour,
    snapshot: Snapshot,
    now: datetime,
) -> Iterator[Delivery]:
    button = letter_button("Visa konsulttiden", links.see_hour(hour.id))
    letter = Letter(topic=OWN_HOURS.topic, title=title, lines=lines, buttons=(button,))
    delivery = snapshot.of(FOLLOWING).deliver(
        letter,
        place.waiting,
        key=key,
        now=now,
        happens=now,
        usual=OWN_HOURS.usual(snapshot.people.get(place.waiting)),
        ends=now + OF_USE,
        urgency=Urgency.URGENT,
    )
    if delivery is not None:
        yield delivery
