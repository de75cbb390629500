"""What the asker is offered from the waiting list, and ”Nej tack”: the next has it at once."""

from collections.abc import Sequence
from dataclasses import replace

from bot import links
from bot.cards import Actions, Button, Card, Choices, Notice, Option, Part
from bot.commands.tid.booking.making import slot_start, waiting_of
from bot.commands.tid.case import HourCase, about, back, press, refused
from bot.commands.tid.waiting.joining import number_in_list
from bot.commands.tid.words import span_words
from bot.hours.said import hour_words
from bot.hours.serving import SERVES, Freed, served
from bot.questions.request import Reply
from directory.changes import Change, Forget, Keep
from directory.hours.holds import Hold
from directory.hours.kept import BOOKED, OFFERED, QUEUED
from directory.hours.offered import ConsultationHour
from directory.walltime.said import until_words

ENDED = "Erbjudandet gäller inte längre. Står du kvar på väntelistan får du nästa lediga tid."


def holds_of(case: HourCase) -> list[Hold]:
    """The slots that are kept for the asker now."""
    holds = case.snapshot.of(BOOKED).holds
    return [one for one in holds if one.holder == case.me and one.stands(case.now)]


def shown(case: HourCase) -> Sequence[Part]:
    """What is offered to the asker, first of all; then what they wait for."""
    parts: list[Part] = []
    for hold in holds_of(case):
        hour = case.snapshot.of(OFFERED).hours.get(hold.hour)
        if hour is not None and case.may_use(hour):
            parts.append(_offer(hold, hour, case))
    options = tuple(_waits(case))
    return [*parts, Choices("Du väntar på", options)] if options else parts


def _offer(hold: Hold, hour: ConsultationHour, case: HourCase) -> Part:
    title = f"{hour_words(hour, case.snapshot)} {span_words(hold, case.now)}"
    until = until_words(hold.until, case.now)
    return Choices(
        f"Ledig för dig till {until}: {title}",
        (
            Option("Boka tiden", links.book_slot(hour.id, hold.start)),
            Option("Nej tack", links.let_offer_go(hour.id, hold.start)),
        ),
    )


def _waits(case: HourCase) -> list[Option]:
    offered, queues = case.snapshot.of(OFFERED), case.snapshot.of(QUEUED)
    mine = [one for one in queues.waiting if one.waiting == case.me and case.now < one.end]
    return [
        Option(
            hour_words(hour, case.snapshot),
            press("vänta", about(hour)),
            f"plats {number_in_list(one, case)} på väntelistan",
        )
        for one in mine
        if (hour := offered.hours.get(one.hour)) is not None
    ]


def let_go(hour: ConsultationHour, case: HourCase) -> Reply:
    """The offer is given up and made to the next in the same transaction; the place is kept."""
    start = slot_start(case)
    hold = next((one for one in holds_of(case) if one.hour == hour.id and one.start == start), None)
    if hold is None:
        return refused(ENDED)
    waiting = waiting_of(hour, case)
    after = replace(waiting, passed_on=waiting.passed_on | {hold.slot}) if waiting else None
    kept = (after,) if after else ()
    onward = served(
        hour.specialist, case.snapshot, case.request.now, Freed(let_go=(hold,), waiting=kept)
    )
    changes: tuple[Change, ...] = (Forget(Hold, hold.id), *map(Keep, kept), *onward.changes)
    says = "Tack, tiden går till nästa."
    stays = " Du står kvar på väntelistan." if waiting else ""
    leave = Button("Lämna väntelistan", press("lämna-väntelistan", about(hour)))
    ways_on = ((leave,) if waiting else ()) + (back(),)
    card = Card((Notice(f"{says}{stays}"), Actions(ways_on)))
    return Reply(card, changes, deliveries=onward.deliveries, rests_on=SERVES)
