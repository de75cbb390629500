"""How long each step may take, so that the work of a killed process is taken over in time."""

from collections.abc import Callable
from datetime import timedelta

from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of a worker; those that are no timedelta are in seconds.

    A delivery is claimed for `lease`. Waiting for its turn (`patience`), looking for it where it is
    in doubt (`find`) and sending it as fast as chat does (`send`) fit within that: a worker is done
    with it before another can claim it. What takes longer has its lease renewed; with less than
    `send` left of it nothing begins to be sent. What must wait longer for its turn is put back, for
    `longest_put_back` at most. `retried_for`: how long one channel is tried.

    An urgent letter that has waited for its channel for `urgent_waits` is tried on the others too,
    in turn. What may have been sent by it is looked for first, but no longer than `urgent_doubt`.

    `repeats`: how long after each attempt that may have sent a letter it is sent again with the
    same id, on a channel that cannot be asked; after the last a person decides. `urgent_repeats`:
    the same for urgent letters, where none is worse than two.
    """

    at_once: int = 40
    lease: timedelta = timedelta(seconds=20)
    patience: float = 2.0
    find: float = 5.0
    send: float = 10.0
    longest_put_back: timedelta = timedelta(minutes=2)
    poll: float = 1.0
    measured_every: float = 15.0
    first_again: timedelta = timedelta(seconds=2)
    longest_again: timedelta = timedelta(minutes=10)
    retried_for: timedelta = timedelta(hours=24)
    urgent_waits: timedelta = timedelta(minutes=3)
    urgent_doubt: timedelta = timedelta(minutes=10)
    repeats: tuple[timedelta, ...] = (timedelta(hours=1), timedelta(hours=4))
    urgent_repeats: tuple[timedelta, ...] = (timedelta(minutes=10), timedelta(hours=1))

    def __post_init__(self) -> None:
        if self.patience + self.find + self.send > self.lease.total_seconds():
            raise ValueError("a lease must hold for waiting, looking and sending")

    def again_in(
        self, attempts: int, random: Callable[[], float], *, urgent: bool = False
    ) -> timedelta:
        """How long to wait after so many attempts: at random, up to a limit that doubles."""
        doubled = self.first_again * 2.0 ** min(attempts - 1, 16)
        longest = min(self.longest_again, self.urgent_waits) if urgent else self.longest_again
        return min(doubled, longest) * random()
