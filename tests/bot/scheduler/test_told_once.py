"""What a job that tells has found when asked whether it rests is what it tells."""

from collections.abc import Sequence
from datetime import timedelta

from bot.apart.rounds import Separately
from bot.incoming.addresses import Fetched
from bot.jobs import Job, JobContext, telling
from bot.scheduler.runner import Scheduler
from directory.accounts.account import ACCOUNTS, Account
from directory.changes import Keep
from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Topic
from directory.snapshot import Snapshot
from directory.store.memory_leases import MemoryLeases
from tests.chat import Chat, open_chat
from tests.stories.rosters import read_roster_here
from tests.stories.shifts import EVENING as NOW

LETTER = Letter(topic=Topic("byten"), title="Byte föreslaget")


async def unchanged(*_: str) -> Fetched:
    return Fetched(None)


class Found:
    """A job that finds one letter to whoever has an account, and how often it has looked."""

    def __init__(self, chat: Chat) -> None:
        self.looked = 0
        context = JobContext(
            store=chat.repository,
            live=chat.live,
            outbox=chat.outbox,
            clock=chat.clock,
            fetch=unchanged,
            read_roster=read_roster_here,
        )
        self.job: Job = telling("tells", timedelta(minutes=1), self.due, context)
        self.scheduler = Scheduler([self.job], MemoryLeases(), chat.clock)

    def due(self, snapshot: Snapshot, now: object, separately: Separately) -> Sequence[Delivery]:
        self.looked += 1
        accounts = snapshot.of(ACCOUNTS)
        return [
            Delivery(key=f"k|{one.id}", recipient=one.id, letter=LETTER, made=NOW, due=NOW)
            for one in accounts
        ]


async def signs_up(chat: Chat, who: str) -> None:
    await chat.live.write([Keep(Account(who, "bjorken"))], "test")


async def test_a_round_that_tells_looks_once_and_so_does_one_that_rests() -> None:
    chat = await open_chat(now=NOW)
    await signs_up(chat, "web:a")
    found = Found(chat)
    assert await found.scheduler.run_job("tells", NOW) == 1
    assert found.looked == 1
    assert await found.scheduler.run_job("tells", NOW) == 0
    assert found.looked == 2


async def test_what_has_changed_since_it_was_asked_is_looked_for_again() -> None:
    chat = await open_chat(now=NOW)
    await signs_up(chat, "web:a")
    found = Found(chat)
    assert not await found.job.rests(NOW)
    await signs_up(chat, "web:b")
    assert await found.job.run(NOW) == 2
    assert await found.job.rests(NOW)
    later = NOW + timedelta(minutes=1)
    assert await found.job.run(later) == 0
    assert found.looked == 4
