"""Writes the outcome of a delivery to the outbox: sent, to be retried, or failed."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.delivery.attempt import Arrived, Outcome, Refused, Retry
from bot.delivery.figures import DELIVERIES
from bot.delivery.limits import Limits
from bot.delivery.planning import Errand, Planning
from directory.letters.outbox import Claimed, Outbox
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
        """Count the outcome and write it, or keep it for `write_arrived`."""
        channel = errand.sender.name
        match outcome:
            case Arrived(reference, found):
                _count(channel, "found" if found else "sent")
                self._arrived[errand.claimed.id] = reference
            case Refused(code):
                await self.fail(errand.claimed, channel, code, last=errand.last)
            case Retry(code) if self._is_too_old(errand.claimed):
                await self.fail(errand.claimed, channel, code, last=errand.last)
            case Retry():
                await self._retry(errand.claimed, channel, outcome)

    async def put_back(self, errand: Errand, due: datetime) -> None:
        """Undo the begin: nothing was attempted now; an earlier attempt may still have sent it."""
        claimed = errand.claimed
        await self._retry_at(claimed, due, "not_begun", unsure=claimed.interrupted)

    async def fail(self, claimed: Claimed, channel: str | None, code: str, *, last: bool) -> None:
        """The channel has refused for good, or there is none. `last`: no other is left to try."""
        _count(channel, "unreachable" if last else "refused")
        log.warning("delivery failed", delivery=claimed.id, channel=channel, code=code, last=last)
        with suppress(StoreUnavailableError):
            await self._outbox.mark_failed(
                claimed.id, channel, code, self._clock(), holder=self._holder, last=last
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

    def _is_too_old(self, claimed: Claimed) -> bool:
        since = claimed.since
        return since is not None and self._clock() - since > self._limits.retried_for

    async def _retry(self, claimed: Claimed, channel: str, outcome: Retry) -> None:
        now = self._clock()
        _count(channel, "again")
        due = now + self._limits.again_in(claimed.attempts, self._chance)
        if outcome.unsure:
            due = max(due, now + self._limits.lease)
        if outcome.retry_after is not None:
            pause = now + timedelta(seconds=outcome.retry_after)
            self._planning.pause(channel, pause)
            due = max(due, pause)
        log.info("delivery put off", delivery=claimed.id, channel=channel, code=outcome.code)
        await self._retry_at(claimed, due, outcome.code, unsure=outcome.unsure)

    async def _retry_at(self, claimed: Claimed, due: datetime, code: str, *, unsure: bool) -> None:
        with suppress(StoreUnavailableError):
            await self._outbox.retry_at(claimed.id, due, code, holder=self._holder, unsure=unsure)


def _count(channel: str | None, outcome: str) -> None:
    DELIVERIES.labels(channel or "none", outcome).inc()
