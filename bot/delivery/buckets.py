"""How fast a channel may be used: a steady rate, a burst saved up, a pause that it asks for."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `burst` at once, and `per_second` in the long run; for each process."""

    per_second: float
    burst: int

    @property
    def interval(self) -> timedelta:
        """From one to the next in the long run."""
        return timedelta(seconds=1 / self.per_second)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A channel's tokens, written as when the next would be there if none were saved up.

    `shut_until`: the channel has asked for a pause. `last_put_back`: the turn of the last that was
    put back, so that those come back one by one.
    """

    rate: Rate
    next: datetime = _LONG_AGO
    shut_until: datetime = _LONG_AGO
    last_put_back: datetime = _LONG_AGO

    def turn(self, now: datetime) -> datetime:
        """When the next may go."""
        saved = self.rate.interval * (self.rate.burst - 1)
        return max(now, self.next - saved, self.shut_until)

    def taken(self, now: datetime) -> "Bucket":
        """After one has been given its turn."""
        return replace(self, next=max(self.next, now) + self.rate.interval)

    def put_back(self, now: datetime, longest: timedelta) -> tuple["Bucket", datetime]:
        """After one has been put back, and when it is to come back: after the `longest` if it has
        its turn by then, as others may have made room."""
        turn = self.turn(now)
        back = min(max(turn, self.last_put_back) + self.rate.interval, max(turn, now + longest))
        return replace(self, last_put_back=back), back

    def paused(self, until: datetime) -> "Bucket":
        """Nothing until then, and no burst just after; a pause is never shortened."""
        saved = self.rate.interval * (self.rate.burst - 1)
        shut = max(self.shut_until, until)
        return replace(self, shut_until=shut, next=max(self.next, shut + saved))
