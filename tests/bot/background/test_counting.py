"""Counting never stands in the way, and loses nothing while there is room."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.background import counting
from bot.background.counting import Counting
from directory.counting.lookups import Lookup
from directory.counting.misses import Miss
from directory.store.memory import MemoryStore
from directory.transaction import StoreUnavailableError
from tests.builders import at
from tests.clock import HandClock
from tests.stories.gone_store import FlakyRepository

LOOKUP = Lookup(at("2026-11-24 14:05"), "konsult", "answer", "kardiologi", "bjorken")


class WithoutMisses(MemoryStore):
    gone = True

    async def count_misses(self, misses: Sequence[Miss]) -> None:
        if self.gone:
            raise StoreUnavailableError("taken away by the test")
        await super().count_misses(misses)


class Batches(MemoryStore):
    """Knows each batch that was written."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[dict[Lookup, int]] = []

    async def count(self, lookups: Mapping[Lookup, int]) -> None:
        self.batches.append(dict(lookups))
        await super().count(lookups)


async def test_what_waits_is_written_in_order_and_in_batches() -> None:
    store = MemoryStore()
    queue = Counting(store, HandClock(LOOKUP.at))
    lookups = [replace(LOOKUP, service=str(number)) for number in range(counting.BATCH + 1)]
    for lookup in lookups:
        queue.add(lookup)
    await queue.flush()
    await queue.flush()
    assert store.lookups == lookups


async def test_those_that_are_alike_are_added_up_before_they_are_written() -> None:
    store = Batches()
    queue = Counting(store, HandClock(LOOKUP.at))
    other = replace(LOOKUP, service="ortopedi")
    for lookup in (LOOKUP, other, LOOKUP, LOOKUP):
        queue.add(lookup)
    await queue.flush()
    assert store.batches == [{LOOKUP: 3, other: 1}]


async def test_what_is_asked_while_the_store_is_gone_is_added_to_what_waits() -> None:
    store = FlakyRepository()
    store.gone = True
    queue = Counting(store, HandClock(LOOKUP.at))
    other = replace(LOOKUP, service="ortopedi")
    queue.add(LOOKUP)
    with pytest.raises(StoreUnavailableError):
        await queue.flush()
    for lookup in (other, LOOKUP):
        queue.add(lookup)
    store.gone = False
    await queue.flush()
    assert store.lookups == [LOOKUP, LOOKUP, other]


async def test_a_store_that_is_gone_loses_nothing() -> None:
    store = FlakyRepository()
    store.gone = True
    queue = Counting(store, HandClock(LOOKUP.at))
    for number in range(3):
        queue.add(replace(LOOKUP, service=str(number)))
    with pytest.raises(StoreUnavailableError):
        await queue.flush()
    store.gone = False
    await queue.flush()
    assert [lookup.service for lookup in store.lookups] == ["0", "1", "2"]


async def test_what_waits_is_written_when_it_ends() -> None:
    store = MemoryStore()
    queue = Counting(store, HandClock(LOOKUP.at))
    with pytest.raises(KeyError):
        async with queue.running():
            queue.add(LOOKUP)
            raise KeyError("whatever ends the program")
    assert store.lookups == [LOOKUP]


async def test_a_full_queue_drops_the_oldest() -> None:
    store = MemoryStore()
    queue = Counting(store, HandClock(LOOKUP.at))
    for number in range(counting.MOST_WAITING + 2):
        queue.add(replace(LOOKUP, service=str(number)))
    await queue.flush()
    assert len(store.lookups) == counting.MOST_WAITING
    assert store.lookups[0].service == "2"


async def test_misses_wait_in_the_same_queue() -> None:
    store = FlakyRepository()
    store.gone = True
    queue = Counting(store, HandClock(LOOKUP.at))
    misses = [Miss(LOOKUP.at, "konsult", words) for words in ("pumpis", "hjärtmott")]
    for happened in (LOOKUP, misses[0], LOOKUP, misses[1]):
        queue.add(happened)
    with pytest.raises(StoreUnavailableError):
        await queue.flush()
    store.gone = False
    await queue.flush()
    await queue.flush()
    assert store.lookups == [LOOKUP, LOOKUP]
    assert {row.words: row.times for row in await store.load_misses(LOOKUP.at)} == {
        "pumpis": 1,
        "hjärtmott": 1,
    }


async def test_misses_that_could_not_be_stored_wait_without_counting_lookups_twice() -> None:
    store = WithoutMisses()
    queue = Counting(store, HandClock(LOOKUP.at))
    queue.add(LOOKUP)
    queue.add(Miss(LOOKUP.at, "konsult", "pumpis"))
    with pytest.raises(StoreUnavailableError):
        await queue.flush()
    store.gone = False
    await queue.flush()
    assert store.lookups == [LOOKUP]
    assert [row.times for row in await store.load_misses(LOOKUP.at)] == [1]


class Particular(MemoryStore):
    """One lookup cannot be written."""

    damaged = "2"

    async def count(self, lookups: Mapping[Lookup, int]) -> None:
        if any(lookup.service == self.damaged for lookup in lookups):
            raise ValueError("damaged")
        await super().count(lookups)


async def test_what_cannot_be_counted_holds_up_nothing_and_is_tried_again() -> None:
    store, clock = Particular(), HandClock(LOOKUP.at)
    queue = Counting(store, clock)
    for number in range(4):
        queue.add(replace(LOOKUP, service=str(number)))
    queue.add(Miss(LOOKUP.at, "konsult", "pumpis"))
    await queue.flush()
    assert [lookup.service for lookup in store.lookups] == ["0", "1", "3"]
    assert len(await store.load_misses(LOOKUP.at)) == 1
    store.damaged = ""
    await queue.flush()
    assert len(store.lookups) == 3, "it waits"
    clock.now += timedelta(minutes=1)
    await queue.flush()
    assert [lookup.service for lookup in store.lookups] == ["0", "1", "3", "2"]
