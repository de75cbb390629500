"""The stores that keep the one contract: memory, an SQLite file and PostgreSQL."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.counting.lookups import Lookup
from directory.lazy.values import dataclass
from directory.parts import Part
from directory.store.audit import AuditLine
from directory.store.audit import audit as audit_table
from directory.store.counting import lookup_count
from directory.store.engine import close_engine, create_engine, reading
from directory.store.memory import MemoryStore
from directory.store.plain import field_names
from directory.store.store import SqlStore
from tests.databases import DATABASES, STORES, migrated_database
from tests.stores import AnyStore

V = TypeVar("V")

NOW = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Store:
    """A repository, another one on the same data, and what their port does not show."""

    repository: AnyStore
    other: AnyStore
    audit: Callable[[], Awaitable[list[AuditLine]]]
    lookups: Callable[[], Awaitable[list[Lookup]]]

    async def read(self, part: Part[V]) -> V:
        """What a part holds, as the other one reads it."""
        return (await self.other.load_parts(NOW, [part.name])).of(part)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite file that does not exist, in a folder that does not either."""
    return f"sqlite+aiosqlite:///{tmp_path / 'data' / 'konsult.db'}"


@pytest.fixture(params=DATABASES)
async def engine(request: pytest.FixtureRequest) -> AsyncIterator[AsyncEngine]:
    """An engine of each database, empty."""
    fixture = {"sqlite": "sqlite_url", "postgres": "fresh_postgres_database"}[request.param]
    engine = create_engine(request.getfixturevalue(fixture))
    yield engine
    await close_engine(engine)


@pytest.fixture(params=DATABASES)
async def migrated(request: pytest.FixtureRequest) -> AsyncIterator[AsyncEngine]:
    """An engine of each database, with the newest schema."""
    engine = create_engine(migrated_database(request))
    yield engine
    await close_engine(engine)


@pytest.fixture(params=STORES)
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield _in_memory()
        return
    url = migrated_database(request)
    engine, other = create_engine(url), create_engine(url)
    yield _in_database(engine, other)
    await close_engine(engine)
    await close_engine(other)


@pytest.fixture
def repository(store: Store) -> AnyStore:
    return store.repository


def _in_memory() -> Store:
    repository = MemoryStore()

    async def audit() -> list[AuditLine]:
        return repository.audit

    async def lookups() -> list[Lookup]:
        return repository.lookups

    return Store(repository, repository, audit, lookups)


def _in_database(engine: AsyncEngine, other: AsyncEngine) -> Store:
    async def audit() -> list[AuditLine]:
        return await rows(engine, audit_table, AuditLine)

    async def lookups() -> list[Lookup]:
        async with reading(engine) as connection:
            counted = await connection.execute(select(lookup_count).order_by(lookup_count.c.id))
        each = field_names(Lookup)
        return [
            Lookup(*(getattr(row, name) for name in each))
            for row in counted
            for _ in range(row.times)
        ]

    return Store(SqlStore(engine), SqlStore(other), audit, lookups)


async def rows(engine: AsyncEngine, table: Table, kind: type[V]) -> list[V]:
    """All rows of a numbered table as values, the oldest first."""
    names: Any = fields(kind)  # type: ignore[arg-type]  # every kind here is a dataclass
    query = select(*(table.c[field.name] for field in names)).order_by(table.c.id)
    async with engine.connect() as connection:
        return [kind(**row) for row in (await connection.execute(query)).mappings()]
