"""What can be done with an hour by who may use it: its free slots, its line, its waiting list."""

from collections.abc import Sequence

from bot import links
from bot.cards import Actions, Button, Notice, Part
from bot.commands.tid.booking.free import ahead, free_slots, slot_choices, waiting_choice
from bot.commands.tid.case import HourCase
from bot.commands.tid.line.place import my_place
from directory.hours.drop_in import open_now
from directory.hours.kept import QUEUED
from directory.hours.line import in_order
from directory.hours.offered import ConsultationHour


def ways_to_use(hour: ConsultationHour, case: HourCase) -> Sequence[Part]:
    """One tap each; nothing for those whom it is not open for."""
    if not case.may_use(hour) or case.me == hour.specialist:
        return ()
    if hour.slots is None:
        return _line(hour, case)
    free = free_slots(hour, ahead(case), case)
    return slot_choices(hour, free, case) if free else waiting_choice([hour], case)


def _line(hour: ConsultationHour, case: HourCase) -> Sequence[Part]:
    if my_place(hour, case) is not None:
        return (Actions((Button("Visa min plats i kön", links.see_line(hour.id)),)),)
    opened = open_now(hour, case.diary(hour), case.calendar, case.now)
    if opened is None:
        return ()
    places = case.snapshot.of(QUEUED).places_of(hour.id)
    waiting = len(in_order(one for one in places if one.sitting == opened.sitting.id))
    says = Notice(f"{waiting} väntar i kön." if waiting else "Ingen väntar i kön.")
    return says, Actions((Button("Ställ dig i kön", links.join_line(hour.id), primary=True),))
