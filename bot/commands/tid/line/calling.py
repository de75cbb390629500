"""”Ring upp”: the specialist calls the one they see, and nobody whom a colleague has called."""

from collections.abc import Sequence

from bot.cards import Actions, Button, Card, Facts, Heading, Notice, Part, Phones, Tone
from bot.commands.tid.case import NOT_YOURS, HourCase, about, back, press, refused
from bot.hours.lines import called_letter
from bot.hours.said import hour_words
from bot.questions.numbers_of_units import numbers_for
from bot.questions.request import Reply
from bot.texts import contact, unit_words
from directory.changes import Keep
from directory.hours import line
from directory.hours.kept import QUEUED
from directory.hours.line import Place, PlaceState
from directory.hours.offered import ConsultationHour

PLACE = "plats"
MOST_NUMBERS = 3


def call(hour: ConsultationHour, case: HourCase) -> Reply:
    """The one whom the button names is called, unless a colleague was quicker or they are away:
    then who is next is shown, and nobody is called unseen."""
    if not case.answers(hour):
        return refused(NOT_YOURS)
    place = _place(hour, case)
    if place is None or not place.in_line or place.state is PlaceState.AWAY:
        return Reply(line_card(hour, case, _not_there(place)))
    now = case.request.now
    after = line.called(place, case.me, now)
    letters = tuple(called_letter(after, hour, case.snapshot, now))
    return Reply(
        _call_card(after, hour, case), (Keep(after),), deliveries=letters, rests_on=(QUEUED,)
    )


def _place(hour: ConsultationHour, case: HourCase) -> Place | None:
    place = case.snapshot.of(QUEUED).places.get(case.get(PLACE))
    return place if place is not None and place.hour == hour.id else None


def _not_there(place: Place | None) -> str:
    if place is None:
        return "Platsen finns inte längre. Så här ser kön ut nu."
    words = {
        PlaceState.CALLED: "En kollega ringer redan upp den du såg.",
        PlaceState.AWAY: "Den du såg är borta en stund.",
    }
    return words.get(place.state, "Den du såg har lämnat kön.")


def not_answered(hour: ConsultationHour, case: HourCase) -> Reply:
    """Who did not answer keeps the place, and is passed over until they are back."""
    if not case.answers(hour):
        return refused(NOT_YOURS)
    place = _place(hour, case)
    if place is None or place.state is not PlaceState.CALLED or place.called_by != case.me:
        return Reply(line_card(hour, case, "Så här ser kön ut nu."))
    after = line.not_reached(place)
    says = "Noterat. Platsen är kvar, och turen går förbi tills de säger att de är tillbaka."
    return Reply(line_card(hour, case, says, but=place.id), (Keep(after),), rests_on=(QUEUED,))


def line_card(hour: ConsultationHour, case: HourCase, says: str = "", but: str = "") -> Card:
    """Who is next with their topic and number, how many wait, and one tap that calls."""
    places = [one for one in waiting_places(hour, case) if one.id != but]
    following = line.next_to_call(places)
    away = sum(one.state is PlaceState.AWAY for one in places)
    counted = f"{len(places)} i kön" + (f", varav {away} borta en stund" if away else "")
    top: list[Part] = [Notice(says)] if says else []
    top.append(Heading(f"Kö: {hour_words(hour, case.snapshot)}", counted))
    if following is None:
        return Card((*top, Notice("Ingen att ringa just nu."), Actions((_update(hour), back()))))
    data = about(hour) | {PLACE: following.id}
    ring = Button("Ring upp", press("kö-ring", data), primary=True)
    return Card((*top, *_about(following, case), Actions((ring, _update(hour), back()))))


def waiting_places(hour: ConsultationHour, case: HourCase) -> Sequence[Place]:
    """Those who wait now, in the sittings that are not over or where they have been promised a
    call."""
    places = case.snapshot.of(QUEUED).places_of(hour.id)
    return line.in_order(
        place for place in places if place.end > case.now or place.state is PlaceState.STAYS
    )


def _update(hour: ConsultationHour) -> Button:
    return Button("Uppdatera", press("kön", about(hour)))


def _call_card(place: Place, hour: ConsultationHour, case: HourCase) -> Card:
    data = about(hour) | {PLACE: place.id}
    buttons = (
        Button("Fick ej svar", press("kö-ej-svar", data)),
        Button("Klar, visa nästa", press("kön", about(hour)), primary=True),
    )
    says = Notice("Ring nu. Den som väntar har fått veta att det är deras tur.")
    return Card((says, *_about(place, case), Actions(buttons)))


def _about(place: Place, case: HourCase) -> list[Part]:
    """The topic, who and where, and the unit's numbers for colleagues."""
    unit = case.snapshot.units.get(place.unit)
    person = case.snapshot.people.get(place.waiting)
    who = person.shown_as("") if person else ""
    facts = [("Ämne", place.topic), *([("Vem", who)] if who else [])]
    facts += [("Enhet", unit_words(unit))] if unit else []
    parts: list[Part] = [Facts(tuple(facts))]
    phones = numbers_for(unit, case.request.who, case.snapshot, case.now) if unit else []
    if phones:
        return [*parts, Phones(tuple(contact(phone) for phone in phones[:MOST_NUMBERS]))]
    return [*parts, Notice("Enhetens nummer finns inte i katalogen.", Tone.WARNING)]
