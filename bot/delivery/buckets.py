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

    `shut_until`: the channel has asked for a pause. `put_off`: the turn of the last who was sent
    away, so that those come back one by one.
    """

    rate: Rate
    next: datetime = _LONG_AGO
    shut_until: datetime = _LONG_AGO
    put_off: datetime = _LONG_AGO

    def turn(self, now: datetime) -> datetime:
        """When the next may go."""
        saved = self.rate.interval * (self.rate.burst - 1)
        return max(now, self.next - saved, self.shut_until)

    def taken(self, now: datetime) -> "Bucket":
        """After one has been given its turn."""
        return replace(self, next=max(self.next, now) + self.rate.interval)

    def after(self, now: datetime, within: timedelta) -> tuple["Bucket", datetime]:
        """After one has been sent away, and when it is to come back: no later than `within` if it
        has its turn by then, as others may have made room."""
        turn = self.turn(now)
        back = min(max(turn, self.put_off) + self.rate.interval, max(turn, now + within))
        return replace(self, put_off=back), back

    def paused(self, until: datetime) -> "Bucket":
        """Nothing until then, and no burst just after; a pause is never shortened."""
        saved = self.rate.interval * (self.rate.burst - 1)
        shut = max(self.shut_until, until)
        return replace(self, shut_until=shut, next=max(self.next, shut + saved))
