"""Decides for each claimed delivery: send it, now or in a moment, put it back, or fail it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.delivery.buckets import Bucket
from bot.delivery.limits import Limits
from bot.delivery.route import addressee_of, route
from bot.delivery.sender import Addressee, Sender
from directory.catalogue.people import Person
from directory.letters.outbox import Claimed, check_readable


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
    """Each claimed delivery is in one of the three. `put_back`: when it is due again, by id."""

    errands: list[Errand] = field(default_factory=list)
    put_back: dict[str, datetime] = field(default_factory=dict)
    unreachable: list[Claimed] = field(default_factory=list)


class Planning:
    """Chooses senders and gives out turns; remembers how much each channel has been used."""

    def __init__(self, senders: Sequence[Sender], limits: Limits, apart: Apart) -> None:
        self._senders = senders
        self._buckets = {sender.name: Bucket(sender.rate) for sender in senders}
        self._limits = limits
        self._apart = apart

    def plan(
        self, claimed: Sequence[Claimed], people: Mapping[str, Person], now: datetime
    ) -> ClaimPlan:
        """What is to become of each; one whose way fails is put back, for a while."""
        plan = ClaimPlan()
        for delivery in claimed:
            item = RoundItem(ItemKind.LETTER, delivery.id)
            with self._apart.alone(item, now):
                self._plan(delivery, addressee_of(delivery.recipient, people), plan, now)
            again = self._apart.again(item, now)
            if again is not None:
                plan.put_back[delivery.id] = again
        return plan

    def _plan(self, delivery: Claimed, to: Addressee, plan: ClaimPlan, now: datetime) -> None:
        check_readable(delivery.letter)
        left = self._left(delivery, to)
        if not left:
            plan.unreachable.append(delivery)
            return
        sender = left[0]
        wait = (self._buckets[sender.name].turn(now) - now).total_seconds()
        if wait > self._limits.patience:
            plan.put_back[delivery.id] = self._put_back(sender.name, now)
        else:
            self._buckets[sender.name] = self._buckets[sender.name].taken(now)
            plan.errands.append(Errand(delivery, to, sender, wait, last=len(left) == 1))

    def _left(self, delivery: Claimed, to: Addressee) -> Sequence[Sender]:
        """The senders left to try; first the one that may have sent it already."""
        senders = sorted(
            route(to, self._senders), key=lambda sender: sender.name != delivery.doubtful_on
        )
        return [sender for sender in senders if sender.name not in delivery.tried]

    def _put_back(self, channel: str, now: datetime) -> datetime:
        self._buckets[channel], back = self._buckets[channel].put_back(
            now, self._limits.longest_put_back
        )
        return back

    def pause(self, channel: str, until: datetime) -> None:
        """Send nothing on the channel until then."""
        self._buckets[channel] = self._buckets[channel].paused(until)

    def open_at(self, channel: str) -> datetime:
        """The end of the channel's pause."""
        return self._buckets[channel].shut_until
