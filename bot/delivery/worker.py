"""The worker: claims what is due, sends it on its way, and writes down what became of it."""

import asyncio
import random
import secrets
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import structlog

from bot.delivery.attempt import Arrived, Outcome, Refused, Retry, attempt
from bot.delivery.buckets import Rate
from bot.delivery.figures import DELIVERIES, OLDEST, OVERDUE
from bot.delivery.limits import Limits
from bot.delivery.planning import Errand, Planning
from bot.delivery.sender import Sender
from directory.outbox import Channel, Claimed, Outbox
from directory.people import Person
from directory.repository import StoreUnavailableError

GRACE = 4.0
"""Seconds that what is under way may take when the worker is asked to stop."""
LAST_WRITE = 2.0

log = structlog.get_logger(__name__)


class Worker:
    """Sends what is due in the outbox; any number of workers may share one.

    `people` tells who is in the directory, None while it is not loaded: then nothing is claimed.
    What a worker cannot write down comes back when its lease has run out, in doubt. `holder` is its
    name in the table.
    """

    def __init__(
        self,
        outbox: Outbox,
        senders: Sequence[Sender],
        people: Callable[[], Mapping[str, Person] | None],
        clock: Callable[[], datetime],
        *,
        limits: Limits | None = None,
        rates: Mapping[Channel, Rate] | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._outbox = outbox
        self._senders = {sender.channel: sender for sender in senders}
        self._people = people
        self._clock = clock
        self._limits = limits or Limits()
        self._chance = chance
        self.holder = secrets.token_hex(8)
        self._planning = Planning(self._senders, rates or {}, self._limits)
        self._tasks: set[asyncio.Task[None]] = set()
        self._arrived: dict[str, str] = {}
        self._woken = asyncio.Event()
        self._stopped = asyncio.Event()
        self._measured: datetime | None = None

    def nudge(self) -> None:
        """Something has been put: look at once instead of within a second."""
        self._woken.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Send while the block runs; then end what is under way, and give back the rest."""
        loop = asyncio.create_task(self._run())
        try:
            yield
        finally:
            self._stopped.set()
            self._woken.set()
            await _ended([loop], LAST_WRITE)
            await self._finish()

    async def _run(self) -> None:
        while not self._stopped.is_set():
            self._woken.clear()
            try:
                if not await self.step():
                    await _within(self._limits.poll, self._woken)
            except StoreUnavailableError:
                log.warning("outbox out of reach", under_way=len(self._tasks))
                await _within(self._limits.poll, self._stopped)
            except Exception:  # the last line of defence: what is claimed comes back
                log.exception("delivery round failed")
                await _within(self._limits.poll, self._stopped)

    async def step(self) -> bool:
        """Write down what has arrived and start what is due; whether there may be more at once.

        Raises StoreUnavailableError; nothing is lost then.
        """
        await self._write_arrived()
        await self._measure()
        room = self._limits.at_once - len(self._tasks)
        people = self._people()
        if room < 1 or people is None:
            return False
        now = self._clock()
        claimed = await self._outbox.claim(
            now, most=room, lease=self._limits.lease, holder=self.holder
        )
        if claimed:
            await self._start(claimed, people, now)
        return len(claimed) == room and len(self._tasks) < self._limits.at_once

    async def _start(
        self, claimed: Sequence[Claimed], people: Mapping[str, Person], now: datetime
    ) -> None:
        plan = self._planning.plan(claimed, people, now)
        on = {one.claimed.id: one.channel for one in plan.errands}
        mine = await self._outbox.begin(on, holder=self.holder) if on else frozenset()
        for errand in plan.errands:
            if errand.claimed.id in mine:
                task = asyncio.create_task(self._run_errand(errand, now + self._limits.lease))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        if plan.put_back:
            await self._outbox.put_back(plan.put_back, holder=self.holder)
        for lost in plan.unreachable:
            await self._fail(lost, None, "no_address", last=True)

    async def _run_errand(self, errand: Errand, until: datetime) -> None:
        """Whatever happens to one, the others go on."""
        try:
            await self._carry_out(errand, until)
        except Exception:  # the last line of defence: it comes back when its lease has run out
            log.exception("delivery not written down", delivery=errand.claimed.id)
        finally:
            self._woken.set()

    async def _carry_out(self, errand: Errand, until: datetime) -> None:
        """Wait for its turn, send it, and say what became of it; given back if that is too late."""
        if errand.wait and await _within(errand.wait, self._stopped):
            await self._put_back(errand, self._clock())
        elif (open_at := self._planning.open_at(errand.channel)) > self._clock():
            await self._put_back(errand, open_at)
        else:
            sender = self._senders[errand.channel]
            outcome = await attempt(
                errand.claimed, errand.to, sender, self._limits, lambda: self._in_time(until)
            )
            await self._settle(errand, outcome)

    def _in_time(self, until: datetime) -> bool:
        return self._clock() + timedelta(seconds=self._limits.send) <= until

    async def _put_back(self, errand: Errand, due: datetime) -> None:
        """Nothing was attempted: sending had been noted as begun, which is taken back unless it was
        in doubt before."""
        code, doubt = "not_begun", errand.claimed.interrupted
        with suppress(StoreUnavailableError):
            await self._outbox.retry_at(
                errand.claimed.id, due, code, holder=self.holder, unsure=doubt
            )

    # -- what became of it --------------------------------------------------------------------

    async def _settle(self, errand: Errand, outcome: Outcome) -> None:
        match outcome:
            case Arrived(reference, found):
                _count(errand.channel, "found" if found else "sent")
                self._arrived[errand.claimed.id] = reference
            case Refused(code):
                await self._fail(errand.claimed, errand.channel, code, last=errand.last)
            case Retry(code) if self._is_too_old(errand.claimed):
                await self._fail(errand.claimed, errand.channel, code, last=errand.last)
            case Retry():
                await self._retry(errand, outcome)

    def _is_too_old(self, claimed: Claimed) -> bool:
        return (
            claimed.since is not None and self._clock() - claimed.since > self._limits.retried_for
        )

    async def _retry(self, errand: Errand, outcome: Retry) -> None:
        claimed, now = errand.claimed, self._clock()
        _count(errand.channel, "again")
        due = now + self._limits.again_in(claimed.attempts, self._chance)
        if outcome.unsure:
            due = max(due, now + self._limits.lease)
        if outcome.retry_after is not None:
            pause = now + timedelta(seconds=outcome.retry_after)
            self._planning.pause(errand.channel, pause)
            due = max(due, pause)
        log.info("delivery put off", delivery=claimed.id, channel=errand.channel, code=outcome.code)
        with suppress(StoreUnavailableError):
            await self._outbox.retry_at(
                claimed.id, due, outcome.code, holder=self.holder, unsure=outcome.unsure
            )

    async def _fail(
        self, claimed: Claimed, channel: Channel | None, code: str, *, last: bool
    ) -> None:
        _count(channel, "unreachable" if last else "refused")
        log.warning("delivery failed", delivery=claimed.id, channel=channel, code=code, last=last)
        with suppress(StoreUnavailableError):
            await self._outbox.mark_failed(
                claimed.id, channel, code, self._clock(), holder=self.holder, last=last
            )

    async def _write_arrived(self) -> None:
        if self._arrived:
            written = dict(self._arrived)
            await self._outbox.mark_sent(written, self._clock(), holder=self.holder)
            for id_ in written:
                del self._arrived[id_]

    async def _measure(self) -> None:
        now = self._clock()
        every = timedelta(seconds=self._limits.measured_every)
        if self._measured is None or now - self._measured >= every:
            self._measured = now
            waiting, first = await self._outbox.overdue(now)
            OVERDUE.set(waiting)
            OLDEST.set((now - first).total_seconds() if first else 0)

    # -- the end ------------------------------------------------------------------------------

    async def _finish(self) -> None:
        """What does not end in time is left in doubt: its lease runs out."""
        await _ended(self._tasks, GRACE)
        with suppress(StoreUnavailableError, TimeoutError):
            async with asyncio.timeout(LAST_WRITE):
                await self._write_arrived()


async def _ended(tasks: Collection[asyncio.Task[None]], within: float) -> None:
    """Wait for the tasks, and cancel those that are late."""
    if tasks:
        _, late = await asyncio.wait(set(tasks), timeout=within)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _within(seconds: float, event: asyncio.Event) -> bool:
    """Wait for the event, but no longer; whether it has come."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()


def _count(channel: Channel | None, outcome: str) -> None:
    DELIVERIES.labels(channel or "none", outcome).inc()
