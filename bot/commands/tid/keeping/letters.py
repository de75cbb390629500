"""Letters to those who lose a time when hours are closed, get it back, or wait for who is late."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot import links
from bot.commands.tid.case import HourCase
from bot.commands.tid.keeping.instead import Instead, instead_lines, ways_on
from bot.hours.said import hour_words
from bot.hours.topics import OWN_HOURS
from bot.letters import keys
from bot.letters.actors import actor_words
from bot.letters.card import letter_button
from directory.hours.bookings import Booking
from directory.hours.closing import Closing
from directory.hours.closures import ClosureReason
from directory.hours.kept import OFFERED
from directory.hours.line import AfterClosing
from directory.hours.offered import ConsultationHour
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery, Letter, LetterButton
from directory.letters.preferences import by_time
from directory.walltime.said import dated_span


def closed_letters(
    closing: Closing, then: AfterClosing, instead: Instead, case: HourCase
) -> tuple[Delivery, ...]:
    """One to each who loses something, whatever it is; and one to the specialist, if another has
    closed."""
    letters = [_closed(to, closing, then, instead, case) for to in closing.told]
    return tuple(filter(None, (*letters, _to_specialist(closing, case))))


def _closed(
    to: str, closing: Closing, then: AfterClosing, instead: Instead, case: HourCase
) -> Delivery | None:
    hours = case.snapshot.of(OFFERED).hours
    bookings = [one for one in closing.called_off if one.booked_by == to]
    places = [one for one in closing.places if one.waiting == to]
    others = [
        *(one.hour for one in closing.holds if one.holder == to),
        *(one.hour for one in closing.waiting if one.waiting == to),
    ]
    lost = [*(one.hour for one in bookings), *(one.hour for one in places), *others]
    hour = hours.get(lost[0])
    if hour is None:
        return None
    stays = then is AfterClosing.STAY and bool(places) and not bookings
    lines = [
        *(booking_line(one, case) for one in bookings),
        *(_place_line(then, hour, case) for _ in places[:1]),
        *(_turn_line(hour, case) for _ in others[:1] if not bookings),
        *_reason(closing),
        *(() if stays else instead_lines(instead, hour, to, closing, case)),
        *_by(closing, case),
    ]
    happens = bookings[0].start if bookings else case.now
    ends = [*(one.end for one in bookings), *(one.end for one in places)]
    return own_letter(
        to, _title(bookings, stays, bool(places)), lines, case,
        key=keys.hour_closed(closing.id, to), happens=happens, ends=max(ends, default=None),
        buttons=() if stays else ways_on(hour, instead),
    )  # fmt: skip


def _title(bookings: Sequence[Booking], stays: bool, in_line: bool) -> str:
    if bookings:
        return called_off_title(bookings)
    if stays:
        return "Konsulttiden har stängt, men du blir uppringd"
    return "Konsulttiden har stängt" if in_line else "Konsulttiden du väntade på är inställd"


def called_off_title(bookings: Sequence[Booking]) -> str:
    """”Din konsulttid är inställd”, ”2 av dina konsulttider är inställda”."""
    count = len(bookings)
    return (
        f"{count} av dina konsulttider är inställda" if count > 1 else "Din konsulttid är inställd"
    )


def booking_line(booking: Booking, case: HourCase) -> str:
    """”Kardiologi Granvik, video, fre 27 nov 13:00–13:30. Du ville fråga om: hjärtsvikt.”"""
    hour = case.snapshot.of(OFFERED).hours.get(booking.hour)
    title = f"{hour_words(hour, case.snapshot)}, " if hour else ""
    topic = f" Du ville fråga om: {booking.topic.rstrip('.')}." if booking.topic else ""
    return f"{title}{dated_span(booking, case.now)}.{topic}"


def _place_line(then: AfterClosing, hour: ConsultationHour, case: HourCase) -> str:
    title = hour_words(hour, case.snapshot)
    match then:
        case AfterClosing.STAY:
            return f"{title}: du står kvar i kön och blir uppringd."
        case AfterClosing.NEXT_TIME:
            return f"{title}: du hann inte fram. Välkommen tillbaka nästa gång det är öppet."
        case AfterClosing.INSTEAD:
            return f"{title}: du hann inte fram."


def _turn_line(hour: ConsultationHour, case: HourCase) -> str:
    return f"{hour_words(hour, case.snapshot)}: du står inte längre på tur."


def _reason(closing: Closing) -> Iterator[str]:
    if closing.closure is not None and closing.closure.reason is ClosureReason.ILL:
        yield "Orsak: sjukdom."


def done_by(case: HourCase, did: str) -> str:
    """”Karin Kulle har stängt.”"""
    return f"{actor_words(case.request.who.account, case.snapshot)} har {did}."


def _by(closing: Closing, case: HourCase) -> Iterator[str]:
    """Who has closed; not of somebody's own illness, which is nobody else's affair."""
    closure = closing.closure
    is_ill = closure is not None and closure.reason is ClosureReason.ILL
    if not (is_ill and _specialist(closing) == case.me):
        yield done_by(case, "stängt")


def _specialist(closing: Closing) -> str:
    one = closing.closure or closing.ended
    return one.specialist if one else ""


def _to_specialist(closing: Closing, case: HourCase) -> Delivery | None:
    who = _specialist(closing)
    if not closing.held or who == case.me:
        return None
    first, last = closing.held[0], closing.held[-1]
    when = dated_span(first, case.now)
    more = f", {len(closing.held)} gånger" if len(closing.held) > 1 else ""
    lines = [f"{when}{more}.", *_by(closing, case)]
    title = "Din konsulttid har stängts"
    return own_letter(
        who, title, lines, case,
        key=keys.hour_closed(closing.id, who), happens=first.start, ends=last.end,
        buttons=(letter_button("Visa dina konsulttider", links.see_hours()),),
    )  # fmt: skip


def own_letter(
    to: str,
    title: str,
    lines: Sequence[str],
    case: HourCase,
    *,
    key: str,
    happens: datetime,
    ends: datetime | None,
    buttons: tuple[LetterButton, ...] = (),
) -> Delivery | None:
    """A letter about what somebody has booked, waits for or holds; none to who acts."""
    if to == case.me:
        return None
    letter = Letter(topic=OWN_HOURS.topic, title=title, lines=tuple(lines), buttons=buttons)
    return case.snapshot.of(FOLLOWING).deliver(
        letter,
        to,
        key=key,
        now=case.request.now,
        happens=happens,
        usual=OWN_HOURS.usual(case.snapshot.people.get(to)),
        ends=ends,
        urgency=by_time(case.request.now, happens),
    )
