"""”Flytta”: another slot of the service, in one transaction; what was had goes on to who waits."""

from collections.abc import Sequence
from dataclasses import replace

from bot import links
from bot.cards import Actions, Button, Card, Heading, Notice, Option, Part
from bot.commands.tid.booking.booked import (
    booking_card,
    booking_data,
    same_time,
    title_of,
    unless_changed,
)
from bot.commands.tid.booking.free import ahead, why_not
from bot.commands.tid.booking.making import ANYWAY, ask_anyway, clearing, slot_start
from bot.commands.tid.case import GONE, NOT_FOR_YOU, HourCase, back, press, refused
from bot.commands.tid.words import span_words
from bot.hours.letters import slot_moved
from bot.hours.said import hour_words
from bot.hours.serving import SERVES, Freed, served
from bot.questions.choices import folded_choices
from bot.questions.request import Reply
from directory.changes import Keep
from directory.hours.availability import Slot, SlotState, availability
from directory.hours.bookings import Booking
from directory.hours.kept import BOOKED, OFFERED
from directory.hours.offered import ConsultationHour
from directory.hours.waiting_list import Waiting
from directory.walltime.hours import Hours


def _move(booking: Booking, case: HourCase) -> Reply:
    """Which slot instead; with the slot, the move."""
    start = slot_start(case)
    if start is None:
        return Reply(_which(booking, case))
    hour = case.hour()
    if hour is None:
        return refused(GONE)
    if not case.may_use(hour):
        return refused(NOT_FOR_YOU)
    slots = _slots(hour, Hours.at(start), booking, case)
    slot = next((one for one in slots if one.start == start), None)
    if slot is None or slot.state is not SlotState.FREE:
        return Reply(_which(booking, case, why_not(slot, hour, case)))
    others = same_time(slot, case, but=booking.id)
    if others and not case.get(ANYWAY):
        return ask_anyway(others, "Flytta ändå", "flytta", _data(slot, booking), case)
    return _moved(booking, slot, hour, case)


move = unless_changed(_move)


def _slots(hour: ConsultationHour, span: Hours, booking: Booking, case: HourCase) -> Sequence[Slot]:
    """The hour's slots as they are without the booking, which may move over its own time."""
    kept = case.diary(hour)
    others = tuple(one for one in kept.bookings if one.id != booking.id)
    without = replace(kept, bookings=others)
    return availability(hour, without, span, case.calendar, case.now, for_holder=case.me)


def _data(slot: Slot, booking: Booking) -> dict[str, str]:
    where = {links.HOUR: slot.hour, links.START: slot.start.isoformat()}
    return booking_data(booking) | where


def _which(booking: Booking, case: HourCase, says: str = "") -> Card:
    parts: list[Part] = [Notice(says)] if says else []
    parts.append(Heading(f"Flytta {title_of(booking, case)}", span_words(booking, case.now)))
    choices = [part for hour in _hours(booking, case) for part in _choices(hour, booking, case)]
    keep = Button("Behåll tiden", links.see_booking(booking.id))
    nothing: list[Part] = [Notice("Ingen annan tid är ledig just nu. Din tid står kvar.")]
    return Card((*parts, *(choices or nothing), Actions((keep, back()))))


def _hours(booking: Booking, case: HourCase) -> list[ConsultationHour]:
    """Those of the service of its hour that the asker may use, its own first."""
    offered = case.snapshot.of(OFFERED)
    own = offered.hours.get(booking.hour)
    of_service = offered.of_service(own.service) if own else ()
    theirs = [hour for hour in of_service if hour.slots is not None and case.may_use(hour)]
    return sorted(theirs, key=lambda hour: hour.id != booking.hour)


def _choices(hour: ConsultationHour, booking: Booking, case: HourCase) -> Sequence[Part]:
    slots = _slots(hour, ahead(case), booking, case)
    free = [one for one in slots if one.state is SlotState.FREE and one.start != booking.start]
    options = [Option(span_words(s, case.now), press("flytta", _data(s, booking))) for s in free]
    return folded_choices(hour_words(hour, case.snapshot), options) if options else ()


def _moved(booking: Booking, slot: Slot, hour: ConsultationHour, case: HourCase) -> Reply:
    now = case.request.now
    after = replace(
        booking,
        hour=hour.id,
        specialist=hour.specialist,
        start=slot.start,
        end=slot.end,
        sequence=booking.sequence + 1,
    )
    let_go = tuple(
        hold
        for hold in case.snapshot.of(BOOKED).holds
        if hold.touches(slot) and hold.holder == case.me and hold.specialist == hour.specialist
    )
    gone = frozenset({Waiting.id_of(hour.id, case.me)})  # `clearing` takes them off the list
    freed = served(booking.specialist, case.snapshot, now, Freed((after,), let_go, gone=gone))
    changes = (*clearing(slot, hour, case), Keep(after), *freed.changes)
    letters = (*slot_moved(booking, after, case.snapshot, now), *freed.deliveries)
    says = f"Flyttad till {span_words(slot, case.now)}."
    card = booking_card(after, case, says)
    return Reply(card, changes, deliveries=letters, rests_on=SERVES)
