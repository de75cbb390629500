"""Occasions: what is to be told by the clock. Which of them are due is a function of time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from directory.letters.following import Following
from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Pace

_ALWAYS, _NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Something to tell somebody from `opens` on, and not from `closes` on.

    `key`: unique, so that it is told once. `happens`, `usual`, `target`, `together`: as
    `Following.deliver` has them. `letter`: written only when it is due.
    """

    to: str
    key: str
    happens: datetime
    letter: Callable[[], Letter]
    usual: Pace
    target: str = ""
    together: bool = False
    opens: datetime = _ALWAYS
    closes: datetime = _NEVER

    def is_open(self, now: datetime) -> bool:
        """Whether it is the time to tell of it."""
        return self.opens <= now < self.closes


def due_of(occasions: Iterable[Occasion], following: Following, now: datetime) -> list[Delivery]:
    """What is to be told at `now`, to those who want to be told, whether it has been or not."""
    deliveries = (
        following.deliver(
            occasion.letter(),
            occasion.to,
            key=occasion.key,
            now=now,
            happens=occasion.happens,
            usual=occasion.usual,
            target=occasion.target,
            together=occasion.together,
        )
        for occasion in occasions
        if occasion.is_open(now)
    )
    return [delivery for delivery in deliveries if delivery is not None]
