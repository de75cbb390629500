"""Two thousand deliveries, three processes that are killed over and over, a Slack that fails at random.

In the end each is at Slack exactly once, each e-mail is there with one Message-ID, and every row is SENT.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import field
from datetime import UTC, datetime
from itertools import pairwise
from multiprocessing.context import ForkServerProcess
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import system_clock
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery, DeliveryState, Letter
from directory.letters.subscriptions import Topic
from directory.store.engine import create_engine
from directory.store.migrate import migrate
from directory.store.outbox import SqlOutbox
from tests.bot.platforms.email.mailbox import Mailbox, mailbox
from tests.bot.platforms.slack.fake_slack_api import (
    TEAM,
    Broken,
    CutOff,
    Dropped,
    FakeSlackApi,
    Fault,
    Page,
    Payload,
    RateLimited,
    slack_api,
    slack_user,
)
from tests.e2e import outbox_process
from tests.e2e.outbox_process import DOMAIN, LIMITS, PERSONS
from tests.stories.forked import FORKED

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

SEED = 20261124
DELIVERIES, BY_EMAIL, USERS = 2_000, 300, 170
PROCESSES, KILLS = 3, 16
HANGS_AFTER = 600.0  # seconds: a guard against a run without an end, and nothing else

# Every change of hands, in the database's own words.
_HANDS = """
CREATE TABLE hand (
  delivery text, holder text, until bigint, at timestamptz DEFAULT clock_timestamp()
);
CREATE FUNCTION note_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO hand (delivery, holder, until) VALUES (NEW.id, NEW.holder, NEW.due);
  RETURN NULL;
END $$;
CREATE TRIGGER hands AFTER UPDATE OF holder ON delivery FOR EACH ROW
  WHEN (NEW.holder <> OLD.holder) EXECUTE FUNCTION note_hand();
