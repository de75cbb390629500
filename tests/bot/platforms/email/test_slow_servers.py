"""The worker beside a real mail server that takes its time: one letter, whoever asks for it."""

import asyncio
from collections.abc import Callable

from bot.delivery.limits import Limits
from bot.delivery.worker import Worker
from bot.platforms.email.letters import Email
from directory.letters.outbox import DeliveryState
from directory.store.memory_outbox import MemoryOutbox, StoredDelivery
from tests.bot.delivery.fakes import START, delivery
from tests.bot.platforms.email.mailbox import Mailbox, mailbox
from tests.builders import person
from tests.clock import HandClock
from tests.patience import PATIENCE

PEOPLE = {"anna-a": person("anna-a", email="anna@region.example")}


async def test_a_server_that_looks_at_the_letter_for_minutes_gets_it_once() -> None:
    looked = asyncio.Event()
    async with mailbox(holds=looked) as box:
        outbox, clock = MemoryOutbox(), HandClock(START)
        await outbox.put([delivery()])
        async with _worker(box, outbox, clock).running(), _worker(box, outbox, clock).running():
            await _until(lambda: bool(box.kept))
            for _ in range(30):  # five minutes of their clock
                clock.moves(seconds=10)
                await _until(lambda: _row(outbox).due > clock.now + Limits().lease / 2)
            looked.set()
            await _until(lambda: _row(outbox).state is DeliveryState.SENT)
    assert [message["Message-ID"] for message in box.kept] == [
        f"<{_row(outbox).id}@region.example>"
    ]
    assert _row(outbox).attempts == 1


async def test_a_server_that_breaks_off_after_the_letter_gets_it_three_times_in_hours() -> None:
    async with mailbox(drops=True) as box:
        outbox, clock = MemoryOutbox(), HandClock(START)
        await outbox.put([delivery()])
        async with _worker(box, outbox, clock).running():
            for copies in (1, 2, 3):
                await _until(lambda: len(box.kept) == copies and not _row(outbox).holder)  # noqa: B023  # awaited at once
                waits = _row(outbox).due - clock.now
                clock.now = max(clock.now, _row(outbox).due)
                assert copies == 3 or waits.total_seconds() >= 3600
            await _until(lambda: _row(outbox).state is DeliveryState.UNSURE)
    assert len({message["Message-ID"] for message in box.kept}) == 1


def _worker(box: Mailbox, outbox: MemoryOutbox, clock: HandClock) -> Worker:
    email = Email(box.post())
    return Worker(outbox, [email], lambda: PEOPLE, clock, limits=Limits(poll=0.005))


def _row(outbox: MemoryOutbox) -> StoredDelivery:
    return outbox.stored["anna-a"]


async def _until(seen: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not seen():
            await asyncio.sleep(0.005)
