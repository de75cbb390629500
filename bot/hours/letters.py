"""Letters about slots: to those who are offered one, and to the specialists whose time it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot import links
from bot.hours.matters import of_hold
from bot.hours.said import hour_words
from bot.hours.topics import OWN_HOURS
from bot.letters import keys
from bot.letters.card import letter_button
from bot.texts import quoted, unit_words
from directory.hours.bookings import Booking
from directory.hours.holds import Hold
from directory.hours.kept import OFFERED
from directory.hours.offered import ConsultationHour
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery, Letter, LetterButton, Urgency
from directory.letters.preferences import by_time, undisturbed
from directory.snapshot import Snapshot
from directory.walltime.said import dated_span, until_words


def slot_offered(hold: Hold, snapshot: Snapshot, now: datetime) -> Delivery | None:
    """That a slot is free and kept for them a while. In the night it waits for the morning, as the
    offer does, where the slot is more than half a day away."""
    hour = snapshot.of(OFFERED).hours.get(hold.hour)
    if hour is None:
        return None
    lines = (
        f"{hour_words(hour, snapshot)}: {dated_span(hold, now)}.",
        f"Tiden hålls åt dig till {until_words(hold.until, now)}. Sedan går den till nästa.",
    )
    buttons = (
        letter_button("Boka tiden", links.book_slot(hour.id, hold.start)),
        letter_button("Nej tack", links.let_offer_go(hour.id, hold.start)),
    )
    letter = Letter(
        topic=OWN_HOURS.topic,
        title="En konsulttid är ledig för dig",
        lines=lines,
        buttons=buttons,
        matter=of_hold(hold),
    )
    key = keys.slot_offered(hold.id, hold.until, hold.holder)
    delivery = _to(hold.holder, letter, key, snapshot, now, hold.until, Urgency.URGENT)
    return delivery and replace(delivery, due=max(delivery.due, undisturbed(now, hold.start)))


def slot_booked(booking: Booking, snapshot: Snapshot, now: datetime) -> Sequence[Delivery]:
    """To the specialist: somebody has booked a slot of theirs."""
    return _to_specialist("Ny bokning", booking, booking, snapshot, now)


def slot_moved(
    before: Booking, after: Booking, snapshot: Snapshot, now: datetime
) -> Sequence[Delivery]:
    """To the specialist whose slot it was, and to the one whose it is: one letter to each."""
    was = f"Tiden var {dated_span(before, now)}."
    if before.specialist == after.specialist:
        return _to_specialist("Flyttad bokning", after, after, snapshot, now, was)
    return (
        *_to_specialist("Bokning flyttad till någon annan", before, after, snapshot, now),
        *_to_specialist("Ny bokning", after, after, snapshot, now),
    )


def slot_cancelled(booking: Booking, snapshot: Snapshot, now: datetime) -> Sequence[Delivery]:
    """To the specialist: the slot is free again."""
    return _to_specialist("Avbokad konsulttid", booking, booking, snapshot, now)


def _to_specialist(
    title: str, booking: Booking, newest: Booking, snapshot: Snapshot, now: datetime, *more: str
) -> Sequence[Delivery]:
    """`newest`: the booking as it is after the change, by which the letter is told from others."""
    hour = snapshot.of(OFFERED).hours.get(booking.hour)
    if hour is None or booking.specialist == booking.booked_by:
        return ()
    unit, person = snapshot.units.get(booking.unit), snapshot.people.get(booking.booked_by)
    asker = (person.shown_as("") if person else "", unit_words(unit) if unit else "")
    lines = [
        f"{hour_words(hour, snapshot)}: {dated_span(booking, now)}.",
        f"Ämne: {quoted(booking.topic)}",
        *([f"Från {', '.join(filter(None, asker))}."] if any(asker) else []),
        *more,
    ]
    letter = Letter(topic=OWN_HOURS.topic, title=title, lines=tuple(lines), buttons=_see(hour))
    key = keys.slot_changed(newest.id, newest.sequence, str(newest.state), booking.specialist)
    urgency = by_time(now, booking.start)
    delivery = _to(booking.specialist, letter, key, snapshot, now, booking.end, urgency)
    return (delivery,) if delivery else ()


def _see(hour: ConsultationHour) -> tuple[LetterButton, ...]:
    return (letter_button("Visa konsulttiden", links.see_hour(hour.id)),)


def _to(
    recipient: str,
    letter: Letter,
    key: str,
    snapshot: Snapshot,
    now: datetime,
    ends: datetime,
    urgency: Urgency,
) -> Delivery | None:
    """`ends`: until when it can wait, and from when it is of no use."""
    return snapshot.of(FOLLOWING).deliver(
        letter,
        recipient,
        key=key,
        now=now,
        happens=ends,
        usual=OWN_HOURS.usual(snapshot.people.get(recipient)),
        ends=ends,
        urgency=urgency,
    )
