"""The store keeps what it has never heard of: the kinds and the part of tests/lending, by one line."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.live import Live
from directory.catalogue.roles import Role
from directory.changes import Add, Forget, Keep
from directory.lazy.values import dataclass
from directory.parts import revisions_of
from directory.store.engine import create_engine
from directory.store.memory import MemoryStore
from directory.store.store import SqlStore
from directory.transaction import MovedError, TakenError
from tests.builders import small_region
from tests.clock import HandClock
from tests.contract.conftest import NOW
from tests.databases import STORES, migrated_database
from tests.lending.kept import ENTRY, PAGERS, Entry, Pager
from tests.lending.store import REGISTRY, migrate_with_lending
from tests.stores import AnyStore

MINE = Pager(id="p-1", holder="anna-a", role=Role.SENIOR_ON_CALL, until=None)
BACK = replace(MINE, id="p-2", until=NOW - timedelta(minutes=30))
LONG_AGO = replace(MINE, id="p-3", until=NOW - timedelta(hours=1))


@dataclass(frozen=True)
class Opened:
    """Two repositories on the same data, and what the ledger says."""

    repository: AnyStore
    other: AnyStore


@pytest.fixture(params=STORES)
async def opened(request: pytest.FixtureRequest) -> AsyncIterator[Opened]:
    if request.param == "memory":
        memory = MemoryStore(registry=REGISTRY)
        await memory.import_region(small_region(), actor="test", now=NOW)
        yield Opened(memory, memory)
        return
    engine = create_engine(migrated_database(request))
    other = create_engine(engine.url)
    await migrate_with_lending(engine)
    repository = SqlStore(engine, REGISTRY)
    await repository.import_region(small_region(), actor="test", now=NOW)
    yield Opened(repository, SqlStore(other, REGISTRY))
    await engine.dispose()
    await other.dispose()


async def test_it_is_kept_loaded_as_its_kind_says_and_forgotten(opened: Opened) -> None:
    for pager in (MINE, BACK, LONG_AGO):
        await opened.repository.apply([Keep(pager)], actor="test:a", now=NOW)
    assert list((await opened.other.load_parts(NOW)).of(PAGERS)) == [MINE, BACK]
    await opened.repository.apply([Forget(Pager, "p-1")], actor="test:a", now=NOW)
    assert list((await opened.other.load_parts(NOW, [PAGERS.name])).of(PAGERS)) == [BACK]


async def test_its_part_moves_alone_and_decisions_rest_on_it(opened: Opened) -> None:
    before = await opened.other.revisions()
    assert before is not None
    expected = revisions_of([PAGERS], before)
    await opened.repository.apply([Add(MINE)], actor="test:a", now=NOW, expected=expected)
    assert await opened.other.revisions() == {**before, PAGERS.name: before[PAGERS.name] + 1}
    with pytest.raises(MovedError):
        await opened.other.apply([Keep(BACK)], actor="test:b", now=NOW, expected=expected)


async def test_a_process_holds_it_and_hands_it_out(opened: Opened) -> None:
    live, others = (Live(store, HandClock(NOW)) for store in (opened.repository, opened.other))
    await others.refresh()
    await live.refresh()
    assert list(live.present().of(PAGERS)) == []
    await live.write([Add(MINE)], "test:a")
    await others.refresh()
    assert others.present().of(PAGERS).get("p-1") == live.present().of(PAGERS).get("p-1") == MINE


async def test_what_nobody_holds_moves_nothing_and_is_taken_by_one_alone(opened: Opened) -> None:
    before = await opened.other.revisions()
    people = [f"person-{number}" for number in range(6)]
    stores = (opened.repository, opened.other) * 3
    done = await asyncio.gather(
        *(
            store.apply([Add(Entry("p-1 2026-11-24", who))], actor=who, now=NOW)
            for store, who in zip(stores, people, strict=True)
        ),
        return_exceptions=True,
    )
    assert [type(one) for one in done if isinstance(one, BaseException)] == [TakenError] * 5
    assert await opened.other.revisions() == before
    assert all(ENTRY not in part.kinds for part in await opened.other.load_parts(NOW))


async def test_it_is_audited_as_all_else() -> None:
    memory = MemoryStore(registry=REGISTRY)
    await memory.apply([Add(MINE), Forget(Pager, "p-1")], actor="test:a", now=NOW)
    added, removed = memory.audit
    assert (added.entity, added.key, added.before) == ("Pager", "anna-a", None)
    assert added.after == {"id": "p-1", "holder": "anna-a", "role": "bakjour", "until": None}
    assert (removed.action, removed.before, removed.after) == ("removed", added.after, None)
