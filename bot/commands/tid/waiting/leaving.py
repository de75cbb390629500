"""”Lämna väntelistan”: what was kept for the asker goes to the next in the same transaction."""

from bot.cards import Actions, Card, Notice
from bot.commands.tid.booking.making import waiting_of
from bot.commands.tid.case import HourCase, back, refused
from bot.commands.tid.waiting.offered import holds_of
from bot.hours.said import hour_words
from bot.hours.serving import SERVES, Freed, served
from bot.questions.request import Reply
from directory.changes import Change, Forget
from directory.hours.holds import Hold
from directory.hours.offered import ConsultationHour
from directory.hours.waiting_list import Waiting


def leave(hour: ConsultationHour, case: HourCase) -> Reply:
    """Forget the place, and with it the offers of the hour."""
    waiting = waiting_of(hour, case)
    if waiting is None:
        return refused("Du står inte på väntelistan.")
    held = tuple(hold for hold in holds_of(case) if hold.hour == hour.id)
    freed = Freed(let_go=held, gone=frozenset({waiting.id}))
    onward = served(hour.specialist, case.snapshot, case.request.now, freed) if held else None
    changes: list[Change] = [Forget(Waiting, waiting.id)]
    changes += [Forget(Hold, hold.id) for hold in held]
    changes += onward.changes if onward else ()
    says = f"Du har lämnat väntelistan: {hour_words(hour, case.snapshot)}."
    return Reply(
        Card((Notice(says), Actions((back(),)))),
        tuple(changes),
        deliveries=onward.deliveries if onward else (),
        rests_on=SERVES,
    )
