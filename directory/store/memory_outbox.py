"""The outbox in memory: for tests, on the deliveries of a store in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from operator import attrgetter
from secrets import token_hex

from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.letters.outbox import (
    NOT_WELL,
    WHY_DROPPED,
    Claimed,
    Delivery,
    DeliveryState,
    Digest,
    InboxItem,
    Outbox,
    PostedLetter,
    Queued,
)

_QUEUED = (DeliveryState.WAITING, DeliveryState.SENDING)
_ATTEMPTED = (DeliveryState.SENDING, DeliveryState.SENT, *NOT_WELL)


@dataclass(frozen=True, slots=True)
class StoredDelivery:
    """A delivery and its state; the fields are named as the columns in the database."""

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
    redrawn: datetime | None = None
    doubts: tuple[str, ...] = ()
    resent: datetime | None = None
    way: str = ""

    def stands_on(self, channels: Collection[str]) -> bool:
        """Whether it was sent on one of the channels and has not been drawn anew."""
        sent = self.state is DeliveryState.SENT and bool(self.reference)
        return sent and self.channel in channels and self.redrawn is None

    def claimed(self) -> Claimed:
        """The delivery as its sender sees it."""
        return Claimed(
            id=self.id,
            recipient=self.delivery.recipient,
            letter=self.delivery.letter,
            made=self.delivery.made,
            attempts=self.attempts,
            tried=self.tried,
            doubtful_on=self.channel,
            since=self.since,
            ends=self.delivery.ends,
            urgency=self.delivery.urgency,
            doubts=self.doubts,
            resent=self.resent,
        )

    def is_in_inbox(self, now: datetime) -> bool:
        """Whether it is due, sent, or postponed after it was due."""
        waiting = self.state is DeliveryState.WAITING
        return self.state in _ATTEMPTED or (waiting and (self.due <= now or self.since is not None))


class MemoryOutbox(Outbox):
    """Keeps the deliveries of a `MemoryStore`, or its own.

    Tests can read the state of each delivery in `stored`, by key.
    """

    def __init__(self, deliveries: dict[str, Delivery] | None = None) -> None:
        self._deliveries = {} if deliveries is None else deliveries
        self._stored: dict[str, StoredDelivery] = {}

    @property
    def stored(self) -> dict[str, StoredDelivery]:
        for key, delivery in self._deliveries.items():
            if key not in self._stored:
                self._stored[key] = StoredDelivery(token_hex(16), delivery, delivery.due)
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
        due.sort(key=lambda entry: entry.state is DeliveryState.WAITING)
        return tuple(self._claim(entry, now, now + lease, holder).claimed() for entry in due[:most])

    def _claim(
        self, entry: StoredDelivery, now: datetime, until: datetime, holder: str
    ) -> StoredDelivery:
        return self._keep(
            replace(
                entry,
                state=DeliveryState.SENDING,
                due=until,
                holder=holder,
                attempts=entry.attempts + 1,
                since=entry.since or now,
            )
        )

    async def begin(self, on: Mapping[str, str], *, holder: str) -> frozenset[str]:
        entries = self._held(on, holder)
        begun = [replace(entry, channel=on[entry.id], way=on[entry.id]) for entry in entries]
        return frozenset(self._keep(entry).id for entry in begun)

    async def renew(self, ids: Collection[str], until: datetime, *, holder: str) -> frozenset[str]:
        entries = self._held(ids, holder)
        return frozenset(self._keep(replace(entry, due=until)).id for entry in entries)

    async def mark_sent(self, ids: Mapping[str, str], now: datetime, *, holder: str) -> None:
        for entry in self._held(ids, holder):
            self._keep(replace(entry, state=DeliveryState.SENT, reference=ids[entry.id], error=""))
        for entry in [one for one in self.stored.values() if one.id in ids and _put_off(one)]:
            sent = replace(entry, state=DeliveryState.SENT, reference=ids[entry.id], error="")
            self._keep(replace(sent, channel=entry.way))

    async def put_back(self, due: Mapping[str, datetime], *, holder: str) -> None:
        for entry in self._held(due, holder):
            self._keep(_waiting(replace(entry, due=due[entry.id], attempts=entry.attempts - 1)))

    async def retry_at(
        self,
        id_: str,
        due: datetime,
        error: str,
        *,
        holder: str,
        unsure: bool = False,
        doubts: tuple[str, ...] | None = None,
    ) -> None:
        for entry in self._held([id_], holder):
            channel = entry.channel if unsure else None
            failed = replace(entry, due=due, error=error, channel=channel)
            self._keep(_waiting(_doubted(failed, doubts)))

    async def mark_failed(
        self,
        id_: str,
        channel: str | None,
        error: str,
        now: datetime,
        *,
        holder: str,
        last: bool,
        doubts: tuple[str, ...] | None = None,
    ) -> None:
        for entry in self._held([id_], holder):
            tried = (*entry.tried, channel) if channel else entry.tried
            ended = replace(entry, due=now, error=error, tried=tried, channel=None, since=None)
            state = DeliveryState.UNREACHABLE if last else DeliveryState.WAITING
            self._keep(_doubted(replace(ended, state=state, holder=""), doubts))

    async def give_up(
        self,
        id_: str,
        state: DeliveryState,
        error: str,
        now: datetime,
        *,
        holder: str,
        unsure: bool = False,
        doubts: tuple[str, ...] | None = None,
    ) -> None:
        for entry in self._held([id_], holder):
            channel = entry.channel if unsure else None
            ended = replace(entry, state=state, error=error, holder="", channel=channel)
            self._keep(_doubted(ended, doubts))

    async def inbox(self, recipient: str, now: datetime, *, most: int) -> tuple[InboxItem, ...]:
        entries = sorted(self._in_inbox(recipient, now), key=lambda entry: entry.id)
        entries.sort(key=lambda entry: entry.delivery.made, reverse=True)
        return tuple(
            InboxItem(
                id=entry.id, letter=entry.delivery.letter, made=entry.delivery.made, seen=entry.seen
            )
            for entry in entries[:most]
        )

    async def unread(self, recipient: str, now: datetime) -> int:
        return sum(entry.seen is None for entry in self._in_inbox(recipient, now))

    async def mark_seen(self, recipient: str, now: datetime) -> None:
        for entry in self._in_inbox(recipient, now):
            self._keep(replace(entry, seen=entry.seen or now))

    async def readdress(self, recipient: str, to: str) -> None:
        for entry in list(self.stored.values()):
            if entry.delivery.recipient == recipient:
                self._keep(replace(entry, delivery=replace(entry.delivery, recipient=to)))

    async def posted(self, key_begins: str, channels: Collection[str]) -> Sequence[PostedLetter]:
        entries = sorted(self.stored.values(), key=lambda entry: (entry.delivery.made, entry.id))
        return tuple(
            PostedLetter(
                id=entry.id,
                channel=entry.channel,
                reference=entry.reference,
                letter=entry.delivery.letter,
            )
            for entry in entries
            if entry.stands_on(channels) and entry.delivery.key.startswith(key_begins)
            if entry.channel and entry.delivery.letter.buttons
        )

    async def mark_redrawn(self, ids: Collection[str], now: datetime) -> None:
        for entry in list(self.stored.values()):
            if entry.id in ids:
                self._keep(replace(entry, redrawn=now))

    async def counts(self) -> Mapping[DeliveryState, int]:
        states = [delivery.state for delivery in self.stored.values()]
        return {state: states.count(state) for state in DeliveryState}

    async def unsettled(self, now: datetime) -> Sequence[Queued]:
        some = [one for one in self.stored.values() if _queued(one) or one.state in NOT_WELL]
        together = grouped(some, lambda entry: (entry.state, entry.way))
        return tuple(
            Queued(
                state=state,
                channel=way,
                count=len(entries),
                first=None if state in NOT_WELL else min(one.since or one.due for one in entries),
                overdue=len(due),
                due=min(due, default=None),
            )
            for (state, way), entries in together.items()
            for due in ([one.due for one in entries if _queued(one) and one.due <= now],)
        )

    async def digests_due(self, now: datetime, *, most: int) -> Mapping[str, Sequence[Claimed]]:
        due = [
            delivery
            for delivery in self.stored.values()
            if _for_digest(delivery) and delivery.due <= now
        ]
        due.sort(key=lambda entry: (entry.due, entry.delivery.made, entry.delivery.key))
        items = grouped([entry.claimed() for entry in due], attrgetter("recipient"))
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

    async def drop(self, items: Collection[str], state: DeliveryState, now: datetime) -> int:
        waiting = [one for one in self.stored.values() if one.id in items and _for_digest(one)]
        for entry in waiting:
            self._keep(replace(entry, state=state, error=WHY_DROPPED[state]))
        return len(waiting)

    async def forget(self, before: datetime) -> int:
        keys = [
            key
            for key, entry in self.stored.items()
            if entry.delivery.made < before and entry.state not in _QUEUED
        ]
        for key in keys:
            del self._deliveries[key], self._stored[key]
        return len(keys)

    def _queue(self) -> list[StoredDelivery]:
        queued = [delivery for delivery in self.stored.values() if _queued(delivery)]
        return sorted(queued, key=lambda entry: entry.due)

    def _held(self, ids: Collection[str], holder: str) -> list[StoredDelivery]:
        own = (entry for entry in self.stored.values() if entry.holder == holder)
        return [entry for entry in own if entry.id in ids and entry.state is DeliveryState.SENDING]

    def _in_inbox(self, recipient: str, now: datetime) -> list[StoredDelivery]:
        own = (
            delivery
            for delivery in self.stored.values()
            if delivery.delivery.recipient == recipient
        )
        return [delivery for delivery in own if delivery.is_in_inbox(now)]

    def _keep(self, entry: StoredDelivery) -> StoredDelivery:
        self._stored[entry.delivery.key] = entry
        return entry


def _queued(entry: StoredDelivery) -> bool:
    return entry.state in _QUEUED and not entry.delivery.together


def _for_digest(entry: StoredDelivery) -> bool:
    return entry.state is DeliveryState.WAITING and entry.delivery.together


def _put_off(entry: StoredDelivery) -> bool:
    """Whether it waits as possibly sent."""
    waits = entry.state in (DeliveryState.WAITING, DeliveryState.UNSURE)
    return waits and bool(entry.channel or entry.doubts)


def _waiting(entry: StoredDelivery) -> StoredDelivery:
    return replace(entry, state=DeliveryState.WAITING, holder="")


def _doubted(entry: StoredDelivery, doubts: tuple[str, ...] | None) -> StoredDelivery:
    return entry if doubts is None else replace(entry, doubts=doubts)
