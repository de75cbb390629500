"""The outbox in memory: for tests, on the deliveries that a store in memory has been given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import attrgetter
from secrets import token_hex

from directory.grouping import grouped
from directory.letters.outbox import Claimed, Delivery, DeliveryState, Digest, InboxItem, Outbox

_QUEUED = (DeliveryState.WAITING, DeliveryState.SENDING)
_GONE_OUT = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNREACHABLE)


@dataclass(frozen=True, slots=True)
class StoredDelivery:
    """How far a delivery has come; the names are those of its row in a database."""

    id: str
    delivery: Delivery
    due: datetime
    state: DeliveryState = DeliveryState.WAITING
    tried: tuple[str, ...] = ()
    channel: str | None = None
    attempts: int = 0
    holder: str = ""
    reference: str = ""
    error: str = ""
    since: datetime | None = None
    seen: datetime | None = None

    def claimed(self) -> Claimed:
        """As whoever sends it sees it."""
        return Claimed(
            id=self.id,
            recipient=self.delivery.recipient,
            letter=self.delivery.letter,
            made=self.delivery.made,
            attempts=self.attempts,
            tried=self.tried,
            doubtful_on=self.channel,
            since=self.since,
        )

    def told(self, now: datetime) -> bool:
        """Due, gone out, or put off after it was due."""
        waiting = self.state is DeliveryState.WAITING
        return self.state in _GONE_OUT or (waiting and (self.due <= now or self.since is not None))


class MemoryOutbox(Outbox):
    """Keeps the deliveries of a `MemoryStore`, or its own.

    `stored` can be read in tests: what has become of each delivery, by its key.
    """

    def __init__(self, deliveries: dict[str, Delivery] | None = None) -> None:
        self._deliveries = {} if deliveries is None else deliveries
        self._stored: dict[str, StoredDelivery] = {}

    @property
    def stored(self) -> dict[str, StoredDelivery]:
        for key, made in self._deliveries.items():
            if key not in self._stored:
                self._stored[key] = StoredDelivery(token_hex(16), made, made.due)
        return self._stored

    async def put(self, deliveries: Sequence[Delivery]) -> int:
        before = len(self._deliveries)
        for delivery in deliveries:
            self._deliveries.setdefault(delivery.key, delivery)
        return len(self._deliveries) - before

    async def known_keys(self, keys: Collection[str]) -> frozenset[str]:
        return frozenset(keys) & self._deliveries.keys()

    async def claim(
        self, now: datetime, *, most: int, lease: timedelta, holder: str
    ) -> tuple[Claimed, ...]:
        due = [delivery for delivery in self._queue() if delivery.due <= now]
        due.sort(key=lambda one: one.state is DeliveryState.WAITING)
        return tuple(self._claim(one, now, now + lease, holder).claimed() for one in due[:most])

    def _claim(
        self, one: StoredDelivery, now: datetime, until: datetime, holder: str
    ) -> StoredDelivery:
        return self._keep(
            replace(
                one,
                state=DeliveryState.SENDING,
                due=until,
                holder=holder,
                attempts=one.attempts + 1,
                since=one.since or now,
            )
        )

    async def begin(self, on: Mapping[str, str], *, holder: str) -> frozenset[str]:
        mine = self._held(on, holder)
        return frozenset(self._keep(replace(one, channel=on[one.id])).id for one in mine)

    async def mark_sent(self, ids: Mapping[str, str], now: datetime, *, holder: str) -> None:
        for one in self._held(ids, holder):
            self._keep(replace(one, state=DeliveryState.SENT, reference=ids[one.id], error=""))

    async def put_back(self, due: Mapping[str, datetime], *, holder: str) -> None:
        for one in self._held(due, holder):
            self._keep(_waiting(replace(one, due=due[one.id], attempts=one.attempts - 1)))

    async def retry_at(
        self, id_: str, due: datetime, error: str, *, holder: str, unsure: bool = False
    ) -> None:
        for one in self._held([id_], holder):
            channel = one.channel if unsure else None
            self._keep(_waiting(replace(one, due=due, error=error, channel=channel)))

    async def mark_failed(
        self,
        id_: str,
        channel: str | None,
        error: str,
        now: datetime,
        *,
        holder: str,
        last: bool,
    ) -> None:
        for one in self._held([id_], holder):
            tried = (*one.tried, channel) if channel else one.tried
            ended = replace(one, due=now, error=error, tried=tried, channel=None, since=None)
            state = DeliveryState.UNREACHABLE if last else DeliveryState.WAITING
            self._keep(replace(ended, state=state, holder=""))

    async def inbox(self, recipient: str, now: datetime, *, most: int) -> tuple[InboxItem, ...]:
        told = sorted(self._told(recipient, now), key=lambda one: one.id)
        told.sort(key=lambda one: one.delivery.made, reverse=True)
        return tuple(
            InboxItem(id=one.id, letter=one.delivery.letter, made=one.delivery.made, seen=one.seen)
            for one in told[:most]
        )

    async def unread(self, recipient: str, now: datetime) -> int:
        return sum(one.seen is None for one in self._told(recipient, now))

    async def mark_seen(self, recipient: str, now: datetime) -> None:
        for one in self._told(recipient, now):
            self._keep(replace(one, seen=one.seen or now))

    async def counts(self) -> Mapping[DeliveryState, int]:
        states = [delivery.state for delivery in self.stored.values()]
        return {state: states.count(state) for state in DeliveryState}

    async def overdue(self, now: datetime) -> tuple[int, datetime | None]:
        due = [delivery.due for delivery in self._queue() if delivery.due <= now]
        return len(due), min(due, default=None)

    async def digests_due(self, now: datetime, *, most: int) -> Mapping[str, Sequence[Claimed]]:
        due = [
            delivery
            for delivery in self.stored.values()
            if _for_digest(delivery) and delivery.due <= now
        ]
        due.sort(key=lambda one: (one.due, one.delivery.made, one.delivery.key))
        items = grouped([one.claimed() for one in due], attrgetter("recipient"))
        return {recipient: items[recipient] for recipient in sorted(items)[:most]}

    async def collect(self, digests: Sequence[Digest]) -> int:
        waiting = {
            delivery.id: delivery for delivery in self.stored.values() if _for_digest(delivery)
        }
        return sum([await self._collect(digest, waiting) for digest in digests])

    async def _collect(self, digest: Digest, waiting: dict[str, StoredDelivery]) -> int:
        if digest.delivery.key in self._deliveries or not waiting.keys() >= set(digest.items):
            return 0
        for item in digest.items:
            self._keep(replace(waiting.pop(item), state=DeliveryState.DIGESTED))
        return await self.put([digest.delivery])

    async def forget(self, before: datetime) -> int:
        gone = [
            key
            for key, one in self.stored.items()
            if one.delivery.made < before and one.state not in _QUEUED
        ]
        for key in gone:
            del self._deliveries[key], self._stored[key]
        return len(gone)

    def _queue(self) -> list[StoredDelivery]:
        queued = [delivery for delivery in self.stored.values() if _queued(delivery)]
        return sorted(queued, key=lambda one: one.due)

    def _held(self, ids: Collection[str], holder: str) -> list[StoredDelivery]:
        mine = (delivery for delivery in self.stored.values() if delivery.holder == holder)
        return [one for one in mine if one.id in ids and one.state is DeliveryState.SENDING]

    def _told(self, recipient: str, now: datetime) -> list[StoredDelivery]:
        own = (
            delivery
            for delivery in self.stored.values()
            if delivery.delivery.recipient == recipient
        )
        return [delivery for delivery in own if delivery.told(now)]

    def _keep(self, one: StoredDelivery) -> StoredDelivery:
        self._stored[one.delivery.key] = one
        return one


def _queued(one: StoredDelivery) -> bool:
    return one.state in _QUEUED and not one.delivery.together


def _for_digest(one: StoredDelivery) -> bool:
    return one.state is DeliveryState.WAITING and one.delivery.together


def _waiting(one: StoredDelivery) -> StoredDelivery:
    return replace(one, state=DeliveryState.WAITING, holder="")
