"""What is done with deliveries just claimed: sent now or in a moment, put back, or failed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.delivery.buckets import Bucket, Rate
from bot.delivery.limits import Limits
from bot.delivery.route import addressee_of, route
from bot.delivery.sender import Addressee
from directory.outbox import Channel, Claimed
from directory.people import Person

RATES: Mapping[Channel, Rate] = {
    Channel.SLACK: Rate(per_second=5, burst=10),
    Channel.EMAIL: Rate(per_second=5, burst=5),
    Channel.WEB: Rate(per_second=10_000, burst=10_000),
}
"""For each process. Slack takes some hundred posts a minute from one app."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A delivery on its channel; `wait`: seconds until its turn. `last`: no channel comes after."""

    claimed: Claimed
    to: Addressee
    channel: Channel
    wait: float
    last: bool


@dataclass(slots=True)
class Plan:
    """For each claimed delivery one of three; `put_back` says when it may be claimed again."""

    errands: list[Errand] = field(default_factory=list)
    put_back: dict[str, datetime] = field(default_factory=dict)
    unreachable: list[Claimed] = field(default_factory=list)


class Planning:
    """Chooses channels and gives out turns; remembers how much each channel has been used."""

    def __init__(
        self, channels: Collection[Channel], rates: Mapping[Channel, Rate], limits: Limits
    ) -> None:
        self._channels = frozenset(channels)
        self._buckets = {one: Bucket(rates.get(one, RATES[one])) for one in Channel}
        self._limits = limits

    def plan(self, claimed: Sequence[Claimed], people: Mapping[str, Person], now: datetime) -> Plan:
        """What to do with each."""
        plan = Plan()
        for one in claimed:
            to = addressee_of(one.recipient, people)
            left = [channel for channel in self._way(one, to) if channel not in one.tried]
            if not left:
                plan.unreachable.append(one)
                continue
            wait = (self._buckets[left[0]].turn(now) - now).total_seconds()
            if wait > self._limits.patience:
                plan.put_back[one.id] = self._back(left[0], now)
            else:
                self._buckets[left[0]] = self._buckets[left[0]].taken(now)
                plan.errands.append(Errand(one, to, left[0], wait, last=len(left) == 1))
        return plan

    def _way(self, one: Claimed, to: Addressee) -> tuple[Channel, ...]:
        """The channel on which it is in doubt comes first: it is looked for there."""
        way = route(to, self._channels)
        doubtful = one.doubtful_on
        if doubtful in way:
            return (doubtful, *(channel for channel in way if channel is not doubtful))
        return way

    def _back(self, channel: Channel, now: datetime) -> datetime:
        self._buckets[channel], back = self._buckets[channel].put_back(
            now, self._limits.longest_put_back
        )
        return back

    def pause(self, channel: Channel, until: datetime) -> None:
        """The channel is left alone until then."""
        self._buckets[channel] = self._buckets[channel].paused(until)

    def open_at(self, channel: Channel) -> datetime:
        """The end of the channel's pause."""
        return self._buckets[channel].shut_until
