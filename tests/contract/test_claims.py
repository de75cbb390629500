"""What may reach several processes is had by one of them, in memory, on SQLite and on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from directory.jobs.claims import FirstClaims
from directory.store.claims import SqlClaims
from directory.store.engine import create_engine
from directory.store.memory_claims import MemoryClaims
from tests.contract.conftest import NOW
from tests.databases import STORES, migrated_database

HOUR = timedelta(hours=1)
Pair = tuple[FirstClaims, FirstClaims]


@pytest.fixture(params=STORES)
async def pair(request: pytest.FixtureRequest) -> AsyncIterator[Pair]:
    """The claims as two processes have them."""
    if request.param == "memory":
        memory = MemoryClaims()
        yield memory, memory
        return
    url = migrated_database(request)
    one, other = create_engine(url), create_engine(url)
    yield SqlClaims(one), SqlClaims(other)
    await one.dispose()
    await other.dispose()


async def test_the_first_has_it_until_its_time_is_out(pair: Pair) -> None:
    one, other = pair
    assert await one.claim({"a": NOW + HOUR}, NOW)
    assert not await other.claim({"a": NOW + HOUR}, NOW)
    assert not await one.claim({"a": NOW + HOUR}, NOW)
    assert not await other.claim({"a": NOW + 2 * HOUR}, NOW + HOUR - timedelta(microseconds=1))
    assert await other.claim({"a": NOW + 2 * HOUR}, NOW + HOUR)
    assert not await one.claim({"a": NOW + 2 * HOUR}, NOW + HOUR)


async def test_of_several_keys_all_must_be_free(pair: Pair) -> None:
    one, other = pair
    assert await one.claim({"press": NOW + HOUR, "button": NOW + HOUR}, NOW)
    assert not await other.claim({"other press": NOW + HOUR, "button": NOW + HOUR}, NOW)
    assert await other.claim({"third": NOW + HOUR, "fourth": NOW + HOUR}, NOW)


async def test_of_many_at_once_one_is_first(pair: Pair) -> None:
    keys = {"b": NOW + HOUR, "a": NOW + HOUR}
    tries = [pair[n % 2].claim(dict(sorted(keys.items(), reverse=n > 3)), NOW) for n in range(8)]
    assert sorted(await asyncio.gather(*tries)) == [False] * 7 + [True]


async def test_what_has_ended_is_forgotten(pair: Pair) -> None:
    one, other = pair
    await one.claim({"old": NOW, "new": NOW + HOUR}, NOW - HOUR)
    assert await other.forget(NOW + timedelta(minutes=1)) == 1
    assert await other.forget(NOW + timedelta(minutes=1)) == 0
    assert not await other.claim({"new": NOW + HOUR}, NOW)
