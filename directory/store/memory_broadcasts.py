"""The ledger of broadcasts in memory: for tests, on a `MemoryStore` and its outbox."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from directory.broadcasts.broadcast import (
    Broadcast,
    delivery_key,
    fingerprint_of,
    reminder_key,
)
from directory.broadcasts.port import (
    BroadcastStore,
    Delivering,
    PressResult,
    RollRow,
    UnsoundRollError,
)
from directory.broadcasts.selection import Recipient
from directory.broadcasts.states import WENT_OUT, BroadcastProgress, RecipientState
from directory.changes import Add, Keep
from directory.lazy.values import dataclass
from directory.letters.outbox import NO_LONGER_SO, DeliveryState
from directory.store.memory import MemoryStore
from directory.store.memory_outbox import MemoryOutbox, StoredDelivery
from directory.transaction import TakenError

_ON_THEIR_WAY = (DeliveryState.WAITING, DeliveryState.SENDING)
_TO_REMIND = (RecipientState.DELIVERED, RecipientState.UNKNOWN)


@dataclass(slots=True)
class _Entry:
    recipient: Recipient
    fed: bool = False
    acknowledged: datetime | None = None
    reminded: int = 0
    settled: RecipientState | None = None


class MemoryBroadcasts(BroadcastStore):
    """Keeps broadcasts and their rolls as values. When somebody last came to an end is not known
    here."""

    def __init__(self, store: MemoryStore, outbox: MemoryOutbox) -> None:
        self._store = store
        self._outbox = outbox
        self._broadcasts: dict[str, Broadcast] = {}
        self._rolls: dict[str, list[_Entry]] = {}
        self._looked: dict[str, datetime] = {}

    async def load_progress(self, broadcast: str) -> BroadcastProgress | None:
        found = self._broadcasts.get(broadcast)
        return None if found is None else self._progress(found)

    def _progress(self, found: Broadcast) -> BroadcastProgress:
        entries = self._rolls[found.id]
        states = [self._state(found, entry) for entry in entries]
        return BroadcastProgress(
            targeted=found.targeted,
            states={state: states.count(state) for state in RecipientState},
            waits=sum(self._waits(found, entry) for entry in entries),
        )

    async def load_roll(
        self,
        broadcast: str,
        states: Collection[RecipientState] | None = None,
        *,
        after: int = 0,
        most: int = 1_000,
    ) -> tuple[RollRow, ...]:
        rows = (row for row in self._rows(broadcast) if row.number > after)
        return tuple(row for row in rows if states is None or row.state in states)[:most]

    async def load_states(self) -> Mapping[RecipientState, int]:
        states = [
            self._state(broadcast, entry)
            for broadcast in self._broadcasts.values()
            for entry in self._rolls[broadcast.id]
            if entry.settled is None
        ]
        return {state: states.count(state) for state in RecipientState}

    async def load_unsound(self) -> tuple[str, ...]:
        found = self._broadcasts.values()
        return tuple(sorted(b.id for b in found if len(self._rolls[b.id]) != b.targeted))

    async def looked_at(self, broadcast: str) -> datetime | None:
        return self._looked.get(broadcast)

    async def freeze(
        self, broadcast: Broadcast, recipients: Sequence[Recipient], *, actor: str, now: datetime
    ) -> None:
        each_once = len({one.id for one in recipients}) == len(recipients)
        if not each_once or len(recipients) != broadcast.targeted:
            raise UnsoundRollError(broadcast.id)
        await self._store.apply([Add(broadcast)], actor=actor, now=now)
        self._broadcasts[broadcast.id] = broadcast
        self._rolls[broadcast.id] = [_Entry(one) for one in recipients]

    async def freeze_correction(self, broadcast: Broadcast, *, actor: str, now: datetime) -> int:
        corrected = {one.corrects for one in self._broadcasts.values()}
        earlier = self._broadcasts.get(broadcast.corrects)
        if earlier is None or earlier.id in corrected or broadcast.id in self._broadcasts:
            raise TakenError(broadcast.id)
        await self.withdraw(earlier.id, actor=actor, now=now)
        recipients = [
            Recipient(id=row.recipient, name=row.name, units=row.units)
            for row in self._rows(earlier.id)
            if earlier.version > 1 or row.state in WENT_OUT
        ]
        ids = [one.id for one in recipients]
        bound = fingerprint_of(broadcast.title, broadcast.lines, ids, broadcast.ends)
        new = replace(broadcast, targeted=len(ids), fingerprint=bound)
        await self.freeze(new, recipients, actor=actor, now=now)
        return len(ids)

    async def withdraw(self, broadcast: str, *, actor: str, now: datetime) -> BroadcastProgress:
        found = self._broadcasts.get(broadcast)
        if found is None:
            raise LookupError(broadcast)
        if found.withdrawn is None:
            withdrawn = replace(found, withdrawn=now)
            await self._store.apply([Keep(withdrawn)], actor=actor, now=now)
            self._broadcasts[broadcast] = withdrawn
            ids = (entry.recipient.id for entry in self._rolls[broadcast])
            self._stop([delivery_key(broadcast, id_) for id_ in ids])
        return self._progress(self._broadcasts[broadcast])

    async def feed(
        self, broadcast: str, deliver: Delivering, now: datetime, *, most_waiting: int
    ) -> int:
        if not self._goes(broadcast, now):
            return 0
        self._looked[broadcast] = now
        begins = delivery_key(broadcast, "")
        letters = self._outbox.stored.values()
        waiting = [one for one in letters if one.delivery.key.startswith(begins)]
        room = most_waiting - sum(one.state is DeliveryState.WAITING for one in waiting)
        entries = self._rolls[broadcast]
        rows = [
            row
            for row, entry in zip(self._rows(broadcast), entries, strict=True)
            if not entry.fed and entry.recipient.has_address
            if entry.acknowledged is None and entry.settled is None
        ][: max(room, 0)]
        for row in rows:
            entries[row.number - 1].fed = True
        return await self._outbox.put([deliver(row) for row in rows])

    async def release(self, broadcast: str, now: datetime) -> None:
        self._looked[broadcast] = now

    async def acknowledge(self, broadcast: str, recipient: str, now: datetime) -> PressResult:
        entries = self._rolls.get(broadcast, ())
        entry = next((one for one in entries if one.recipient.id == recipient), None)
        if entry is None:
            return PressResult.NOT_YOURS
        if self._broadcasts[broadcast].withdrawn is not None:
            return PressResult.WITHDRAWN
        if entry.acknowledged is not None:
            return PressResult.BEFORE
        entry.acknowledged = now
        self._stop_reminders(broadcast, entry, now)
        return PressResult.NOTED

    async def remind(
        self, broadcast: str, deliver: Delivering, now: datetime, *, round_: int, most: int
    ) -> int:
        if not self._goes(broadcast, now):
            return 0
        entries = self._rolls[broadcast]
        rows = [
            row
            for row, entry in zip(self._rows(broadcast), entries, strict=True)
            if entry.reminded < round_ and row.state in _TO_REMIND
        ][:most]
        answered = {u for one in entries if one.acknowledged for u in one.recipient.units}
        for row in rows:
            entries[row.number - 1].reminded = round_
        unit_answers = self._broadcasts[broadcast].unit_answers
        left = [
            row
            for row in rows
            if not (unit_answers and row.units and answered.issuperset(row.units))
        ]
        return await self._outbox.put([deliver(row) for row in left])

    async def settle(self, broadcast: str, now: datetime) -> bool:
        found = self._broadcasts.get(broadcast)
        if found is None or found.ends > now:
            return False
        entries = self._rolls[broadcast]
        letters = [self._letter(found, entry) for entry in entries]
        if any(one and one.state in _ON_THEIR_WAY for one in letters):
            return False
        for entry in entries:
            state = self._state(found, entry)
            planned = state is RecipientState.PLANNED
            entry.settled = entry.settled or (RecipientState.FAILED if planned else state)
        return True

    def _rows(self, broadcast: str) -> list[RollRow]:
        return [
            RollRow(
                number=number,
                recipient=entry.recipient.id,
                name=entry.recipient.name,
                units=entry.recipient.units,
                state=self._state(self._broadcasts[broadcast], entry),
                acknowledged=entry.acknowledged,
            )
            for number, entry in enumerate(self._rolls.get(broadcast, ()), start=1)
        ]

    def _goes(self, id_: str, now: datetime) -> bool:
        broadcast = self._broadcasts.get(id_)
        return broadcast is not None and broadcast.is_valid(now) and broadcast.due <= now

    def _letter(self, broadcast: Broadcast, entry: _Entry) -> StoredDelivery | None:
        return self._outbox.stored.get(delivery_key(broadcast.id, entry.recipient.id))

    def _waits(self, broadcast: Broadcast, entry: _Entry) -> bool:
        letter = self._letter(broadcast, entry)
        if letter is not None:
            return letter.state in _ON_THEIR_WAY
        is_over = bool(entry.settled or entry.acknowledged or broadcast.withdrawn)
        return entry.recipient.has_address and not entry.fed and not is_over

    def _state(self, broadcast: Broadcast, entry: _Entry) -> RecipientState:
        letter = self._letter(broadcast, entry)
        if entry.acknowledged is not None:
            return RecipientState.ACKNOWLEDGED
        if entry.settled is not None:
            return entry.settled
        if not entry.recipient.has_address:
            return RecipientState.UNREACHABLE
        if letter is not None:
            return _state_of(letter)
        if entry.fed:
            return RecipientState.UNKNOWN
        return RecipientState.WITHDRAWN if broadcast.withdrawn else RecipientState.PLANNED

    def _stop(self, keys: Collection[str]) -> None:
        for key in keys:
            letter = self._outbox.stored.get(key)
            waits = letter is not None and letter.state is DeliveryState.WAITING
            if letter is not None and waits and not (letter.channel or letter.doubts):
                moot = replace(letter, state=DeliveryState.MOOT, error=NO_LONGER_SO)
                self._outbox.stored[key] = moot

    def _stop_reminders(self, broadcast: str, entry: _Entry, now: datetime) -> None:
        rounds = range(1, entry.reminded + 1)
        keys = [reminder_key(broadcast, n, entry.recipient.id) for n in rounds]
        self._stop(keys)
        for key in keys:
            letter = self._outbox.stored.get(key)
            if letter is not None and letter.state is DeliveryState.SENDING:
                ended = replace(letter, delivery=replace(letter.delivery, ends=now))
                self._outbox.stored[key] = ended


def _state_of(letter: StoredDelivery) -> RecipientState:
    """`directory.store.broadcast_states.STATE` of somebody with a letter in the outbox."""
    match letter.state:
        case DeliveryState.SENDING:
            return RecipientState.SENDING
        case DeliveryState.SENT | DeliveryState.DIGESTED:
            return RecipientState.DELIVERED
        case DeliveryState.UNSURE:
            return RecipientState.UNKNOWN
        case _ if letter.channel or letter.doubts:
            return RecipientState.UNKNOWN
        case DeliveryState.MOOT:
            return RecipientState.WITHDRAWN
        case DeliveryState.UNREACHABLE:
            return RecipientState.FAILED if letter.tried else RecipientState.UNREACHABLE
        case DeliveryState.EXPIRED:
            return RecipientState.FAILED
        case _:
            return RecipientState.FAILED_FOR_NOW if letter.error else RecipientState.PLANNED
