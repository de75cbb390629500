"""A database out of reach is one error with one name, and gone when the database is back."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from directory.accounts.account import Account
from directory.changes import Keep
from directory.counting.lookups import Lookup
from directory.store.engine import create_engine, tell_of_writes
from directory.store.migrate import migrate
from directory.store.store import SqlStore
from directory.transaction import StoreUnavailableError
from tests.builders import between, small_region
from tests.contract.conftest import NOW
from tests.postgres import closed, read_only
from tests.stores import AnyStore

WINDOW = between("2026-11-01 00:00", "2026-12-01 00:00")


async def _every_method_says_so(repository: AnyStore) -> None:
    change = Keep(Account("web:a", "bjorken"))
    for call in (
        repository.revisions(),
        repository.load_region(WINDOW),
        repository.load_shifts(WINDOW, {"kardiologi"}),
        repository.services_of("anna-a", WINDOW),
        repository.load_shifts_of("anna-a", WINDOW, {"kardiologi"}),
        repository.load_parts(NOW),
        repository.import_region(small_region(), actor="a", now=NOW),
        repository.apply([change], actor="a", now=NOW),
        repository.count({Lookup(NOW, "konsult", "answered"): 1}),
    ):
        with pytest.raises(StoreUnavailableError) as caught:
            await call
        assert caught.value.__cause__ is not None


async def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite+aiosqlite:///{tmp_path}")  # a folder

    await _every_method_says_so(SqlStore(engine))
    with pytest.raises(StoreUnavailableError):
        await migrate(engine)
    await engine.dispose()


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()

    with pytest.raises(StoreUnavailableError):
        create_engine(f"sqlite+aiosqlite:///{tmp_path}/taken/konsult.db")


async def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "konsult.db"
    engine = create_engine(f"sqlite+aiosqlite:///{path}")
    await migrate(engine)
    await SqlStore(engine).import_region(small_region(), actor="a", now=NOW)
    await engine.dispose()
    read_only = create_engine(f"sqlite+aiosqlite:///file:{path}?mode=ro&uri=true")
    repository = SqlStore(read_only)

    assert await repository.load_region() is not None
    with pytest.raises(StoreUnavailableError):
        await repository.apply([Keep(Account("a", "b"))], actor="a", now=NOW)
    await read_only.dispose()


async def test_a_file_that_another_program_keeps_locked(sqlite_url: str) -> None:
    engine = create_engine(sqlite_url)
    await migrate(engine)
    repository = SqlStore(engine)
    path = make_url(sqlite_url).database
    assert path
    other = sqlite3.connect(path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        async with engine.connect() as connection:
            await connection.exec_driver_sql("PRAGMA busy_timeout = 10")
        with pytest.raises(StoreUnavailableError):
            await repository.count({Lookup(NOW, "konsult", "answered"): 1})
        assert await repository.revisions() is None  # reading goes on
    finally:
        other.close()
    await repository.count({Lookup(NOW, "konsult", "answered"): 1})
    await engine.dispose()


@pytest.mark.parametrize("torn", [b"no database" * 1_000, None], ids=["other content", "torn"])
async def test_a_file_that_is_no_database_any_more(sqlite_url: str, torn: bytes | None) -> None:
    engine = create_engine(sqlite_url)
    await migrate(engine)
    await engine.dispose()
    path = Path(make_url(sqlite_url).database or "")
    whole = path.read_bytes()
    path.write_bytes(torn or whole[:4096] + b"\xff" * (len(whole) - 4096))
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)

    await _every_method_says_so(SqlStore(engine))
    await engine.dispose()


async def test_a_database_that_was_never_migrated_is_a_mistake(sqlite_url: str) -> None:
    engine = create_engine(sqlite_url)

    with pytest.raises(OperationalError, match="no such table"):
        await SqlStore(engine).revisions()
    await engine.dispose()


@pytest.mark.postgres
async def test_a_postgres_that_was_never_migrated_is_a_mistake(
    fresh_postgres_database: str,
) -> None:
    engine = create_engine(fresh_postgres_database)

    with pytest.raises(DBAPIError, match="does not exist"):
        await SqlStore(engine).revisions()
    await engine.dispose()


@pytest.mark.postgres
async def test_a_postgres_that_is_not_there(tmp_path: Path) -> None:
    engine = create_engine(f"postgresql+psycopg://konsult@/konsult?host={tmp_path}")

    await _every_method_says_so(SqlStore(engine))
    await engine.dispose()


@pytest.mark.postgres
async def test_a_postgres_that_stops_and_comes_back(
    postgres_url: str, fresh_postgres_database: str
) -> None:
    engine = create_engine(fresh_postgres_database)
    await migrate(engine)
    repository = SqlStore(engine)
    await repository.import_region(small_region(), actor="a", now=NOW)

    with closed(postgres_url, fresh_postgres_database):
        await _every_method_says_so(repository)

    assert await repository.load_region() is not None
    await engine.dispose()


async def test_whether_the_disk_takes_what_is_written_is_told(sqlite_url: str) -> None:
    engine = create_engine(sqlite_url)
    await migrate(engine)
    told: list[str | None] = []
    tell_of_writes(engine, told.append)
    repository = SqlStore(engine)
    await repository.import_region(small_region(), actor="a", now=NOW)
    assert told == [None]
    async with engine.connect() as connection:  # the only one of the pool: its disk is now full
        await connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(StoreUnavailableError, match="full"):
        for number in range(2_000):
            await repository.apply([Keep(Account(f"a{number}", "b" * 400))], actor="a", now=NOW)
    assert told[-1] == "SQLITE_FULL" and not any(told[:-1])
    assert await repository.load_region() is not None  # reading goes on
    await engine.dispose()


@pytest.mark.postgres
async def test_a_postgres_that_may_only_be_read_is_one_that_takes_no_writes(
    postgres_url: str, fresh_postgres_database: str
) -> None:
    engine = create_engine(fresh_postgres_database)
    await migrate(engine)
    await SqlStore(engine).import_region(small_region(), actor="a", now=NOW)
    await engine.dispose()
    told: list[str | None] = []
    tell_of_writes(engine, told.append)
    with read_only(postgres_url, fresh_postgres_database):
        repository = SqlStore(engine)
        assert await repository.load_region() is not None
        with pytest.raises(StoreUnavailableError, match="read-only"):
            await repository.apply([Keep(Account("a", "b"))], actor="a", now=NOW)
    assert told == ["25006"]
    await engine.dispose()
