"""What comes several times is answered once; better twice than never."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.platforms.once import Once
from directory.store.memory_claims import MemoryClaims
from directory.transaction import StoreUnavailableError
from tests.builders import at
from tests.clock import HandClock

KEYS = {"message C1 1.1": timedelta(hours=1)}
NOW = at("2026-11-24 14:05")


class Gone(MemoryClaims):
    """Out of reach; counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    async def claim(self, keys: Mapping[str, datetime], now: datetime) -> bool:
        self.asked += 1
        raise StoreUnavailableError("taken away by the test")


class Hung(Gone):
    async def claim(self, keys: Mapping[str, datetime], now: datetime) -> bool:
        self.asked += 1
        await asyncio.Event().wait()
        return True


async def test_one_of_two_processes_has_it() -> None:
    claims, clock = MemoryClaims(), HandClock(NOW)
    one, other = Once("slack", clock, claims), Once("slack", clock, claims)
    assert one.is_new_here(KEYS) and other.is_new_here(KEYS)
    assert await one.is_first(KEYS)
    assert not await other.is_first(KEYS)
    assert not one.is_new_here(KEYS)


async def test_platforms_do_not_take_each_other_s() -> None:
    claims, clock = MemoryClaims(), HandClock(NOW)
    assert await Once("slack", clock, claims).is_first(KEYS)
    assert await Once("teams", clock, claims).is_first(KEYS)


async def test_a_store_out_of_reach_is_left_alone_for_a_while() -> None:
    for claims in (Gone(), Hung()):
        clock = HandClock(NOW)
        once = Once("slack", clock, claims, patience=0)
        for _ in range(3):
            assert await once.is_first(KEYS)
        assert claims.asked == 1
        clock.now = NOW + timedelta(seconds=11)
        assert await once.is_first(KEYS)
        assert claims.asked == 2


async def test_without_a_store_this_process_is_all_that_is_known() -> None:
    once = Once("slack", HandClock(NOW), None)
    assert once.is_new_here(KEYS) and await once.is_first(KEYS)
    assert not once.is_new_here(KEYS)
