"""The worker: claims what is due, sends it, and writes the outcome."""

import asyncio
import random
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import structlog

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.background.running import ended, happens
from bot.delivery.attempt import attempt
from bot.delivery.claiming import Claiming, People
from bot.delivery.condition import outbox_condition
from bot.delivery.figures import Measuring
from bot.delivery.holding import Holding
from bot.delivery.limits import Limits
from bot.delivery.planning import Errand, Planning
from bot.delivery.sender import Sender
from bot.delivery.settling import Settling
from bot.failures import failure_kind, noted_failure
from bot.health.condition import Condition
from directory.letters.matters import IsSo, always_so
from directory.letters.outbox import Claimed, Outbox
from directory.transaction import StoreUnavailableError

GRACE = 4.0
"""Seconds that sending may go on when the worker is asked to stop."""
LAST_WRITE = 2.0

_MEASURED = RoundItem(ItemKind.STEP, "measured")

log = structlog.get_logger(__name__)

_FAILED = failure_kind("delivery round failed")


class Worker:
    """Sends what is due in the outbox; any number of workers may share one.

    Nothing is claimed while `people` is None. The senders are tried in their order. What a worker
    cannot write is claimed again when its lease has expired, as possibly sent. `holder` is its name
    in the table. `is_so`: whether what a letter says is still so. `nudge` is set when something has
    been put: it is then looked for at once instead of within a second.
    """

    def __init__(
        self,
        outbox: Outbox,
        senders: Sequence[Sender],
        people: People,
        clock: Callable[[], datetime],
        *,
        nudge: asyncio.Event | None = None,
        limits: Limits | None = None,
        is_so: IsSo = always_so,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.holder = secrets.token_hex(8)
        self._clock = clock
        self._limits = limits or Limits()
        self._apart = Apart("delivery")
        self._planning = Planning(senders, self._limits, self._apart, is_so)
        self._settling = Settling(
            outbox, self._planning, self._limits, clock, chance, self.holder, self._apart
        )
        self._claiming = Claiming(
            outbox, self._planning, self._settling, people, self._limits, self.holder
        )
        self._measuring = Measuring(outbox, self._planning.pauses, self._limits.measured_every)
        self._holding = Holding(outbox, self._limits.lease, self.holder)
        self._tasks: dict[asyncio.Task[None], str] = {}
        self._nudge = nudge or asyncio.Event()
        self._stopped = asyncio.Event()

    def conditions(self, now: datetime) -> Sequence[Condition]:
        """How the outbox is, as it was last measured."""
        return (outbox_condition(self._measuring.waiting, self._measuring.first, now),)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Send while the block runs; then finish what is being sent, and put back the rest."""
        loop = asyncio.create_task(self._run())
        try:
            yield
        finally:
            self._stopped.set()
            self._nudge.set()
            await ended([loop], LAST_WRITE)
            await self._finish()

    async def _run(self) -> None:
        while not self._stopped.is_set():
            self._nudge.clear()
            try:
                if not await self.step():
                    await happens(self._nudge, self._limits.poll)
            except StoreUnavailableError:
                log.warning("outbox out of reach", under_way=len(self._tasks))
                await happens(self._stopped, self._limits.poll)
            except Exception as error:  # last resort: what is claimed is claimed again
                noted_failure(_FAILED, error)
                await happens(self._stopped, self._limits.poll)

    async def step(self) -> bool:
        """Write what has arrived and start what is due; returns whether more may be due at once.

        Raises StoreUnavailableError; nothing is lost then. What else fails stops no other step.
        """
        now = self._clock()
        await self._settling.write_arrived()
        if self._apart.again(_MEASURED, now) is None:
            with self._apart.alone(_MEASURED, now):
                await self._measuring.measure(now)
        await self._holding.renew(now)
        room = self._limits.at_once - len(self._tasks)
        batch = await self._claiming.take(room, now, Counter(self._tasks.values()))
        for errand in batch.errands:
            self._holding.add(errand.claimed.id, now)
            self._start(errand)
        return batch.claimed == room > 0 and len(self._tasks) < self._limits.at_once

    def _start(self, errand: Errand) -> None:
        task = asyncio.create_task(self._run_errand(errand))
        self._tasks[task] = errand.sender.name
        task.add_done_callback(self._tasks.pop)

    async def _run_errand(self, errand: Errand) -> None:
        """An error is logged; the other errands go on."""
        try:
            with self._apart.alone(RoundItem(ItemKind.LETTER, errand.claimed.id), self._clock()):
                await self._carry_out(errand)
        except StoreUnavailableError:  # claimed again when its lease has expired
            log.warning("delivery not written down", delivery=errand.claimed.id)
        finally:
            self._holding.drop(errand.claimed.id)
            self._nudge.set()

    async def _carry_out(self, errand: Errand) -> None:
        """Wait for the turn, send it and write the outcome; or put it back for later."""
        claimed, sender = errand.claimed, errand.sender
        if errand.wait and await happens(self._stopped, errand.wait):
            await self._settling.put_back(errand, self._clock())
        elif self._planning.open_at(sender.name) > (now := self._clock()):
            await self._settling.put_back(errand, self._planning.due_again(claimed, sender, now))
        else:
            outcome = await attempt(
                claimed, errand.to, sender, self._limits, lambda: self._in_time(claimed)
            )
            await self._settling.settle(errand, outcome)

    def _in_time(self, claimed: Claimed) -> bool:
        """Whether the lease holds until it is sent, and the letter is still of use."""
        now = self._clock()
        ends = now + timedelta(seconds=self._limits.send)
        return self._holding.holds(claimed.id, ends) and not claimed.has_ended(now)

    async def _finish(self) -> None:
        """What does not end in time is claimed again, as possibly sent, after its lease."""
        await ended(self._tasks, GRACE)
        with suppress(StoreUnavailableError, TimeoutError):
            async with asyncio.timeout(LAST_WRITE):
                await self._settling.write_arrived()
