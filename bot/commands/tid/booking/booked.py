"""What the asker has booked: the list on /tid, and one of them."""

from collections.abc import Callable, Sequence

from bot import links
from bot.calendars.bookings import booking_path
from bot.cards import (
    Actions,
    Button,
    Card,
    Facts,
    Heading,
    Link,
    Notice,
    Option,
    Part,
    Text,
    Tone,
    is_web_address,
)
from bot.commands.tid.case import HourCase, back, press, refused
from bot.commands.tid.hour_card import way_there
from bot.commands.tid.words import span_words
from bot.hours.said import hour_words
from bot.questions.choices import folded_choices
from bot.questions.request import Reply
from directory.calendars.queries import PageWanted
from directory.hours.bookings import Booking, BookingState
from directory.hours.kept import BOOKED, OFFERED
from directory.walltime.hours import Lasting

NOT_THERE = "Bokningen finns inte, eller är någon annans. Skriv /tid så visas dina bokningar."


def bookings_of(case: HourCase) -> list[Booking]:
    """The asker's bookings that are not over, also those that have been called off."""
    now = case.now
    return [
        one
        for one in case.snapshot.of(BOOKED).booked_by(case.me)
        if one.end > now and one.state is not BookingState.CANCELLED
    ]


def same_time(lasting: Lasting, case: HourCase, *, but: str = "") -> list[Booking]:
    """What the asker has at the same time; `but`: the id of one that is left out."""
    return [
        one
        for one in bookings_of(case)
        if one.takes_time and one.touches(lasting) and one.id != but
    ]


def mine_shown(case: HourCase) -> Sequence[Part]:
    """The asker's bookings, the next first, one tap from each."""
    options = [_option(booking, case) for booking in bookings_of(case)]
    return folded_choices("Dina bokningar", options) if options else ()


def _option(booking: Booking, case: HourCase) -> Option:
    called_off = "" if booking.takes_time else "inställd, "
    label = f"{span_words(booking, case.now)} {title_of(booking, case)}"
    return Option(label, links.see_booking(booking.id), f"{called_off}{booking.topic}")


def title_of(booking: Booking, case: HourCase) -> str:
    """How the hour is called, also where it is no longer offered."""
    hour = case.snapshot.of(OFFERED).hours.get(booking.hour)
    return hour_words(hour, case.snapshot) if hour else "Konsulttid"


def my_booking(act: Callable[[Booking, HourCase], Reply]) -> Callable[[HourCase], Reply]:
    """The action on the booking of the button, if it is the asker's."""

    def pressed(case: HourCase) -> Reply:
        booking = case.snapshot.of(BOOKED).bookings.get(case.get(links.BOOKING))
        if booking is None or booking.booked_by != case.me:
            return refused(NOT_THERE)
        return act(booking, case)

    return pressed


def unless_changed(act: Callable[[Booking, HourCase], Reply]) -> Callable[[HourCase], Reply]:
    """The same for what changes it: a button that was made before its last change does nothing but
    say how it is now, and so does one of a booking that has begun or is no more."""

    def pressed(booking: Booking, case: HourCase) -> Reply:
        if not booking.takes_time or booking.start <= case.now:
            return Reply(booking_card(booking, case))
        if case.get(links.CHANGE) != str(booking.sequence):
            says = f"Bokningen har ändrats sedan du såg den. Nu: {span_words(booking, case.now)}."
            return Reply(booking_card(booking, case, says))
        return act(booking, case)

    return my_booking(pressed)


def _show(booking: Booking, case: HourCase) -> Reply:
    return Reply(booking_card(booking, case))


show = my_booking(_show)


def booking_card(booking: Booking, case: HourCase, says: str = "") -> Card:
    """When, what about, how to get there, and what can be done with it."""
    hour = case.snapshot.of(OFFERED).hours.get(booking.hour)
    state = _state_words(booking, case)
    parts: list[Part] = [
        *([Notice(says)] if says else []),
        Heading(title_of(booking, case), span_words(booking, case.now)),
        *([Notice(state, Tone.WARNING)] if state else []),
        Facts((("Ämne", booking.topic),)),
    ]
    if hour is not None and booking.takes_time and booking.end > case.now:
        parts += way_there(hour)
        parts += [Text(hour.not_about, "Inte för")] if hour.not_about else []
        parts += _calendar_file(booking, case)
    return Card((*parts, Actions((*_buttons(booking, case), back()))))


def _calendar_file(booking: Booking, case: HourCase) -> Sequence[Part]:
    """The way to the booking as a calendar reads it, where the chat on the web has an address."""
    address = case.request.ask(PageWanted(booking_path(booking.id)))
    return (Link("Lägg i kalendern", address),) if is_web_address(address) else ()


def _state_words(booking: Booking, case: HourCase) -> str:
    if booking.state is BookingState.CANCELLED:
        return "Tiden är avbokad."
    if booking.state is BookingState.CALLED_OFF:
        return f"Tiden är inställd. {_instead(booking, case)}".strip()
    return "Tiden har varit." if booking.end <= case.now else ""


def _instead(booking: Booking, case: HourCase) -> str:
    closures = case.snapshot.of(OFFERED).closures
    return next(
        (
            one.instead
            for one in closures
            if one.concerns(booking.hour, booking.specialist) and one.touches(booking)
        ),
        "",
    )


def _buttons(booking: Booking, case: HourCase) -> Sequence[Button]:
    if not booking.takes_time or booking.start <= case.now:
        return ()
    data = booking_data(booking)
    return Button("Flytta", press("flytta", data)), Button("Avboka", press("avboka", data))


def booking_data(booking: Booking) -> dict[str, str]:
    """The booking as it is now, as data of a button."""
    return {links.BOOKING: booking.id, links.CHANGE: str(booking.sequence)}
