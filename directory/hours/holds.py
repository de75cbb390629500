"""A slot that is kept for one who waits, for a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from directory.walltime.hours import Lasting, check_span

LONGEST_HOLD = timedelta(hours=2)
LEAST_NOTICE = timedelta(minutes=15)
"""Nobody is offered a slot that begins sooner than so, since it could not be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Lasting):
    """The slot from `start` until `end` is offered to `holder`, and to nobody else, until `until`.

    The store refuses a second hold of the same id: there is one for each slot.
    """

    id: str
    hour: str
    specialist: str
    start: datetime
    end: datetime
    holder: str
    until: datetime

    def __post_init__(self) -> None:
        check_span(self)

    def stands(self, now: datetime) -> bool:
        """Whether the offer still holds."""
        return now < self.until


def held_until(start: datetime, given_back: timedelta, now: datetime) -> datetime | None:
    """Until when a slot can be offered to one who waits, in elapsed time.

    At most two hours, and never so long that it can no longer be booked or used; None where no
    offer can be made any more.
    """
    until = min(now + LONGEST_HOLD, start - max(given_back, LEAST_NOTICE))
    return until if until > now else None
