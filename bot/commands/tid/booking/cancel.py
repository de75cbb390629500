"""”Avboka”: the slot is free at once, or goes to the first who waits in the same transaction."""

from dataclasses import replace

from bot import links
from bot.cards import Actions, Button, Card, Heading, Notice
from bot.commands.tid.booking.booked import booking_data, title_of, unless_changed
from bot.commands.tid.case import HourCase, back, press
from bot.commands.tid.words import span_words
from bot.hours.letters import slot_cancelled
from bot.hours.serving import SERVES, Freed, served
from bot.questions.request import Reply
from directory.changes import Add, Keep
from directory.hours.bookings import Booking, BookingState

SURE = "ja"


def _cancel(booking: Booking, case: HourCase) -> Reply:
    if not case.get(SURE):
        return Reply(_ask(booking, case))
    now = case.request.now
    after = replace(booking, state=BookingState.CANCELLED, sequence=booking.sequence + 1)
    freed = served(booking.specialist, case.snapshot, now, Freed((after,)))
    offered = any(isinstance(change, Add) for change in freed.changes)
    onward = "Den erbjuds nu nästa på väntelistan." if offered else "Den är ledig för andra igen."
    says = f"Avbokad: {title_of(booking, case)}, {span_words(booking, case.now)}. {onward}"
    letters = (*slot_cancelled(after, case.snapshot, now), *freed.deliveries)
    card = Card((Notice(says), Actions((back(),))))
    return Reply(card, (Keep(after), *freed.changes), deliveries=letters, rests_on=SERVES)


cancel = unless_changed(_cancel)


def _ask(booking: Booking, case: HourCase) -> Card:
    sure = Button("Ja, avboka", press("avboka", booking_data(booking) | {SURE: "ja"}), primary=True)
    keep = Button("Behåll tiden", links.see_booking(booking.id))
    heading = Heading(f"Avboka {title_of(booking, case)}?", span_words(booking, case.now))
    return Card((heading, Actions((sure, keep))))
