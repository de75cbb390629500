"""Who is offered a slot now, with the letters about it: for the job and for what frees a slot.

What is written rests on `SERVES`: who waits, what is booked, and what is offered at all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import datetime

from bot.hours.eligible import may_be_given
from bot.hours.letters import slot_offered
from directory.changes import Change
from directory.grouping import grouped
from directory.hours.availability import Diary
from directory.hours.bookings import Booking
from directory.hours.holds import Hold
from directory.hours.kept import BOOKED, OFFERED, QUEUED, diary
from directory.hours.offered import ConsultationHour
from directory.hours.offering import Offering, offering
from directory.hours.waiting_list import Waiting
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery
from directory.snapshot import Snapshot

SERVES = (OFFERED, BOOKED, QUEUED)


@dataclass(frozen=True, slots=True)
class Served:
    """What is offered now: what is written of it, and the letters to those who are offered."""

    changes: tuple[Change, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


NOBODY = Served()


@dataclass(frozen=True, slots=True)
class Freed:
    """What a decision changes before what is free then is offered on.

    `bookings`: as they will be. `let_go`: offers that are forgotten. `waiting`: those who wait, as
    they will be, and `gone` the ids of those who wait no longer.
    """

    bookings: tuple[Booking, ...] = ()
    let_go: tuple[Hold, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    gone: frozenset[str] = field(default_factory=frozenset)

    def diary(self, specialist: str, snapshot: Snapshot) -> Diary:
        """What stands in the specialist's way afterwards."""
        before = diary(specialist, snapshot.of(OFFERED), snapshot.of(BOOKED))
        changed = {booking.id for booking in self.bookings}
        theirs = (booking for booking in self.bookings if booking.specialist == specialist)
        others = (booking for booking in before.bookings if booking.id not in changed)
        return replace(
            before,
            bookings=(*others, *theirs),
            holds=tuple(hold for hold in before.holds if hold not in self.let_go),
        )

    def waiting_for(self, hours: Iterable[ConsultationHour], snapshot: Snapshot) -> list[Waiting]:
        """Who waits for any of the hours afterwards."""
        queues, changed = snapshot.of(QUEUED), {one.id: one for one in self.waiting}
        everybody = (one for hour in hours for one in queues.waiting_for(hour.id))
        return [changed.get(one.id, one) for one in everybody if one.id not in self.gone]


_NOTHING_FREED = Freed()


def served(
    specialist: str, snapshot: Snapshot, now: datetime, freed: Freed = _NOTHING_FREED
) -> Served:
    """What of the specialist's time is offered to those who wait, now or once it has been freed."""
    hours = [hour for hour in snapshot.of(OFFERED).hours if hour.specialist == specialist]
    waiting = freed.waiting_for(hours, snapshot)
    kept = freed.diary(specialist, snapshot)
    if not waiting and not kept.holds:
        return NOBODY
    offered = offering(
        hours,
        kept,
        waiting,
        snapshot.calendar,
        now,
        lambda hour, one: may_be_given(hour, one.waiting, snapshot),
    )
    return Served(offered.changes, tuple(_letters(offered, snapshot, now)))


def concerned(snapshot: Snapshot) -> Sequence[str]:
    """The specialists whose time somebody waits for, or has been offered: those to look at."""
    offered, queues = snapshot.of(OFFERED), snapshot.of(QUEUED)
    waited_for = grouped(queues.waiting, lambda one: one.hour)
    by_hour = [hour.specialist for hour in offered.hours if hour.id in waited_for]
    return sorted({*by_hour, *(hold.specialist for hold in snapshot.of(BOOKED).holds)})


def _letters(offered: Offering, snapshot: Snapshot, now: datetime) -> Iterator[Delivery]:
    for hold in offered.holds:
        letter = slot_offered(hold, snapshot, now)
        if letter is not None:
            yield letter
