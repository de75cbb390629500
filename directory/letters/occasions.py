"""Occasions: notices that are due at a time. Which of them are due depends only on `now`."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from directory.lazy.values import dataclass
from directory.letters.following import Following
from directory.letters.outbox import Delivery, Letter, Urgency
from directory.letters.subscriptions import Pace

_ALWAYS, _NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Something to notify somebody of, from `opens` until `closes` (exclusive).

    `key`: unique, so that it is sent once. `happens`, `usual`, `target`, `together`, `ends`,
    `urgency`: see `Following.deliver`. `letter`: called only when it is due.
    """

    to: str
    key: str
    happens: datetime
    letter: Callable[[], Letter]
    usual: Pace
    target: str = ""
    together: bool = False
    ends: datetime | None = None
    urgency: Urgency = Urgency.USUAL
    opens: datetime = _ALWAYS
    closes: datetime = _NEVER

    def is_open(self, now: datetime) -> bool:
        """Whether it is due at `now`."""
        return self.opens <= now < self.closes


def due_of(occasions: Iterable[Occasion], following: Following, now: datetime) -> list[Delivery]:
    """The deliveries due at `now`, already put or not, to those who have not turned them off."""
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
            ends=occasion.ends,
            urgency=occasion.urgency,
        )
        for occasion in occasions
        if occasion.is_open(now)
    )
    return [delivery for delivery in deliveries if delivery is not None]
