"""A write that is given up is never there; one whose commit got no answer is said to be unsure."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import event, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.util import await_only

from bot.desk.time_left import TimeLeft, WriteOutcome
from directory.accounts.account import ACCOUNTS, Account
from directory.changes import Keep
from directory.store.engine import create_engine, writing
from directory.store.store import SqlStore
from directory.transaction import GivenUpError, UnsureError, WriteAttempt
from tests.contract.conftest import NOW
from tests.patience import PATIENCE

SOON = 0.2
CHANGE = Keep(Account("web:a", "bjorken"))
ENDS_AT_COMMIT = """
    CREATE FUNCTION ends() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER ends AFTER INSERT ON account DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ends();
"""
SLEEPS_AT_COMMIT = ENDS_AT_COMMIT.replace(
    "pg_terminate_backend(pg_backend_pid())", "pg_advisory_xact_lock(7)"
)


class Writing:
    """One write by a store, and what is there afterwards."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.store = SqlStore(engine)
        self.ended = asyncio.Event()

    async def __call__(self, attempt: WriteAttempt) -> None:
        try:
            await self.store.apply([CHANGE], actor="a", now=NOW, attempt=attempt)
        finally:
            self.ended.set()

    async def is_there(self) -> bool:
        """Whether it was written, when all has ended."""
        await asyncio.wait_for(self.ended.wait(), PATIENCE)
        return bool(list((await self.store.load_parts(NOW)).of(ACCOUNTS)))


def until_the_commit(engine: AsyncEngine) -> TimeLeft:
    """A time that is out when the next commit begins."""
    reached = asyncio.Event()
    event.listen(engine.sync_engine, "commit", lambda _: reached.set())
    return TimeLeft(sleep=lambda left: reached.wait())


@pytest.fixture
async def other(migrated: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection of somebody else's to the same database."""
    engine = create_engine(migrated.url)
    async with writing(engine) as connection:
        yield connection
    await engine.dispose()


async def test_a_write_that_waits_for_a_lock_is_surely_not_written(
    migrated: AsyncEngine, other: AsyncConnection
) -> None:
    await other.execute(text("UPDATE revision SET number = number"))
    waits = Writing(migrated)
    assert await TimeLeft(SOON).writes(waits) is WriteOutcome.NO
    await other.rollback()
    assert not await waits.is_there()
    again = Writing(migrated)
    assert await TimeLeft(PATIENCE).writes(again) is WriteOutcome.YES
    assert await again.is_there()


async def test_what_was_given_up_before_is_rolled_back(migrated: AsyncEngine) -> None:
    attempt, writing = WriteAttempt(), Writing(migrated)
    assert attempt.give_up()
    with pytest.raises(GivenUpError):
        await writing(attempt)
    assert not await writing.is_there()


async def test_a_slow_commit_is_neither_a_yes_nor_a_no(migrated: AsyncEngine) -> None:
    gate, writing, time = asyncio.Event(), Writing(migrated), until_the_commit(migrated)
    event.listen(migrated.sync_engine, "commit", lambda _: await_only(gate.wait()))
    assert await time.writes(writing) is WriteOutcome.PERHAPS
    gate.set()
    assert await writing.is_there()


async def test_what_is_committed_cannot_be_given_up(migrated: AsyncEngine) -> None:
    attempt, writing = WriteAttempt(), Writing(migrated)
    await writing(attempt)
    assert attempt.is_written
    assert not attempt.give_up()


async def test_a_file_that_another_holds_is_a_clear_no(migrated_sqlite: str) -> None:
    engine = create_engine(migrated_sqlite)
    path = make_url(migrated_sqlite).database
    assert path
    reader = sqlite3.connect(path, isolation_level=None)
    try:
        async with engine.connect() as connection:
            await connection.exec_driver_sql("PRAGMA busy_timeout = 10")
        reader.execute("BEGIN IMMEDIATE")
        writing = Writing(engine)
        assert await TimeLeft(PATIENCE).writes(writing) is WriteOutcome.NO
    finally:
        reader.close()
    assert not await writing.is_there()
    await engine.dispose()


@pytest.mark.postgres
async def test_a_server_that_ends_at_the_commit_leaves_it_unsure(migrated_postgres: str) -> None:
    engine = create_engine(migrated_postgres)
    async with engine.begin() as connection:
        await connection.exec_driver_sql(ENDS_AT_COMMIT)
    with pytest.raises(UnsureError):
        await Writing(engine)(WriteAttempt())
    assert await TimeLeft(PATIENCE).writes(Writing(engine)) is WriteOutcome.PERHAPS
    await engine.dispose()


@pytest.mark.postgres
async def test_a_commit_that_waits_in_postgres_is_written_in_the_end(
    migrated_postgres: str,
) -> None:
    engine = create_engine(migrated_postgres)
    async with engine.begin() as connection:
        await connection.exec_driver_sql(SLEEPS_AT_COMMIT)
    writing = Writing(engine)
    async with engine.begin() as holder:
        await holder.exec_driver_sql("SELECT pg_advisory_xact_lock(7)")
        assert await until_the_commit(engine).writes(writing) is WriteOutcome.PERHAPS
    assert await writing.is_there()
    await engine.dispose()
