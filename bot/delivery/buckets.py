"""How fast a channel may be used: a steady rate, bursts, and pauses that it asks for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from directory.lazy.values import dataclass

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `burst` at once and `per_second` on average, for each process.

    `under_way`: how many may be on their way at the same time; a slow channel holds up no other.
    """

    per_second: float
    burst: int
    under_way: int = 30

    @property
    def interval(self) -> timedelta:
        """The average time between two deliveries."""
        return timedelta(seconds=1 / self.per_second)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A channel's tokens. `next`: when the next one would come if none were saved up.

    `shut_until`: the end of a pause that the channel asked for. `last_put_back`: when the delivery
    last put back is due, so that those return one by one.
    """

    rate: Rate
    next: datetime = _LONG_AGO
    shut_until: datetime = _LONG_AGO
    last_put_back: datetime = _LONG_AGO

    def turn(self, now: datetime) -> datetime:
        """When the next delivery may be sent."""
        saved = self.rate.interval * (self.rate.burst - 1)
        return max(now, self.next - saved, self.shut_until)

    def taken(self, now: datetime) -> "Bucket":
        """The bucket after one more delivery has been given its turn."""
        return replace(self, next=max(self.next, now) + self.rate.interval)

    def put_back(self, now: datetime, longest: timedelta) -> tuple["Bucket", datetime]:
        """The bucket after a delivery has been put back, and when that is due again: within
        `longest` if its turn comes by then, as others may have made room."""
        turn = self.turn(now)
        back = min(max(turn, self.last_put_back) + self.rate.interval, max(turn, now + longest))
        return replace(self, last_put_back=back), back

    def paused(self, until: datetime) -> "Bucket":
        """The bucket with a pause and no burst right after it; a pause is never shortened."""
        saved = self.rate.interval * (self.rate.burst - 1)
        shut = max(self.shut_until, until)
        return replace(self, shut_until=shut, next=max(self.next, shut + saved))

    def opened(self) -> "Bucket":
        """The bucket without its pause, and with all its tokens."""
        return Bucket(self.rate)
