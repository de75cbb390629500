"""Writes the outcome of a delivery to the outbox: sent, to be retried, or failed."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.delivery.attempt import Arrived, Outcome, Refused, Retry
from bot.delivery.fates import GIVES_UP, NEXT, ON, Fate, fate_of, repeated_in, without_a_way
from bot.delivery.figures import DELIVERIES, FAILURES
from bot.delivery.limits import Limits
from bot.delivery.planning import Errand, Planning
from bot.delivery.sender import Blame
from directory.letters.outbox import NO_LONGER_SO, TOO_LATE, Claimed, Outbox
from directory.transaction import StoreUnavailableError

log = structlog.get_logger(__name__)


class Settling:
    """Writes the outcomes of a worker's deliveries; those that arrived are written together.

    What cannot be written is claimed again when its lease has expired, as possibly sent.
    """

    def __init__(
        self,
        outbox: Outbox,
        planning: Planning,
        limits: Limits,
        clock: Callable[[], datetime],
        chance: Callable[[], float],
        holder: str,
        apart: Apart,
    ) -> None:
        self._outbox = outbox
        self._planning = planning
        self._limits = limits
        self._clock = clock
        self._chance = chance
        self._holder = holder
        self._apart = apart
        self._arrived: dict[str, str] = {}

    async def settle(self, errand: Errand, outcome: Outcome) -> None:
        """Count the outcome and write what becomes of it, or keep it for `write_arrived`."""
        claimed, channel = errand.claimed, errand.sender.name
        end = fate_of(errand, outcome, self._clock(), self._limits)
        _count(channel, end)
        match outcome:
            case Arrived(reference):
                self._arrived[claimed.id] = reference
            case Refused(code):
                FAILURES.labels(channel, Blame.THEIRS).inc()
                await self._leave(errand, code, end, claimed.doubts)
            case Retry():
                FAILURES.labels(channel, outcome.kind).inc()
                self._pause(channel, outcome)
                await self._unsent(errand, outcome, end)

    async def put_back(self, errand: Errand, due: datetime) -> None:
        """Undo the begin: nothing was attempted now; an earlier attempt may still have sent it."""
        claimed = errand.claimed
        await self._retry_at(claimed, due, "not_begun", unsure=claimed.interrupted)

    async def without_a_way(self, claimed: Claimed) -> None:
        """No channel is left."""
        end = without_a_way(claimed)
        _count(None, end)
        await self._give_up(claimed, "no_address", end, claimed.doubts, unsure=False)

    async def expired(self, claimed: Claimed) -> None:
        """Its end has passed."""
        _count(None, Fate.EXPIRED)
        doubted = claimed.interrupted
        await self._give_up(claimed, TOO_LATE, Fate.EXPIRED, claimed.doubts, unsure=doubted)

    async def moot(self, claimed: Claimed) -> None:
        """What it says is no longer so."""
        _count(None, Fate.MOOT)
        doubted = claimed.interrupted
        await self._give_up(claimed, NO_LONGER_SO, Fate.MOOT, claimed.doubts, unsure=doubted)

    async def _unsent(self, errand: Errand, outcome: Retry, end: Fate) -> None:
        claimed, channel = errand.claimed, errand.sender.name
        asked = outcome.unsure and errand.sender.remembers and end is not Fate.BOTH_WAYS
        doubts = claimed.doubts if asked or not outcome.unsure else (*claimed.doubts, channel)
        if end in ON:
            due = self._due(errand, outcome, end)
            log.info("delivery put off", delivery=claimed.id, channel=channel, code=outcome.code)
            await self._retry_at(claimed, due, outcome.code, unsure=asked, doubts=doubts)
        else:
            await self._leave(errand, outcome.code, end, doubts, asked=asked)

    async def _leave(
        self, errand: Errand, code: str, end: Fate, doubts: tuple[str, ...], *, asked: bool = False
    ) -> None:
        """Nothing more on this channel; the next one is tried, or none. `asked`: it can still be
        asked whether it has sent the letter."""
        if end in NEXT or end is Fate.UNREACHABLE:
            await self._mark_failed(errand, code, end, doubts)
        else:
            await self._give_up(errand.claimed, code, end, doubts, unsure=asked)

    async def _mark_failed(
        self, errand: Errand, code: str, end: Fate, doubts: tuple[str, ...]
    ) -> None:
        claimed, channel, last = errand.claimed, errand.sender.name, end is Fate.UNREACHABLE
        log.warning("delivery failed", delivery=claimed.id, channel=channel, code=code, last=last)
        now, holder = self._clock(), self._holder
        with suppress(StoreUnavailableError):
            await self._outbox.mark_failed(
                claimed.id, channel, code, now, holder=holder, last=last, doubts=doubts
            )

    async def _give_up(
        self, claimed: Claimed, code: str, end: Fate, doubts: tuple[str, ...], *, unsure: bool
    ) -> None:
        level = logging.INFO if end is Fate.MOOT else logging.WARNING
        log.log(level, "delivery given up", delivery=claimed.id, code=code, end=end)
        state, now, holder = GIVES_UP[end], self._clock(), self._holder
        with suppress(StoreUnavailableError):
            await self._outbox.give_up(
                claimed.id, state, code, now, holder=holder, unsure=unsure, doubts=doubts
            )

    async def write_arrived(self) -> None:
        """Write what has arrived; kept for the next call if it raises StoreUnavailableError.

        Together, and one by one where that fails: what cannot be written is looked for when its
        lease has expired, as possibly sent.
        """
        arrived = list(self._arrived)
        await Round(self._apart, self._clock()).all_or_each_waiting(
            arrived, lambda id_: RoundItem(ItemKind.LETTER, id_), self._mark_sent
        )
        for id_ in arrived:
            del self._arrived[id_]

    async def _mark_sent(self, ids: Sequence[str]) -> int:
        arrived = {id_: self._arrived[id_] for id_ in ids}
        await self._outbox.mark_sent(arrived, self._clock(), holder=self._holder)
        return len(arrived)

    def _pause(self, channel: str, outcome: Retry) -> None:
        if outcome.retry_after is None:
            return
        now = self._clock()
        self._planning.pause(channel, now + timedelta(seconds=outcome.retry_after), now)
        if outcome.ours:
            log.error("channel refuses konsult", channel=channel, code=outcome.code)

    def _due(self, errand: Errand, outcome: Retry, end: Fate) -> datetime:
        """When the same channel is tried again; no later than the letter's end."""
        now, claimed = self._clock(), errand.claimed
        wait = repeated_in(errand, self._limits) if end is Fate.REPEATED else None
        if wait is None:
            wait = self._limits.again_in(claimed.attempts, self._chance, urgent=claimed.is_urgent)
        due = now + wait
        if end is Fate.LOOKED_FOR:
            due = max(due, now + self._limits.lease)
        if not claimed.is_urgent:
            due = max(due, self._planning.open_at(errand.sender.name))
        return min(due, claimed.ends) if claimed.ends else due

    async def _retry_at(
        self,
        claimed: Claimed,
        due: datetime,
        code: str,
        *,
        unsure: bool,
        doubts: tuple[str, ...] | None = None,
    ) -> None:
        with suppress(StoreUnavailableError):
            await self._outbox.retry_at(
                claimed.id, due, code, holder=self._holder, unsure=unsure, doubts=doubts
            )


def _count(channel: str | None, end: Fate) -> None:
    DELIVERIES.labels(channel or "none", end).inc()
