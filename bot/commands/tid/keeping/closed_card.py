"""What closing would do, before it is done: what is lost, by whom, and who is told what."""

from collections.abc import Iterator, Sequence

from bot.cards import Actions, Button, Card, Facts, Form, Heading, Notice, Part, Tone
from bot.commands.tid.case import HourCase, back, press
from bot.commands.tid.keeping.instead import Instead, instead_lines
from bot.commands.tid.keeping.letters import closed_letters
from bot.commands.tid.opening.fields import YES
from bot.commands.tid.words import span_words
from bot.texts import and_more
from directory.hours.bookings import Booking
from directory.hours.closing import Closing
from directory.hours.kept import OFFERED
from directory.hours.line import AfterClosing
from directory.hours.naming import new_id

SURE, SEEN, THEN, ID = "säkert", "sett", "kön", "stängning"
"""The fields with the yes, with what was shown, with what becomes of the line, and its id."""
MOST_SHOWN = 8


def seen_of(closing: Closing) -> str:
    """What was shown of it: another one where somebody has booked or joined meanwhile."""
    bookings = sorted(booking.id for booking in closing.called_off)
    return new_id(closing.told, bookings, len(closing.held))


def then_of(case: HourCase) -> AfterClosing:
    """What becomes of those who stand in the line."""
    chosen = case.get(THEN)
    return next((one for one in AfterClosing if one.value == chosen), AfterClosing.INSTEAD)


def preview(
    title: str,
    closing: Closing,
    instead: Instead,
    data: dict[str, str],
    form: Form,
    case: HourCase,
    *notices: Notice,
) -> Card:
    """The card; nothing is done before one of its buttons is pressed."""
    data = {**data, ID: closing.id, SEEN: seen_of(closing), SURE: YES}
    parts: list[Part] = [Heading(title), *notices, Facts(tuple(_facts(closing, instead, case)))]
    buttons = (*_buttons(closing, data), back("Avbryt"))
    return Card((*parts, Actions(buttons)), form)


def _buttons(closing: Closing, data: dict[str, str]) -> Iterator[Button]:
    action = data.pop("gör")
    verb = "Ställ in" if action == "sjuk" else "Stäng"
    if not closing.places:
        yield Button(verb, press(action, data), primary=True)
        return
    count = len(closing.places)
    for then, label in (
        (AfterClosing.STAY, f"{verb}, de {count} i kön blir uppringda"),
        (AfterClosing.INSTEAD, f"{verb}, de {count} i kön får veta vad de gör i stället"),
        (AfterClosing.NEXT_TIME, f"{verb}, de {count} i kön får komma nästa gång"),
    ):
        yield Button(label, press(action, {**data, THEN: then.value}))


def _facts(closing: Closing, instead: Instead, case: HourCase) -> Iterator[tuple[str, str]]:
    yield "Stängs", _held_words(closing, case)
    if closing.called_off:
        yield "Ställs in", booked_words(closing.called_off, case)
    if closing.places:
        yield "I kön", f"{len(closing.places)} väntar"
    waiting = len(closing.holds) + len(closing.waiting)
    if waiting:
        yield "Väntar på tid", f"{waiting} får veta att de inte längre står på tur"
    letters = closed_letters(closing, AfterClosing.INSTEAD, instead, case)
    told = [one for one in letters if one.recipient in closing.told]
    yield "Får veta", _told_words(len(told), len(closing.told))
    if closing.called_off or closing.places:
        yield "I stället", " ".join(_instead(closing, instead, case))


def _told_words(told: int, lose: int) -> str:
    if not lose:
        return "ingen, eftersom ingen är bokad eller väntar"
    without = lose - told
    own = f"; {without} vill inte ha sådana brev" if without else ""
    return f"{told} {'person' if told == 1 else 'personer, ett brev var'}{own}"


def _instead(closing: Closing, instead: Instead, case: HourCase) -> Sequence[str]:
    first = closing.called_off[0] if closing.called_off else closing.places[0]
    to = closing.told[0]
    hour = case.snapshot.of(OFFERED).hours.get(first.hour)
    return instead_lines(instead, hour, to, closing, case) if hour else ()


def _held_words(closing: Closing, case: HourCase) -> str:
    if not closing.held:
        return "inga konsulttider ligger i den tiden, men inga nya kan öppnas i den"
    words = [span_words(one, case.now) for one in closing.held[:3]]
    rest = len(closing.held) - len(words)
    return "; ".join(words) + (f". {and_more(rest)}" if rest else "")


def booked_words(bookings: Sequence[Booking], case: HourCase) -> str:
    """”fre 13:00–13:30 hjärtsvikt (Björkens hälsocentral)”, for each."""
    ordered = sorted(bookings, key=lambda booking: booking.start)
    words = [booking_words(one, case) for one in ordered[:MOST_SHOWN]]
    rest = len(ordered) - len(words)
    return "; ".join(words) + (f". {and_more(rest)}" if rest else "")


def booking_words(booking: Booking, case: HourCase) -> str:
    """When, what about and from which unit: what who holds the hour sees of a booking."""
    unit = case.snapshot.units.get(booking.unit)
    place = f" ({unit.name})" if unit else ""
    return f"{span_words(booking, case.now)} {booking.topic}{place}"


def moved() -> Notice:
    """Somebody has booked, cancelled or joined since it was shown."""
    return Notice("Det har ändrats sedan du såg det. Så här är det nu.", Tone.WARNING)
