"""A capability that the store has never heard of: its own values, table and part, and one line.

Pagers are lent; every process holds who has which. Each time that one is lent is written down in a
ledger that nobody holds, since it grows without bound.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Column, MetaData, String, Table
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.live import Live
from directory.catalogue.roles import Role
from directory.changes import Add, Forget, Keep
from directory.kinds import Kind
from directory.parts import ById, Part, revisions_of
from directory.store.columns import Instant, Word
from directory.store.engine import create_engine
from directory.store.kind_table import KindTable
from directory.store.memory import MemoryStore
from directory.store.migrate import migrate
from directory.store.registry import CAPABILITIES
from directory.store.store import SqlStore
from directory.store.stored import Registry, Stored
from directory.transaction import MovedError, TakenError
from tests.builders import small_region
from tests.clock import HandClock
from tests.contract.conftest import NOW
from tests.stores import AnyStore

# -- the files of the capability -------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Who has a pager, and until when; None: until it comes back."""

    id: str
    holder: str
    role: Role
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """That a pager was lent; `id` is its number and the day, so that it is lent once a day."""

    id: str
    holder: str


PAGER = Kind(Pager, ends="until", kept_for=timedelta(hours=1), audited_by="holder")
PAGERS = Part.of("pagers", PAGER, ById)
ENTRY = Kind(Entry)

METADATA = MetaData()
PAGER_TABLE = Table(
    "pager",
    METADATA,
    Column("id", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("role", Word(Role), nullable=False),
    Column("until", Instant),
)
ENTRY_TABLE = Table(
    "pager_entry",
    METADATA,
    Column("id", String, primary_key=True),
    Column("holder", String, nullable=False),
)
LENDING = Stored((PAGERS,), (KindTable(PAGER, PAGER_TABLE), KindTable(ENTRY, ENTRY_TABLE)))

# -- its line ---------------------------------------------------------------------------------

REGISTRY = Registry((*CAPABILITIES, LENDING))

# -- what it is worth -------------------------------------------------------------------------

MINE = Pager(id="p-1", holder="anna-a", role=Role.SENIOR_ON_CALL, until=None)
BACK = replace(MINE, id="p-2", until=NOW - timedelta(minutes=30))
LONG_AGO = replace(MINE, id="p-3", until=NOW - timedelta(hours=1))


@dataclass(frozen=True)
class Opened:
    """Two repositories on the same data, and what the ledger says."""

    repository: AnyStore
    other: AnyStore


async def _migrated(engine: AsyncEngine) -> None:
    await migrate(engine, REGISTRY)
    async with engine.begin() as connection:  # its own migration would do this
        await connection.run_sync(METADATA.create_all)


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def opened(request: pytest.FixtureRequest) -> AsyncIterator[Opened]:
    if request.param == "memory":
        memory = MemoryStore(registry=REGISTRY)
        await memory.import_region(small_region(), actor="test", now=NOW)
        yield Opened(memory, memory)
        return
    fixture = {"sqlite": "sqlite_url", "postgres": "fresh_postgres_database"}[request.param]
    engine = create_engine(request.getfixturevalue(fixture))
    other = create_engine(engine.url)
    await _migrated(engine)
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
    assert [type(one) for one in done if one] == [TakenError] * 5
    assert await opened.other.revisions() == before
    assert all(ENTRY not in part.kinds for part in await opened.other.load_parts(NOW))


async def test_it_is_audited_as_all_else() -> None:
    memory = MemoryStore(registry=REGISTRY)
    await memory.apply([Add(MINE), Forget(Pager, "p-1")], actor="test:a", now=NOW)
    added, removed = memory.audit
    assert (added.entity, added.key, added.before) == ("Pager", "anna-a", None)
    assert added.after == {"id": "p-1", "holder": "anna-a", "role": "bakjour", "until": None}
    assert (removed.action, removed.before, removed.after) == ("removed", added.after, None)
