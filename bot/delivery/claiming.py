"""Claims what is due, gives it a turn on a channel, and marks it as begun there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.delivery.limits import Limits
from bot.delivery.planning import ClaimPlan, Errand, Planning
from bot.delivery.settling import Settling
from directory.catalogue.people import Person
from directory.lazy.values import dataclass
from directory.letters.outbox import Outbox

People = Callable[[], Mapping[str, Person] | None]
"""The people of the directory by id; None while it is not loaded."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What may be sent, and how many deliveries were claimed in all."""

    errands: Sequence[Errand] = ()
    claimed: int = 0


class Claiming:
    """Takes from the outbox what this worker can send; puts back or fails the rest."""

    def __init__(
        self,
        outbox: Outbox,
        planning: Planning,
        settling: Settling,
        people: People,
        limits: Limits,
        holder: str,
    ) -> None:
        self._outbox = outbox
        self._planning = planning
        self._settling = settling
        self._people = people
        self._limits = limits
        self._holder = holder

    async def take(self, most: int, now: datetime, under_way: Mapping[str, int]) -> Batch:
        """Claim at most `most` and mark the errands as begun. Raises StoreUnavailableError.

        `under_way`: how many are being sent now, by channel.
        """
        people = self._people()
        if most < 1 or people is None:
            return Batch()
        claimed = await self._outbox.claim(
            now, most=most, lease=self._limits.lease, holder=self._holder
        )
        if not claimed:
            return Batch()
        plan = self._planning.plan(claimed, people, now, under_way)
        await self._leave(plan)
        return Batch(await self._begun(plan), len(claimed))

    async def _leave(self, plan: ClaimPlan) -> None:
        """Put back what cannot be sent yet, and give up what cannot be sent at all."""
        if plan.put_back:
            await self._outbox.put_back(plan.put_back, holder=self._holder)
        for delivery in plan.without_a_way:
            await self._settling.without_a_way(delivery)
        for delivery in plan.expired:
            await self._settling.expired(delivery)
        for delivery in plan.moot:
            await self._settling.moot(delivery)

    async def _begun(self, plan: ClaimPlan) -> Sequence[Errand]:
        """The errands that this worker still holds, marked as begun."""
        if not plan.errands:
            return ()
        channels = {errand.claimed.id: errand.sender.name for errand in plan.errands}
        begun = await self._outbox.begin(channels, holder=self._holder)
        return [errand for errand in plan.errands if errand.claimed.id in begun]
