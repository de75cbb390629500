"""Databases with the newest schema: migrated once in a test run, and for each test as they were then."""

import asyncio
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from directory.store.engine import create_engine
from directory.store.migrate import migrate
from tests.postgres import new_database
from tests.reused_database import ReusedDatabase

DATABASES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))
"""Parameters of a fixture that gives something on each database."""

STORES = ("memory", *DATABASES)
"""The same of something that there is in memory as well."""


def migrated_database(request: pytest.FixtureRequest) -> str:
    """SQLAlchemy's address of a database of the test's own, of the kind that is the parameter."""
    return str(request.getfixturevalue(f"migrated_{request.param}"))


@pytest.fixture
def migrated_sqlite(migrated_file: Path, tmp_path: Path) -> str:
    """SQLAlchemy's address of an SQLite file."""
    return f"sqlite+aiosqlite:///{shutil.copy(migrated_file, tmp_path / 'migrated.db')}"


@pytest.fixture
def migrated_postgres(reused_postgres: ReusedDatabase) -> Iterator[str]:
    """SQLAlchemy's address of a database on PostgreSQL."""
    with reused_postgres.lent() as url:
        yield url


@pytest.fixture(scope="session")
def reused_postgres(postgres_url: str, migrated_template: str) -> Iterator[ReusedDatabase]:
    reused = ReusedDatabase(postgres_url, migrated_template)
    yield reused
    reused.drop()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "konsult.db"
    _migrate(f"sqlite+aiosqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_template(postgres_url: str) -> Iterator[str]:
    """The name of a database that others are copies of; nobody is connected to it."""
    with new_database(postgres_url) as url:
        _migrate(url)
        yield url.rpartition("/")[2].partition("?")[0]


def _migrate(url: str) -> None:
    """In a thread: fixtures are also made while the event loop of a test runs."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _migrated(url)).result()


async def _migrated(url: str) -> None:
    engine = create_engine(url)
    await migrate(engine)
    await engine.dispose()
