"""”Boka”: one tap, a topic, and the slot is the asker's once it is written."""

from collections.abc import Sequence
from datetime import datetime

from bot import links
from bot.cards import Actions, Button, Card, Notice, Tone
from bot.commands.tid.booking.booked import booking_card, same_time
from bot.commands.tid.booking.free import GONE, next_free, slot_at, why_not
from bot.commands.tid.case import NOT_FOR_YOU, HourCase, back, press, refused
from bot.commands.tid.topic import TOPIC, asks_topic, topic_of
from bot.commands.tid.words import span_words
from bot.hours.letters import slot_booked
from bot.hours.said import hour_words
from bot.hours.serving import SERVES, Freed, Served, served
from bot.questions.around import is_near
from bot.questions.request import Reply
from directory.changes import Add, Change, Forget
from directory.hours.availability import Slot, SlotState
from directory.hours.bookings import Booking
from directory.hours.holds import Hold
from directory.hours.kept import BOOKED, OFFERED, QUEUED
from directory.hours.naming import new_id
from directory.hours.offered import ConsultationHour
from directory.hours.waiting_list import Waiting
from directory.walltime.hours import Lasting

ANYWAY = "ändå"
OWN = "Det är din egen konsulttid."


def book(hour: ConsultationHour, case: HourCase) -> Reply:
    """Ask for the topic, then book. What has become of the slot meanwhile is said, with what is
    free instead; so it is to the second of two who take the last one at once."""
    if not case.may_use(hour):
        return refused(OWN if case.me == hour.specialist else NOT_FOR_YOU)
    start = slot_start(case)
    if start is None:
        return refused(GONE)
    slot = slot_at(hour, start, case)
    mine = _mine_at(hour, start, case)
    if mine is not None:
        return Reply(booking_card(mine, case, "Du har redan bokat tiden."))
    if slot is None or slot.state is not SlotState.FREE:
        return not_to_be_had(slot, hour, case)
    when = span_words(slot, case.now)
    data = {links.HOUR: hour.id, links.START: start.isoformat(), ANYWAY: case.get(ANYWAY)}
    if not case.get(TOPIC) and (waits := waiting_of(hour, case)):
        case = case.answering(TOPIC, waits.topic)
    asks = asks_topic(f"Boka {when}", press("boka", data), hour, case, "Boka")
    return asks or _judged(slot, hour, case)


def slot_start(case: HourCase) -> datetime | None:
    """The beginning of the slot that the button names."""
    start = case.request.moment(links.START)
    return start if start is not None and is_near(start, case.now) else None


def not_to_be_had(slot: Slot | None, hour: ConsultationHour, case: HourCase) -> Reply:
    """Why not, and the next free ones; the topic that was written is carried along."""
    parts = next_free(hour, case, topic_of(case))
    return refused(why_not(slot, hour, case), *parts)


def _mine_at(hour: ConsultationHour, start: datetime, case: HourCase) -> Booking | None:
    return next(
        (
            booking
            for booking in case.snapshot.of(BOOKED).booked_by(case.me)
            if booking.specialist == hour.specialist
            and booking.takes_time
            and booking.start == start
        ),
        None,
    )


def _judged(slot: Slot, hour: ConsultationHour, case: HourCase) -> Reply:
    others = same_time(slot, case)
    if others and not case.get(ANYWAY):
        data = {TOPIC: topic_of(case), links.HOUR: hour.id, links.START: slot.start.isoformat()}
        return ask_anyway(others, "Boka ändå", "boka", data, case)
    return _booked(slot, hour, case)


def ask_anyway(
    others: Sequence[Booking], label: str, action: str, data: dict[str, str], case: HourCase
) -> Reply:
    """Whether they want two things at the same time."""
    had = "; ".join(f"{_title(one, case)} {span_words(one, case.now)}" for one in others)
    says = Notice(f"Du har redan en konsulttid då: {had}.", Tone.WARNING)
    sure = Button(label, press(action, data | {ANYWAY: "ja"}), primary=True)
    return Reply(Card((says, Actions((sure, back())))))


def _title(booking: Booking, case: HourCase) -> str:
    hour = case.snapshot.of(OFFERED).hours.get(booking.hour)
    return hour_words(hour, case.snapshot) if hour else "konsulttid"


def _booked(slot: Slot, hour: ConsultationHour, case: HourCase) -> Reply:
    who, now = case.request.who, case.request.now
    unit = who.unit or who.home
    booking = Booking(
        id=new_id(who.account, now.isoformat(), hour.id, slot.start.isoformat()),
        hour=hour.id,
        specialist=hour.specialist,
        start=slot.start,
        end=slot.end,
        booked_by=case.me,
        unit=unit.id if unit else "",
        topic=topic_of(case),
        made=now,
    )
    cleared = clearing(slot, hour, case)
    moved_on = serving_others(booking, slot, hour, case)
    changes: list[Change] = [*cleared, Add(booking), *moved_on.changes]
    letters = (*slot_booked(booking, case.snapshot, now), *moved_on.deliveries)
    rests = SERVES if moved_on.changes else (OFFERED,)
    card = booking_card(booking, case, f"Bokat: {span_words(slot, case.now)}.")
    return Reply(card, tuple(changes), deliveries=letters, rests_on=rests)


def clearing(slot: Lasting, hour: ConsultationHour, case: HourCase) -> list[Change]:
    """What stands in the way only by name: offers that have ended, the asker's own, and their place
    on the waiting list of the hour."""
    holds = case.snapshot.of(BOOKED).holds
    in_the_way = [
        hold
        for hold in holds
        if hold.specialist == hour.specialist
        and hold.touches(slot)
        and (hold.holder == case.me or not hold.stands(case.now))
    ]
    waits = waiting_of(hour, case)
    gone = [Forget(Waiting, waits.id)] if waits else []
    return [*(Forget(Hold, hold.id) for hold in in_the_way), *gone]


def waiting_of(hour: ConsultationHour, case: HourCase) -> Waiting | None:
    """The asker's place on the waiting list of the hour, if they have one."""
    return case.snapshot.of(QUEUED).waiting.get(Waiting.id_of(hour.id, case.me))


def serving_others(
    booking: Booking, slot: Lasting, hour: ConsultationHour, case: HourCase
) -> Served:
    """Other slots of the hour that were kept for the asker go on to the next who waits."""
    elsewhere = tuple(
        hold
        for hold in case.snapshot.of(BOOKED).holds
        if hold.hour == hour.id and hold.holder == case.me and not hold.touches(slot)
    )
    if not elsewhere:
        return Served()
    freed = Freed((booking,), elsewhere, gone=frozenset({Waiting.id_of(hour.id, case.me)}))
    after = served(hour.specialist, case.snapshot, case.request.now, freed)
    return Served(
        (*(Forget(Hold, hold.id) for hold in elsewhere), *after.changes), after.deliveries
    )
