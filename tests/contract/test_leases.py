"""A duty has at most one holder, in memory, on SQLite and on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from directory.jobs.leases import Leases
from directory.store.engine import create_engine
from directory.store.leases import SqlLeases
from directory.store.memory_leases import MemoryLeases
from directory.transaction import StoreUnavailableError
from tests.contract.conftest import NOW
from tests.databases import STORES, migrated_database

LEASE = timedelta(seconds=20)
Pair = tuple[Leases, Leases]


@pytest.fixture(params=STORES)
async def pair(request: pytest.FixtureRequest) -> AsyncIterator[Pair]:
    """The leases as two processes have them."""
    if request.param == "memory":
        memory = MemoryLeases()
        yield memory, memory
        return
    url = migrated_database(request)
    one, other = create_engine(url), create_engine(url)
    yield SqlLeases(one), SqlLeases(other)
    await one.dispose()
    await other.dispose()


async def test_one_has_it_until_its_time_is_out(pair: Pair) -> None:
    one, other = pair
    assert await one.take("gaps", NOW, NOW + LEASE, "a")
    assert not await other.take("gaps", NOW, NOW + LEASE, "b")
    assert not await other.take(
        "gaps", NOW + LEASE - timedelta(microseconds=1), NOW + 2 * LEASE, "b"
    )
    assert await other.take("gaps", NOW + LEASE, NOW + 2 * LEASE, "b")
    assert not await one.take("gaps", NOW + LEASE, NOW + 2 * LEASE, "a")


async def test_its_holder_may_go_on_and_other_duties_are_free(pair: Pair) -> None:
    one, other = pair
    assert await one.take("gaps", NOW, NOW + LEASE, "a")
    assert await one.take("gaps", NOW + LEASE / 2, NOW + 2 * LEASE, "a")
    assert not await other.take("gaps", NOW + LEASE, NOW + 2 * LEASE, "b")
    assert await other.take("tidy", NOW, NOW + LEASE, "b")


async def test_only_its_holder_can_let_it_go(pair: Pair) -> None:
    one, other = pair
    await one.take("gaps", NOW, NOW + LEASE, "a")
    await other.leave("gaps", "b")
    assert not await other.take("gaps", NOW, NOW + LEASE, "b")
    await one.leave("gaps", "a")
    await one.leave("gaps", "a")
    assert await other.take("gaps", NOW, NOW + LEASE, "b")


async def test_of_many_at_once_one_gets_it(pair: Pair) -> None:
    for duty in ("first", "second", "third"):
        taken = await asyncio.gather(
            *(pair[n % 2].take(duty, NOW, NOW + LEASE, f"holder {n}") for n in range(8))
        )
        assert sum(taken) == 1


async def test_a_database_that_is_gone_is_said_to_be() -> None:
    engine = create_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(StoreUnavailableError):
        await SqlLeases(engine).take("gaps", NOW, NOW + LEASE, "a")
    await engine.dispose()
