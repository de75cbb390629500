"""A capability that konsult has never heard of works from its command to its letters.

It is its own files (tests/lending) and a line in each registry; here the registries are given as they
would be with these lines. No file of konsult knows of it.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.commands import COMMANDS
from bot.delivery.worker import Worker
from bot.desk import Visitor
from bot.desk.front import FrontDesk
from bot.jobs import JobContext
from bot.live import Live
from bot.scheduler.runner import Scheduler
from directory.changes import Keep
from directory.lazy.values import dataclass
from directory.letters.outbox import DeliveryState
from directory.letters.queries import INBOX
from directory.letters.subscriptions import Pace, Subscription
from directory.query import Reads
from directory.store.engine import create_engine
from directory.store.leases import SqlLeases
from directory.store.outbox import SqlOutbox
from directory.store.store import SqlStore
from tests.bot.delivery.fakes import RecordingSender
from tests.builders import phone, small_region
from tests.chat import TUESDAY_DAYTIME, User
from tests.clock import HandClock
from tests.lending.command import COMMAND
from tests.lending.letters import LENT, returns
from tests.lending.queries import LEDGER
from tests.lending.store import REGISTRY, SqlLedger, migrate_with_lending
from tests.stories.rosters import read_roster_here, unreachable


@dataclass
class Konsult:
    """A process with the capability, on a database."""

    clock: HandClock
    live: Live
    desk: FrontDesk
    scheduler: Scheduler
    outbox: SqlOutbox
    worker: Worker
    sender: RecordingSender

    def user(self, person: str) -> User:
        return User(self.desk, Visitor(f"test:{person}", self.live.present().people[person]))

    async def sends(self) -> list[str]:
        """Whom the worker has told when it has done what is due."""
        before = len(self.sender.sent)
        await self.worker.step()
        while (await self.outbox.counts())[DeliveryState.SENDING]:
            await asyncio.sleep(0)
            await self.worker.step()
        return self.sender.sent[before:]


@pytest.fixture
async def konsult(migrated_sqlite: str) -> AsyncIterator[Konsult]:
    engine, clock = create_engine(migrated_sqlite), HandClock(TUESDAY_DAYTIME)
    await migrate_with_lending(engine)
    repository, outbox = SqlStore(engine, REGISTRY), SqlOutbox(engine)
    people = tuple(replace(one, email=f"{one.id}@region.example") for one in small_region().people)
    await repository.import_region(small_region(people=people), actor="test", now=clock())
    live = Live(repository, clock)
    await live.refresh()
    reads = Reads(LEDGER.by(SqlLedger(engine)), INBOX.by(outbox))
    context = JobContext(
        store=repository,
        live=live,
        outbox=outbox,
        clock=clock,
        fetch=unreachable,
        read_roster=read_roster_here,
    )
    sender = RecordingSender("chat")
    yield Konsult(
        clock,
        live,
        FrontDesk(live, clock, lambda counted: None, phone(), reads, (*COMMANDS, COMMAND)),
        Scheduler([returns(context)], SqlLeases(engine), clock),
        outbox,
        Worker(outbox, [sender], live.people, clock),
        sender,
    )
    await engine.dispose()


async def test_from_the_command_to_the_letters(konsult: Konsult) -> None:
    follows = Subscription(
        follower="karin-k", topic=LENT, target="s-1", pace=Pace.AT_ONCE, made=konsult.clock()
    )
    await konsult.live.write([Keep(follows)], "test:karin-k")

    anna = await konsult.user("anna-a").types("/sökare s-1")
    assert anna.lines == ["Sökare s-1 · utlånad 0 gånger", "Ingen har den.", "[Låna]"]
    free = anna.card
    await anna.taps("Låna")
    assert anna.lines == ["Du har sökare s-1 i åtta timmar."]
    assert await konsult.sends() == ["karin-k"]

    bo = konsult.user("bo-b")
    bo.card = free
    await bo.taps("Låna")
    assert bo.lines == ["Sökare s-1 · utlånad 1 gånger", "Anna Asp har den."]
    assert await konsult.sends() == []

    karin = await konsult.user("karin-k").types("/inkorg")
    assert karin.lines[0].startswith("Sökare s-1 är utlånad till Anna Asp · ny")
    await karin.taps("Visa sökaren")
    assert karin.lines == ["Sökare s-1 · utlånad 1 gånger", "Anna Asp har den."]

    konsult.clock.moves(hours=8)
    assert [await konsult.scheduler.run_job("sökare", konsult.clock()) for _ in range(2)] == [1, 0]
    assert await konsult.sends() == ["anna-a"]
