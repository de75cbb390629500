"""”Öppna igen”: what was closed is offered again. Who was called off is told what is free; nobody's
booking comes back by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot import links
from bot.cards import Actions, Button, Card, Choices, Notice, Option
from bot.commands.tid.case import NOT_YOURS, HourCase, about, back, press, refused
from bot.commands.tid.keeping.letters import booking_line, done_by, own_letter
from bot.commands.tid.words import closed_span_words
from bot.hours.said import hour_words
from bot.letters import keys
from bot.letters.card import letter_button
from bot.questions.request import Reply
from directory.changes import Change, Forget, Keep
from directory.hours.bookings import Booking, BookingState
from directory.hours.closing import Closing, lost_by_person
from directory.hours.closures import Closure
from directory.hours.kept import BOOKED, OFFERED
from directory.hours.offered import ConsultationHour
from directory.letters.outbox import Delivery
from directory.parts import REGION

CLOSURE, LAST, ENDED = "stängning", "sista", "till"
"""The fields with a closure, the last day that a series had, and the one that it was given."""
NOT_CLOSED = "Det är inte stängt längre, eller så har tiden passerat."


def reopen_button(closing: Closing, hour: ConsultationHour | None) -> Iterator[Button]:
    """The way back from a closing."""
    data = {CLOSURE: closing.id} if closing.closure else {}
    if hour is not None and closing.ended is not None and closing.ended.last is not None:
        last = hour.last.isoformat() if hour.last else ""
        data |= {**about(hour), LAST: last, ENDED: closing.ended.last.isoformat()}
    if data:
        yield Button("Öppna igen", press("öppna-igen", data))


def closure_button(closure: Closure, label: str = "Öppna igen") -> Button:
    """The same of a closure in a list."""
    return Button(label, press("öppna-igen", {CLOSURE: closure.id}))


def typed(case: HourCase) -> Reply:
    """”öppna igen”: what of the asker's own hours is closed."""
    closures = [
        one
        for one in case.snapshot.of(OFFERED).closures
        if one.specialist == case.me and one.end > case.now
    ]
    if not closures:
        return refused("Inget av ditt är stängt.")
    options = tuple(
        Option(closure_words(one, case), press("öppna-igen", {CLOSURE: one.id}))
        for one in closures[:20]
    )
    return Reply(Card((Choices("Vad ska öppnas igen?", options), Actions((back(),)))))


def closure_words(closure: Closure, case: HourCase) -> str:
    """”ons 13:00–15:00, Kardiologi Granvik, video (inställd)”."""
    hour = case.snapshot.of(OFFERED).hours.get(closure.hour)
    what = hour_words(hour, case.snapshot) if hour else "alla dina konsulttider"
    return f"{closed_span_words(closure, case.now)}, {what} ({closure.reason})"


def pressed(case: HourCase) -> Reply:
    """Take the closure away, and give the series the last day that it had."""
    offered = case.snapshot.of(OFFERED)
    closure = next((one for one in offered.closures if one.id == case.get(CLOSURE)), None)
    hour = case.hour()
    ends = hour is not None and hour.last is not None and hour.last.isoformat() == case.get(ENDED)
    if closure is not None and not _may(closure.specialist, case):
        return refused(NOT_YOURS)
    if hour is not None and not case.keeps(hour):
        return refused(NOT_YOURS)
    if closure is not None and closure.end <= case.now:
        closure = None
    if closure is None and not (hour and ends):
        return refused(NOT_CLOSED)
    return _open(closure, hour if ends else None, case)


def _may(specialist: str, case: HourCase) -> bool:
    return case.coordinates or case.me == specialist


def _open(closure: Closure | None, hour: ConsultationHour | None, case: HourCase) -> Reply:
    changes: list[Change] = []
    if closure is not None:
        changes.append(Forget(Closure, closure.id))
    if hour is not None:
        changes.append(Keep(replace(hour, last=_last(case))))
    letters = _letters(closure, hour, case)
    told = f" {len(letters)} som fick sin tid inställd får veta." if letters else ""
    says = f"Öppet igen.{told} Bokningar som ställdes in är inte tillbaka: de bokar om själva."
    return Reply(
        Card((Notice(says), Actions((back(),)))),
        tuple(changes),
        deliveries=letters,
        rests_on=(REGION, OFFERED, BOOKED),
    )


def _last(case: HourCase) -> date | None:
    try:
        return date.fromisoformat(case.get(LAST)) if case.get(LAST) else None
    except ValueError:
        hour = case.hour()
        return hour.last if hour else None


def _letters(
    closure: Closure | None, hour: ConsultationHour | None, case: HourCase
) -> tuple[Delivery, ...]:
    lost = lost_by_person(_called_off(closure, hour, case))
    letters = (_letter(to, bookings, closure, case) for to, bookings in lost.items())
    return tuple(filter(None, letters))


def _called_off(
    closure: Closure | None, hour: ConsultationHour | None, case: HourCase
) -> Iterator[Booking]:
    for booking in case.snapshot.of(BOOKED).bookings:
        is_off = booking.state is BookingState.CALLED_OFF and booking.start > case.now
        if is_off and (_by(closure, booking) or (hour and booking.hour == hour.id)):
            yield booking


def _by(closure: Closure | None, booking: Booking) -> bool:
    """Whether it is the closure that has called the booking off."""
    if closure is None or not closure.concerns(booking.hour, booking.specialist):
        return False
    return booking.touches(closure)


def _letter(
    to: str, bookings: Sequence[Booking], closure: Closure | None, case: HourCase
) -> Delivery | None:
    id_ = closure.id if closure else bookings[0].hour
    lines = [
        *(booking_line(one, case) for one in bookings),
        "Tiden är öppen igen, men din bokning är inte kvar. Boka på nytt om du fortfarande vill.",
        done_by(case, "öppnat igen"),
    ]
    return own_letter(
        to, "Konsulttiden är öppen igen", lines, case,
        key=keys.hour_reopened(id_, case.request.now, to),
        happens=bookings[0].start, ends=bookings[-1].end,
        buttons=(letter_button("Visa lediga tider", links.see_hour(bookings[0].hour)),),
    )  # fmt: skip
