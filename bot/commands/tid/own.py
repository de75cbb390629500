"""What somebody who holds hours sees first: what is booked of what is next, and what to do."""

from collections.abc import Iterator, Sequence

from bot import links
from bot.cards import (
    Actions,
    Button,
    More,
    Part,
    Schedule,
    ScheduleRow,
    Subheading,
    Text,
)
from bot.commands.tid.case import HourCase, about, press
from bot.commands.tid.keeping.close import hours_of
from bot.commands.tid.keeping.late import AHEAD
from bot.commands.tid.keeping.reopen import closure_button, closure_words
from bot.commands.tid.opening.openers import services_to_open
from bot.commands.tid.words import days_words, mode_words, span_words
from bot.hours.said import hour_words
from bot.questions.doing import Doing
from bot.texts import show_more
from directory.hours.bookings import Booking
from directory.hours.kept import BOOKED, OFFERED, QUEUED
from directory.hours.line import in_order
from directory.hours.offered import ConsultationHour
from directory.hours.sittings import Sitting

MOST_WHOLE, MOST_FOLDED, MOST_ROWS = 2, 10, 12

Own = tuple[ConsultationHour, Sequence[Sitting]]


def _shown(case: HourCase) -> Sequence[Part]:
    own = hours_of(case.me, case)
    parts: list[Part] = []
    for hour, held in own[:MOST_WHOLE]:
        parts += _hour(hour, held, case)
    rest = own[MOST_WHOLE : MOST_WHOLE + MOST_FOLDED]
    if rest:
        folded = [part for hour, held in rest for part in _hour(hour, held, case)]
        parts.append(More(tuple(folded), show_more(len(rest), "konsulttider")))
    parts += _closed(case)
    if parts:
        parts.insert(0, Subheading("Dina konsulttider"))
    buttons = tuple(_ways_on(bool(own), case))
    return [*parts, *([Actions(buttons)] if buttons else [])]


def _ways_on(has_own: bool, case: HourCase) -> Iterator[Button]:
    if services_to_open(case):
        yield Button("Öppna en konsulttid", press("öppna", {}))
    if has_own:
        yield Button("Jag är sjuk", press("sjuk", {}))


def _hour(hour: ConsultationHour, held: Sequence[Sitting], case: HourCase) -> Iterator[Part]:
    """The next time with what is booked of it, the next one first."""
    sitting = held[0]
    detail = f"{days_words(hour)}, {mode_words(hour)}"
    yield Text(f"{span_words(sitting, case.now)} · {detail}", hour_words(hour, case.snapshot))
    yield from _booked(hour, sitting, case)
    yield from _line(sitting, case)
    yield Actions(tuple(_buttons(hour, sitting, case)))


def _buttons(hour: ConsultationHour, sitting: Sitting, case: HourCase) -> Iterator[Button]:
    if sitting.covers(case.now) and hour.slots is None:
        yield Button("Visa kön", links.see_line(hour.id))
    if sitting.start < case.now + AHEAD:
        yield Button("Försenad", press("försenad", about(hour)))
    yield Button("Ändra", press("ändra", about(hour)))
    yield Button("Stäng", press("stäng", about(hour)))


def _booked(hour: ConsultationHour, sitting: Sitting, case: HourCase) -> Iterator[Part]:
    if hour.slots is None:
        return
    bookings = [
        one
        for one in case.snapshot.of(BOOKED).of_specialist(hour.specialist)
        if one.hour == hour.id and one.takes_time and one.touches(sitting)
    ]
    if not bookings:
        yield Text("Inget är bokat än.")
        return
    ordered = sorted(bookings, key=lambda one: one.start)[:MOST_ROWS]
    yield Schedule(tuple(_row(one, case) for one in ordered))


def _row(booking: Booking, case: HourCase) -> ScheduleRow:
    """The topic and the unit: whose hour it is may see them."""
    unit = case.snapshot.units.get(booking.unit)
    return ScheduleRow(span_words(booking, case.now), booking.topic, unit.name if unit else "")


def _line(sitting: Sitting, case: HourCase) -> Iterator[Part]:
    places = case.snapshot.of(QUEUED).places_of(sitting.hour)
    waiting = len(in_order(one for one in places if one.sitting == sitting.id))
    if waiting:
        yield Text(f"{waiting} väntar i kön.")


def _closed(case: HourCase) -> Iterator[Part]:
    """What is closed and not over, with the way back."""
    closures = [
        one
        for one in case.snapshot.of(OFFERED).closures
        if one.specialist == case.me and one.end > case.now
    ]
    for closure in closures[:MOST_FOLDED]:
        yield Text(closure_words(closure, case), "Stängt")
        yield Actions((closure_button(closure),))


OWN = Doing(shown=_shown)
