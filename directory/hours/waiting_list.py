"""Who waits for a slot that is taken, and who is offered one that is free again."""

from collections.abc import Callable, Iterable
from datetime import datetime

from directory.hours.availability import Slot, SlotState
from directory.hours.bookings import at_specialist
from directory.hours.holds import Hold, held_until
from directory.hours.offered import ConsultationHour
from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody waits for a slot of an hour: once, however often they ask.

    `passed_on`: the slots that they have let go by (`Hold.slot`); they are not offered again.
    `end`: until when they wait.
    """

    hour: str
    waiting: str
    unit: str
    topic: str
    since: datetime
    end: datetime
    passed_on: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """One for a person and an hour: who waits again takes the place of what was."""
        return self.id_of(self.hour, self.waiting)

    @staticmethod
    def id_of(hour: str, waiting: str) -> str:
        """The id of a person's place on the waiting list of an hour."""
        return f"{hour}@{waiting}"


def next_hold(
    slot: Slot,
    hour: ConsultationHour,
    waiting: Iterable[Waiting],
    now: datetime,
    may_have: Callable[[Waiting], bool],
) -> Hold | None:
    """The offer of a free slot to the first who waits, may use the hour and has not let it go by.

    It ends while the slot can still be booked and used; None where nobody can be offered it.
    """
    until = held_until(slot.start, hour.release.given_back, now)
    if until is None or slot.state is not SlotState.FREE:
        return None
    name = at_specialist(hour.specialist, slot.start)
    in_turn = sorted(waiting, key=lambda one: (one.since, one.id))
    for one in in_turn:
        open_ = one.hour == hour.id and now < one.end and slot.start < one.end
        if open_ and name not in one.passed_on and may_have(one):
            return Hold(
                hour=hour.id,
                specialist=hour.specialist,
                start=slot.start,
                end=slot.end,
                holder=one.waiting,
                until=until,
            )
    return None
