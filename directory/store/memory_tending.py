"""Seeing to an outbox in memory: for tests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from directory.letters.outbox import DeliveryState
from directory.letters.tending import (
    Ailing,
    Candidate,
    Chosen,
    Resent,
    Tending,
    is_ailing,
    resent_of,
)
from directory.store.memory_outbox import MemoryOutbox, StoredDelivery


class MemoryTending(Tending):
    """On the deliveries of a `MemoryOutbox`."""

    def __init__(self, outbox: MemoryOutbox) -> None:
        self._outbox = outbox

    async def ailing(self, chosen: Chosen, *, most: int) -> Sequence[Ailing]:
        fit = [_ailing(one) for one in self._outbox.stored.values() if _fits(one, chosen)]
        ill = [one for one in fit if is_ailing(one.state, one.error)]
        ill.sort(key=lambda one: one.id)
        ill.sort(key=lambda one: one.made, reverse=True)
        ill.sort(key=lambda one: (one.state, one.channel))
        return tuple(ill[:most])

    async def resend(self, chosen: Chosen, now: datetime, *, again: bool) -> Resent:
        entries = {one.id: one for one in self._outbox.stored.values() if _is_meant(one, chosen)}
        candidates = [
            Candidate(one.id, one.state, one.delivery.together, one.delivery.ends)
            for one in entries.values()
        ]
        resent = resent_of(chosen.ids, candidates, now, again=again)
        for id_ in resent.ids:
            self._outbox.stored[entries[id_].delivery.key] = _anew(entries[id_], now)
        return resent


def _ailing(entry: StoredDelivery) -> Ailing:
    return Ailing(
        id=entry.id,
        recipient=entry.delivery.recipient,
        topic=entry.delivery.letter.topic,
        state=entry.state,
        channel=entry.way,
        error=entry.error,
        made=entry.delivery.made,
        due=entry.due,
        ends=entry.delivery.ends,
        urgency=entry.delivery.urgency,
    )


def _fits(entry: StoredDelivery, chosen: Chosen) -> bool:
    return (
        (not chosen.ids or entry.id in chosen.ids)
        and (not chosen.recipient or entry.delivery.recipient == chosen.recipient)
        and (not chosen.channel or entry.way == chosen.channel)
        and (not chosen.state or entry.state is chosen.state)
    )


def _is_meant(entry: StoredDelivery, chosen: Chosen) -> bool:
    named = chosen.ids or chosen.state not in (None, DeliveryState.WAITING)
    return _fits(entry, chosen) and (bool(named) or is_ailing(entry.state, entry.error))


def _anew(entry: StoredDelivery, now: datetime) -> StoredDelivery:
    waits = entry.state is DeliveryState.WAITING
    asked = waits or entry.state is DeliveryState.UNSURE
    return replace(
        entry,
        state=DeliveryState.WAITING,
        due=now,
        tried=(),
        attempts=0,
        since=None,
        holder="",
        reference="",
        redrawn=None,
        resent=now,
        channel=entry.channel if asked else None,
        doubts=entry.doubts if waits else (),
    )
