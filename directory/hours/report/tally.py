"""Counts of consultation hours, and how long people waited."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil
from statistics import median

from directory.lazy.values import dataclass

_NONE = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of some hours in some time.

    `held`: how long they were held, closures not counted. `offered`: slots that could be booked;
    of them `booked`, `free` still, or `released` to the specialist since nobody booked them.
    `cancelled` by who had booked, `called_off` by the specialist. Of those who `joined` a line some
    were `answered`, some `left`, some were `turned_away`; `waits`: how long each who was answered
    had waited.
    """

    held: timedelta = _NONE
    booked: int = 0
    free: int = 0
    released: int = 0
    cancelled: int = 0
    called_off: int = 0
    joined: int = 0
    answered: int = 0
    left: int = 0
    turned_away: int = 0
    waits: tuple[timedelta, ...] = ()

    @property
    def offered(self) -> int:
        """The slots that could be booked, booked or not."""
        return self.booked + self.free + self.released

    @property
    def fill(self) -> float | None:
        """The share of what was offered that was booked, 0 to 1; None where nothing was."""
        return self.booked / self.offered if self.offered else None

    @property
    def median_wait(self) -> timedelta | None:
        """Half of those who were answered waited no longer; None where nobody was."""
        seconds = [wait.total_seconds() for wait in self.waits]
        return timedelta(seconds=median(seconds)) if seconds else None

    @property
    def long_wait(self) -> timedelta | None:
        """Nine of ten waited no longer (the 90th percentile, nearest rank)."""
        ranked = sorted(self.waits)
        return ranked[ceil(len(ranked) * 0.9) - 1] if ranked else None

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            held=self.held + other.held,
            booked=self.booked + other.booked,
            free=self.free + other.free,
            released=self.released + other.released,
            cancelled=self.cancelled + other.cancelled,
            called_off=self.called_off + other.called_off,
            joined=self.joined + other.joined,
            answered=self.answered + other.answered,
            left=self.left + other.left,
            turned_away=self.turned_away + other.turned_away,
            waits=self.waits + other.waits,
        )


NOTHING = Tally()


def total(tallies: Sequence[Tally]) -> Tally:
    """All of them as one."""
    return sum(tallies, start=NOTHING)