"""


MOODS: dict[Fault | None, float] = {
    RateLimited("0.5"): 0.5,
    Broken(500): 2,
    Broken(404): 1,
    Broken(500, after=True): 2,
    Page(after=True): 2,
    CutOff(): 1,
    Dropped(): 2,
    None: 89.5,
}
"""How often, in per cent."""


@dataclass
class MoodySlack(FakeSlackApi):
    """A Slack that fails at random, before or after it has done what it was asked."""

    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    said: Counter[str] = field(default_factory=Counter)

    async def _with_fault(
        self, method: str, request: web.Request, sent: Payload | None = None
    ) -> web.StreamResponse | None:
        fault = self._mood()
        if fault is not None and method != "auth.test":
            self.said[type(fault).__name__] += 1
            self.will(method, fault)
        return await super()._with_fault(method, request, sent)

    def _mood(self) -> Fault | None:
        return self.chance.choices([*MOODS], [*MOODS.values()])[0]


@dataclass
class MoodyMailbox(Mailbox):
    """A server that is sometimes busy, and sometimes drops the line when it has taken a letter."""

    chance: random.Random = field(default_factory=lambda: random.Random(SEED))

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        mood = self.chance.random()
        if mood < 0.05:
            return "450 busy"
        self.drops = mood > 0.95
        return await super().handle_DATA(server, session, envelope)


@dataclass(frozen=True)
class Killed:
    holder: str
    at: datetime


@dataclass
class Processes:
    """Workers that are started, killed and replaced."""

    arguments: tuple[str, str, int]
    alive: dict[str, ForkServerProcess] = field(default_factory=dict)
    killed: list[Killed] = field(default_factory=list)

    async def start(self) -> None:
        hears, says = FORKED.Pipe(duplex=False)
        process = FORKED.Process(target=outbox_process.run, args=(*self.arguments, says))
        process.start()
        says.close()
        try:
            holder = await asyncio.to_thread(hears.recv)  # EOFError if it did not begin
        except BaseException:
            process.kill()
            raise
        self.alive[holder] = process

    async def kill(self, holder: str) -> None:
        await _end(self.alive.pop(holder))
        self.killed.append(Killed(holder, system_clock()))

    async def end(self) -> None:
        for process in self.alive.values():
            await _end(process)


async def _end(process: ForkServerProcess) -> None:
    process.kill()
    await asyncio.to_thread(process.join)


@asynccontextmanager
async def workers(url: str, slack: str, smtp_port: int) -> AsyncIterator[Processes]:
    processes = Processes((url, slack, smtp_port))
    try:
        await asyncio.gather(*(processes.start() for _ in range(PROCESSES)))
        yield processes
    finally:
        await processes.end()


def deliveries(now: datetime) -> list[Delivery]:
    """Many to accounts in Slack; some to persons whom Slack does not know."""
    accounts = [f"slack:{TEAM}:U{number % USERS:04}" for number in range(DELIVERIES - BY_EMAIL)]
    persons = [f"p{number % PERSONS}" for number in range(BY_EMAIL)]
    recipients = accounts + persons
    random.Random(SEED).shuffle(recipients)
    letter = Letter(topic=Topic("prov"), title="Prov", lines=("Ett brev",))
    return [
        Delivery(key=f"k{number}", recipient=recipient, letter=letter, made=now, due=now)
        for number, recipient in enumerate(recipients)
    ]


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[AsyncEngine]:
    """The database, with a note of every change of hands."""
    engine = create_engine(url)
    try:
        await migrate(engine)
        async with engine.begin() as connection:
            await connection.execute(text(_HANDS))
        yield engine
    finally:
        await engine.dispose()


async def test_nothing_is_lost_and_nothing_is_posted_twice(
    fresh_postgres_database: str, record_property: Any
) -> None:
    began = system_clock()
    users = {f"U{n:04}": slack_user(f"U{n:04}") for n in range(USERS)}
    slack, box = MoodySlack(users, now=began), MoodyMailbox()
    async with opened(fresh_postgres_database) as engine:
        outbox = SqlOutbox(engine)
        await outbox.put(deliveries(began))
        async with (
            slack_api(slack=slack),
            mailbox(box),
            workers(fresh_postgres_database, slack.api, box.port) as processes,
            asyncio.timeout(HANGS_AFTER),
        ):
            await kill_and_replace(processes, outbox)
            await all_done(outbox)
        rows, hands = await stored(engine), await changes_of_hands(engine)

    assert len(processes.killed) >= 15
    assert Counter(DeliveryState(row.state) for row in rows) == {DeliveryState.SENT: DELIVERIES}
    check_slack(rows, slack)
    check_email(rows, box)
    longest = check_hands(hands, processes.killed)
    took = (system_clock() - began).total_seconds()
    record_property(
        "shown",
        f"{took:.0f} s, {len(processes.killed)} kills, faults {dict(slack.said)}, "
        f"{len(box.kept)} e-mails for {BY_EMAIL}, longest from a kill to the next holder {longest:.1f} s",
    )


async def kill_and_replace(processes: Processes, outbox: SqlOutbox) -> None:
    """Whoever is killed is replaced meanwhile; the others go on."""
    chance = random.Random(SEED)
    async with asyncio.TaskGroup() as replacements:
        while len(processes.killed) < KILLS:
            await asyncio.sleep(chance.uniform(0.1, 1.0))
            if processes.alive:
                counts = await outbox.counts()
                assert counts[DeliveryState.SENT] < DELIVERIES, "all was sent before the last kill"
                assert sum(counts.values()) == DELIVERIES
                await processes.kill(chance.choice(list(processes.alive)))
                replacements.create_task(processes.start())


async def all_done(outbox: SqlOutbox) -> None:
    while (await outbox.counts())[DeliveryState.SENT] < DELIVERIES:
        await asyncio.sleep(0.2)


async def stored(engine: AsyncEngine) -> list[Any]:
    async with engine.connect() as connection:
        return list((await connection.execute(text("SELECT * FROM delivery"))).all())


async def changes_of_hands(engine: AsyncEngine) -> list[Any]:
    query = "SELECT * FROM hand ORDER BY delivery, at"
    async with engine.connect() as connection:
        return list((await connection.execute(text(query))).all())


def check_slack(rows: list[Any], slack: MoodySlack) -> None:
    """Exactly once each, and nothing else."""
    posted = Counter(
        message["metadata"]["event_payload"]["id"]
        for some in slack.messages.values()
        for message in some
    )
    assert [id_ for id_, times in posted.items() if times > 1] == []
    assert set(posted) == {row.id for row in rows if row.channel == "slack"}
    assert len(posted) == DELIVERIES - BY_EMAIL
    assert min(slack.said.values()) > 0


def check_email(rows: list[Any], box: Mailbox) -> None:
    """At least once each, always under the same id, to the same person."""
    meant = {f"<{row.id}@{DOMAIN}>": row.recipient for row in rows if row.channel == "email"}
    arrived = {(str(one["Message-ID"]), str(one["To"].addresses[0].username)) for one in box.kept}
    assert arrived == set(meant.items())
    assert len(meant) == BY_EMAIL


def check_hands(hands: list[Any], killed: list[Killed]) -> float:
    """What a killed process had is taken over when its lease has run out, and not before.

    How long that is depends on the machine, and on whether the next to claim it is killed too. That it is claimed
    before what waits is in the contract of the outbox. The longest time from a kill until the next holder.
    """
    ends = {one.holder: one.at for one in killed}
    waits: list[float] = []
    for before, after in pairwise(hands):
        left = before.delivery == after.delivery and before.holder in ends
        if not left or not after.holder:  # an empty holder: given back before the kill
            continue
        ended, until = ends[before.holder], _instant(before.until)
        assert until <= ended + LIMITS.lease
        assert after.at >= until
        waits.append((after.at - ended).total_seconds())
    assert waits
    return max(waits)


def _instant(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / 1e6, tz=UTC)
