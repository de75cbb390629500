"""The asker's place in a line: where it is, ”borta en stund”, back, and leaving."""

from collections.abc import Callable

from bot import links
from bot.cards import Actions, Button, Card, Facts, Heading, Notice
from bot.commands.tid.case import HourCase, about, press, refused
from bot.commands.tid.case import back as to_list
from bot.commands.tid.hour_card import way_there
from bot.hours.said import hour_words
from bot.questions.request import Reply
from directory.changes import Keep
from directory.hours import line
from directory.hours.kept import QUEUED
from directory.hours.line import Place, PlaceState
from directory.hours.offered import ConsultationHour
from directory.walltime.said import until_words

NOT_IN_LINE = "Du står inte i kön."
_STATE_WORDS = {
    PlaceState.AWAY: "Du är borta en stund: turen går förbi dig tills du är tillbaka, och platsen"
    " är kvar.",
    PlaceState.STAYS: "Kön har stängt för nya, men du blir uppringd.",
}


def my_place(hour: ConsultationHour, case: HourCase) -> Place | None:
    """Where the asker waits in the line of the hour."""
    return line.place_of(case.me, _running(hour, case))


def _running(hour: ConsultationHour, case: HourCase) -> list[Place]:
    """Places of sittings that are not over, and of those who have been promised a call."""
    return [
        place
        for place in case.snapshot.of(QUEUED).places_of(hour.id)
        if place.end > case.now or place.state is PlaceState.STAYS
    ]


def in_same_line(place: Place, case: HourCase) -> list[Place]:
    """All who are or were in the line of the place."""
    places = case.snapshot.of(QUEUED).places_of(place.hour)
    return [one for one in places if one.sitting == place.sitting]


def place_card(place: Place, hour: ConsultationHour, case: HourCase, says: str = "") -> Card:
    """The number in the line, and what can be done."""
    others = [one for one in in_same_line(place, case) if one.id != place.id]
    number = line.number_of(place, [*others, place])
    shown = number_words(number)
    facts = Facts((("Plats i kön", shown), ("Ämne", place.topic)))
    stays = place.state is PlaceState.STAYS
    until = "" if stays else f"öppet till {until_words(place.end, case.now)}"
    heading = Heading(hour_words(hour, case.snapshot), until)
    top = [Notice(says)] if says else []
    state = [Notice(_STATE_WORDS[place.state])] if place.state in _STATE_WORDS else []
    actions = Actions(_buttons(place, hour))
    return Card((*top, heading, facts, *state, *way_there(hour), actions))


def number_words(number: int) -> str:
    """”1, du är näst på tur” or ”3, 2 före dig”."""
    return "1, du är näst på tur" if number == 1 else f"{number}, {number - 1} före dig"


def _buttons(place: Place, hour: ConsultationHour) -> tuple[Button, ...]:
    data = about(hour)
    away_or_back = {
        PlaceState.WAITING: (Button("Borta en stund", press("kö-borta", data)),),
        PlaceState.AWAY: (Button("Jag är tillbaka", press("kö-åter", data), primary=True),),
    }.get(place.state, ())
    see = Button("Uppdatera", links.see_line(hour.id))
    return (*away_or_back, see, Button("Lämna kön", press("kö-lämna", data)), to_list())


def _changing(
    change: Callable[[Place], Place], says: str = ""
) -> Callable[[ConsultationHour, HourCase], Reply]:
    def pressed(hour: ConsultationHour, case: HourCase) -> Reply:
        place = my_place(hour, case)
        if place is None:
            return refused(NOT_IN_LINE)
        try:
            after = change(place)
        except ValueError as why:
            return Reply(place_card(place, hour, case, str(why)))
        card = place_card(after, hour, case, says)
        return Reply(card, (Keep(after),), rests_on=(QUEUED,))

    return pressed


away = _changing(line.away)
back = _changing(line.back, "Välkommen tillbaka, din plats är kvar.")


def leave(hour: ConsultationHour, case: HourCase) -> Reply:
    """The place is given up."""
    place = my_place(hour, case)
    if place is None:
        return refused(NOT_IN_LINE)
    after = line.left(place, case.request.now)
    says = f"Du har lämnat kön: {hour_words(hour, case.snapshot)}."
    card = Card((Notice(says), Actions((to_list(),))))
    return Reply(card, (Keep(after),), rests_on=(QUEUED,))
