"""A slot that is kept for one who waits, for a while."""

from datetime import datetime, timedelta

from directory.hours.bookings import at_specialist, steps_at
from directory.lazy.values import dataclass
from directory.letters.preferences import undisturbed
from directory.walltime.hours import Lasting, check_span

LONGEST_HOLD = timedelta(hours=2)
LEAST_NOTICE = timedelta(minutes=15)
"""Nobody is offered a slot that begins sooner than so, since it could not be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Lasting):
    """The slot from `start` until `end` is offered to `holder`, and to nobody else, until `until`.

    It takes the time as a booking does, until it is forgotten: whoever books a slot whose offer has
    ended forgets the offer in the same transaction.
    """

    hour: str
    specialist: str
    start: datetime
    end: datetime
    holder: str
    until: datetime

    def __post_init__(self) -> None:
        check_span(self)

    @property
    def slot(self) -> str:
        """The name of what is offered, whoever it is offered to."""
        return at_specialist(self.specialist, self.start)

    @property
    def id(self) -> str:
        """One for a slot and a person: forgetting an offer forgets no later one to another."""
        return f"{self.slot}|{self.holder}"

    def stands(self, now: datetime) -> bool:
        """Whether the offer still holds."""
        return now < self.until


def held_steps(hold: Hold) -> frozenset[str]:
    """The five minutes of the specialist's that nobody else can have meanwhile."""
    return steps_at(hold.specialist, hold)


def held_until(start: datetime, given_back: timedelta, now: datetime) -> datetime | None:
    """Until when a slot can be offered to one who waits, in elapsed time.

    At most two hours, and never so long that it can no longer be booked or used; None where no
    offer can be made any more. In the night the two hours are those of the morning, where the slot
    is more than half a day away: nobody is woken for it, and nobody loses it asleep.
    """
    until = min(undisturbed(now, start) + LONGEST_HOLD, start - max(given_back, LEAST_NOTICE))
    return until if until > now else None
