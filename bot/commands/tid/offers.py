"""What is offered to the asker: the hours of the coming week, and one of them."""

from collections.abc import Sequence
from datetime import timedelta

from bot.cards import Actions, Card, Option, Part, Schedule, ScheduleRow
from bot.commands.tid.case import HourCase, about, back, on_hour, press
from bot.commands.tid.hour_card import hour_parts
from bot.commands.tid.using import ways_to_use
from bot.commands.tid.words import span_words
from bot.hours.said import hour_words
from bot.questions.choices import folded_choices
from bot.questions.doing import Doing
from bot.questions.request import Reply
from directory.hours.availability import SlotState
from directory.hours.drop_in import Held, held
from directory.hours.kept import OFFERED
from directory.hours.offered import ConsultationHour
from directory.walltime.hours import Hours

WEEK = timedelta(days=7)


def coming(hour: ConsultationHour, case: HourCase) -> Sequence[Held]:
    """When it is held within a week after all, what runs now included."""
    return tuple(held(hour, case.diary(hour), Hours(case.now, case.now + WEEK), case.calendar))


def _offered(case: HourCase) -> Sequence[Part]:
    """The hours that the asker may use within a week, those that come first first."""
    offered = [
        (times[0], hour)
        for hour in case.snapshot.of(OFFERED).hours
        if case.may_use(hour) and (times := coming(hour, case))
    ]
    options = [_option(hour, first, case) for first, hour in sorted(offered, key=_when)]
    return folded_choices("Öppet för er den närmaste veckan", options) if options else ()


def _when(offered: tuple[Held, ConsultationHour]) -> tuple[Held, str]:
    return offered[0], offered[1].id


def _option(hour: ConsultationHour, first: Held, case: HourCase) -> Option:
    free = free_words(hour, case)
    detail = f"{span_words(first, case.now)}{f', {free}' if free else ''}"
    return Option(hour_words(hour, case.snapshot), press("visa", about(hour)), detail)


def free_words(hour: ConsultationHour, case: HourCase) -> str:
    """”3 lediga” within a week; nothing for an hour that is not booked."""
    if hour.slots is None:
        return ""
    slots = case.slots(hour, Hours(case.now, case.now + WEEK))
    free = sum(slot.state is SlotState.FREE for slot in slots)
    return {0: "inga lediga", 1: "1 ledig"}.get(free, f"{free} lediga")


def _show(hour: ConsultationHour, case: HourCase) -> Reply:
    held = tuple(ScheduleRow(span_words(one, case.now), "", "") for one in coming(hour, case))
    when: tuple[Part, ...] = (Schedule(held, "Den närmaste veckan"),) if held else ()
    parts = (*hour_parts(hour, case.snapshot), *when, *ways_to_use(hour, case))
    return Reply(Card((*parts, Actions((back(),)))))


OFFERS = Doing(actions={"visa": on_hour(_show)}, shown=_offered)
