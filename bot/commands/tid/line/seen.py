"""The line as it is seen: by who waits in it, and by who answers in the hour."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from bot import links
from bot.cards import Choices, Option, Part
from bot.commands.tid.case import HourCase, refused
from bot.commands.tid.line.calling import line_card, waiting_places
from bot.commands.tid.line.place import (
    NOT_IN_LINE,
    in_same_line,
    my_place,
    number_words,
    place_card,
)
from bot.hours.said import hour_words
from bot.questions.request import Reply
from directory.hours.drop_in import open_now
from directory.hours.kept import OFFERED, QUEUED
from directory.hours.line import PlaceState, number_of
from directory.hours.offered import ConsultationHour, HourMode


def see(hour: ConsultationHour, case: HourCase) -> Reply:
    """The asker's place; the whole line for those who answer."""
    place = my_place(hour, case)
    if place is not None:
        return Reply(place_card(place, hour, case))
    if case.answers(hour):
        return Reply(line_card(hour, case))
    return refused(_ended_words(hour, case))


def _ended_words(hour: ConsultationHour, case: HourCase) -> str:
    """What became of the asker's last place."""
    mine = [one for one in case.snapshot.of(QUEUED).places_of(hour.id) if one.waiting == case.me]
    if not mine:
        return NOT_IN_LINE
    last = max(mine, key=attrgetter("joined", "id"))
    words = {
        PlaceState.CALLED: "Det är din tur: du blir uppringd.",
        PlaceState.TURNED_AWAY: "Kön har stängt, och du hann inte bli uppringd.",
    }
    return words.get(last.state, NOT_IN_LINE)


def shown(case: HourCase) -> Sequence[Part]:
    """On /tid: the lines that the asker stands in, and those that they answer."""
    options = tuple(_options(case))
    return [Choices("Köer nu", options)] if options else ()


def _options(case: HourCase) -> Iterator[Option]:
    for hour in case.snapshot.of(OFFERED).hours:
        if hour.mode is not HourMode.DROP_IN:
            continue
        title, press = hour_words(hour, case.snapshot), links.see_line(hour.id)
        place = my_place(hour, case)
        if place is not None:
            number = number_of(place, in_same_line(place, case))
            yield Option(title, press, f"plats {number_words(number)}")
        elif case.me == hour.specialist and _has_line(hour, case):
            yield Option(title, press, f"{len(waiting_places(hour, case))} väntar")


def _has_line(hour: ConsultationHour, case: HourCase) -> bool:
    is_open = open_now(hour, case.diary(hour), case.calendar, case.now) is not None
    return is_open or bool(waiting_places(hour, case))
