"""Files read into a chat with advice, and the jobs about it, as two processes that know nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.jobs import Job, JobContext
from bot.shortages.advice.packs import advised_packs
from directory.letters.outbox import Delivery
from directory.shortages.advice.advice import ReplacementAdvice
from directory.shortages.advice.kept import ADVICE
from directory.shortages.row import ShortageRow
from tests.bot.shortages.stories import published, publishing
from tests.chat import Chat
from tests.shortages import as_xml
from tests.stories.jobs import job_context


def jobs_of(chat: Chat, *made: Callable[[JobContext], Job]) -> list[Job]:
    """The jobs as a process that has just begun has them."""
    context = job_context(chat.repository, chat.live, chat.outbox, clock=chat.clock)
    return [make(context) for make in made or (advised_packs,)]


async def runs(chat: Chat, jobs: Sequence[Job]) -> None:
    """A minute: each job that has something to do does it."""
    for job in jobs:
        if not await job.rests(chat.clock.now):
            await job.run(chat.clock.now)


async def reads(chat: Chat, rows: Sequence[ShortageRow], now: datetime) -> None:
    """A file of the moment, with these rows alone."""
    await chat.passes(now)
    outcome = await published(chat, as_xml(rows, now - timedelta(minutes=5)), looked_at=True)
    assert outcome.publication, outcome.refusals


async def begins(chat: Chat, now: datetime) -> None:
    """A day begins without any file."""
    await chat.passes(now)
    await publishing(chat).begin_day(now, "test")


def told(chat: Chat) -> list[tuple[str, str]]:
    """To whom, and about what: the title before its colon."""
    return [(one.recipient, one.letter.title.partition(":")[0]) for one in chat.deliveries]


def advice(chat: Chat) -> ReplacementAdvice:
    """The last version of all."""
    return list(chat.snapshot.of(ADVICE))[-1]


def lines(delivery: Delivery) -> str:
    return "\n".join((delivery.letter.title, *delivery.letter.words))
