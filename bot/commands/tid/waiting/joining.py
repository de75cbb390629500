"""”Ställ dig på väntelistan”: where nothing of an hour is free."""

from datetime import timedelta

from bot.cards import Actions, Button, Card, Facts, Heading, Notice
from bot.commands.tid.booking.free import ahead, free_slots, slot_choices
from bot.commands.tid.booking.making import OWN, waiting_of
from bot.commands.tid.case import NOT_FOR_YOU, HourCase, about, back, press, refused
from bot.commands.tid.topic import asks_topic, topic_of
from bot.hours.said import hour_words
from bot.questions.request import Reply
from directory.changes import Keep
from directory.hours.kept import OFFERED, QUEUED
from directory.hours.offered import ConsultationHour
from directory.hours.waiting_list import Waiting
from directory.walltime.said import dated_words

FOR = timedelta(days=28)
"""How long somebody waits who does not leave the list."""
_OFFERED = (
    "Blir en tid ledig får du ett brev. Den hålls då åt dig i högst två timmar, sedan går den till"
    " nästa. Väntar du på svar om en patient: ring i stället."
)


def join(hour: ConsultationHour, case: HourCase) -> Reply:
    """Ask for the topic, then keep the place; a free slot is shown instead."""
    if not case.may_use(hour):
        return refused(OWN if case.me == hour.specialist else NOT_FOR_YOU)
    if hour.slots is None:
        return refused("Konsulttiden bokas inte. Ställ dig i kön när den är öppen.")
    place = waiting_of(hour, case)
    if place is not None:
        return Reply(_card(place, hour, case, "Du står på väntelistan."))
    free = free_slots(hour, ahead(case), case)
    if free:
        says = Notice("Det finns lediga tider, så du behöver inte vänta.")
        return Reply(Card((says, *slot_choices(hour, free, case), Actions((back(),)))))
    title = f"Väntelista: {hour_words(hour, case.snapshot)}"
    asks = asks_topic(title, press("vänta", about(hour)), hour, case, "Ställ mig på listan")
    return asks or _joined(hour, case)


def _joined(hour: ConsultationHour, case: HourCase) -> Reply:
    who, now = case.request.who, case.request.now
    unit = who.unit or who.home
    waiting = Waiting(
        hour=hour.id,
        waiting=case.me,
        unit=unit.id if unit else "",
        topic=topic_of(case),
        since=now,
        end=now + FOR,
    )
    card = _card(waiting, hour, case, "Du står nu på väntelistan.")
    return Reply(card, (Keep(waiting),), rests_on=(OFFERED,))


def _card(waiting: Waiting, hour: ConsultationHour, case: HourCase, says: str) -> Card:
    facts = Facts(
        (
            ("Plats", str(number_in_list(waiting, case))),
            ("Ämne", waiting.topic),
            ("Till och med", dated_words(waiting.end, case.now)),
        )
    )
    leave = Button("Lämna väntelistan", press("lämna-väntelistan", about(hour)))
    heading = Heading(hour_words(hour, case.snapshot))
    return Card((Notice(says), heading, facts, Notice(_OFFERED), Actions((leave, back()))))


def number_in_list(waiting: Waiting, case: HourCase) -> int:
    """How many stand before and with them: 1 is the first."""
    others = case.snapshot.of(QUEUED).waiting_for(waiting.hour)
    before = [one for one in others if (one.since, one.id) < (waiting.since, waiting.id)]
    return len(before) + 1
