"""Decides for each claimed delivery: send it, now or in a moment, put it back, or fail it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.delivery.buckets import Bucket
from bot.delivery.choosing import chosen, left_for, waits_until
from bot.delivery.limits import Limits
from bot.delivery.route import addressee_of, route
from bot.delivery.sender import Addressee, Sender
from directory.catalogue.people import Person
from directory.lazy.values import dataclass
from directory.letters.matters import IsSo, always_so
from directory.letters.outbox import Claimed, check_readable

_SOON = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Errand:
    """A delivery and its sender. `wait`: seconds until its turn. `last`: the last sender to try."""

    claimed: Claimed
    to: Addressee
    sender: Sender
    wait: float
    last: bool


@dataclass(slots=True)
class ClaimPlan:
    """Each claimed delivery is in one of the five. `put_back`: when it is due again, by id.

    `expired`: of no use any more, and nobody can be asked whether it was sent. `moot`: what it says
    is no longer so.
    """

    errands: list[Errand] = field(default_factory=list)
    put_back: dict[str, datetime] = field(default_factory=dict)
    without_a_way: list[Claimed] = field(default_factory=list)
    expired: list[Claimed] = field(default_factory=list)
    moot: list[Claimed] = field(default_factory=list)


class Planning:
    """Chooses senders and gives out turns; remembers how much each channel has been used."""

    def __init__(
        self, senders: Sequence[Sender], limits: Limits, apart: Apart, is_so: IsSo = always_so
    ) -> None:
        self._senders = senders
        self._buckets = {sender.name: Bucket(sender.rate) for sender in senders}
        self._paused: dict[str, datetime] = {}
        self._limits = limits
        self._apart = apart
        self._is_so = is_so

    def plan(
        self,
        claimed: Sequence[Claimed],
        people: Mapping[str, Person],
        now: datetime,
        under_way: Mapping[str, int],
    ) -> ClaimPlan:
        """What is to become of each, the urgent first; one whose way fails is put back for a while.

        `under_way`: how many are being sent now, by channel.
        """
        plan, used = ClaimPlan(), Counter(under_way)
        for delivery in sorted(claimed, key=lambda one: not one.is_urgent):
            item = RoundItem(ItemKind.LETTER, delivery.id)
            with self._apart.alone(item, now):
                self._plan(delivery, addressee_of(delivery.recipient, people), plan, now, used)
            again = self._apart.again(item, now)
            if again is not None:
                plan.put_back[delivery.id] = again
        return plan

    def _plan(
        self,
        delivery: Claimed,
        to: Addressee,
        plan: ClaimPlan,
        now: datetime,
        used: Counter[str],
    ) -> None:
        check_readable(delivery.letter)
        if not self._is_so(delivery.letter, now):
            plan.moot.append(delivery)
            return
        left = left_for(delivery, route(to, self._senders))
        if delivery.has_ended(now) and not _can_be_asked(delivery, left):
            plan.expired.append(delivery)
            return
        if not left:
            plan.without_a_way.append(delivery)
            return
        sender = chosen(
            delivery, left, lambda one: self._is_open(one, now), now, self._limits.urgent_waits
        )
        self._heed(delivery, sender)
        wait = (self._buckets[sender.name].turn(now) - now).total_seconds()
        if wait > self._limits.patience or used[sender.name] >= sender.rate.under_way:
            plan.put_back[delivery.id] = self.due_again(delivery, sender, now)
        else:
            used[sender.name] += 1
            self._buckets[sender.name] = self._buckets[sender.name].taken(now)
            plan.errands.append(Errand(delivery, to, sender, wait, last=len(left) == 1))

    def _is_open(self, sender: Sender, now: datetime) -> bool:
        return self.open_at(sender.name) <= now

    def _heed(self, delivery: Claimed, sender: Sender) -> None:
        """What an operator sends again does not wait for a pause that began before they asked."""
        began = self._paused.get(sender.name)
        if delivery.resent and began and began < delivery.resent:
            self._buckets[sender.name] = self._buckets[sender.name].opened()
            del self._paused[sender.name]

    def due_again(self, delivery: Claimed, sender: Sender, now: datetime) -> datetime:
        """When what cannot be sent now is looked at again, before its end.

        An urgent letter does not stand in line behind those that were put back before it, and is
        looked at when it has waited long enough for its channel.
        """
        bucket = self._buckets[sender.name]
        if delivery.is_urgent:
            moves_on = waits_until(delivery, now, self._limits.urgent_waits)
            latest = moves_on if moves_on > now else now + self._limits.longest_put_back
            back = max(min(bucket.turn(now), latest), now + _SOON)
        else:
            bucket, back = bucket.put_back(now, self._limits.longest_put_back)
            self._buckets[sender.name] = bucket
        return min(back, delivery.ends) if delivery.ends else back

    def pause(self, channel: str, until: datetime, now: datetime) -> None:
        """Send nothing on the channel until then."""
        self._buckets[channel] = self._buckets[channel].paused(until)
        self._paused[channel] = now

    def open_at(self, channel: str) -> datetime:
        """The end of the channel's pause."""
        return self._buckets[channel].shut_until

    def pauses(self, now: datetime) -> Mapping[str, float]:
        """How many seconds each channel still rests; 0 for those that are open."""
        return {
            channel: max((self.open_at(channel) - now).total_seconds(), 0.0)
            for channel in self._buckets
        }


def _can_be_asked(delivery: Claimed, left: Sequence[Sender]) -> bool:
    """Whether the channel that may have sent it knows."""
    return any(sender.name == delivery.doubtful_on and sender.remembers for sender in left)
