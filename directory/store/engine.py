"""Engines and transactions, and one error for every way a database is unavailable."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import URL, Table, event, make_url
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool

from directory.store.own_files import keep_to_oneself
from directory.transaction import StoreUnavailableError, UnsureError, WriteAttempt

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

# Errors are logged, and parameters may be telephone numbers.
_COMMON: dict[str, Any] = {
    "hide_parameters": True,
    "json_serializer": json.JSONEncoder(ensure_ascii=False).encode,
}
_BUSY_SECONDS = 5
_PRAGMAS = (
    f"busy_timeout = {_BUSY_SECONDS * 1000}",
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
)
_POSTGRES = {
    "connect_timeout": 3,
    "tcp_user_timeout": 10_000,
    "options": "-c statement_timeout=60s -c lock_timeout=10s",
}

_ROLLED_BACK = ("23", "40")
"""Classes of SQLSTATE: integrity, and a transaction that was rolled back."""

_WRITTEN = "konsult_written"
_NO_DATABASE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_READ_ONLY = "25006"
"""PostgreSQL's state for a write in a transaction that may only read."""

CLOSED_WITHIN = 5.0
"""Seconds that are waited for connections when the engine is closed."""

Connect = Callable[[], Awaitable[Any]]
"""Opens an SQLite file in another way than aiosqlite does, and answers as its connection."""
EngineOf = Callable[[str], AsyncEngine]
"""The engine of an address."""


def create_engine(url: str | URL, connect: Connect | None = None) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///file` or `postgresql+psycopg://…`; does not connect.

    Creates the folder of an SQLite file, and the file, for this user alone. Raises
    StoreUnavailableError if it cannot.
    """
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        return create_async_engine(address, **_COMMON, pool_pre_ping=True, connect_args=_POSTGRES)
    with reached():
        if address.database and "uri" not in address.query:
            keep_to_oneself(Path(address.database))
    opened: dict[str, Any] = {"async_creator": connect} if connect else {}
    engine = create_async_engine(address, **_COMMON, **opened)
    event.listen(engine.sync_engine, "do_connect", _try_to_open)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    return engine


async def close_engine(engine: AsyncEngine, within: float = CLOSED_WITHIN) -> None:
    """Close all connections, when those that are in use have come back.

    What has been cancelled goes on until its connection has been told to roll back. Closed before
    that, the engine would never close it: its thread, with SQLite, would keep the process from
    ending.
    """
    came_back = asyncio.Event()
    event.listen(engine.sync_engine, "checkin", lambda *_: came_back.set())
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            while _in_use(engine):
                came_back.clear()
                await came_back.wait()
    await engine.dispose()


def _in_use(engine: AsyncEngine) -> int:
    pool = engine.pool
    return pool.checkedout() if isinstance(pool, QueuePool) else 0


def _try_to_open(_dialect: object, _record: object, names: Any, options: Any) -> None:
    """Fail here if the file cannot be opened: aiosqlite would leak a thread."""
    sqlite3.connect(*names, **options).close()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin in `_begun`, not on their own
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


async def _begun(connection: AsyncConnection, how: str) -> AsyncConnection:
    """The connection, with its transaction begun: SQLite's driver does not do so by itself."""
    if connection.dialect.name == "sqlite":
        await connection.exec_driver_sql(how)
    return connection


_ISOLATED: WeakKeyDictionary[AsyncEngine, dict[str, AsyncEngine]] = WeakKeyDictionary()


def _isolated(engine: AsyncEngine, level: str) -> AsyncEngine:
    """The engine with transactions of this kind on PostgreSQL; made once for each."""
    if engine.dialect.name != "postgresql":
        return engine
    made = _ISOLATED.setdefault(engine, {})
    if level not in made:
        made[level] = engine.execution_options(isolation_level=level)
    return made[level]


@asynccontextmanager
async def reading(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction in which every query sees the same snapshot."""
    with reached():
        async with _isolated(engine, "REPEATABLE READ").connect() as connection:
            yield await _begun(connection, "BEGIN")


@asynccontextmanager
async def reading_one(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """For one query, which is a snapshot by itself: two trips fewer than a transaction."""
    with reached():
        async with _isolated(engine, "AUTOCOMMIT").connect() as connection:
            yield connection


Written = Callable[[str | None], None]
"""Told of a transaction: None where the database took it, else its code for why not, if it had one:
SQLITE_FULL, 53100."""


def tell_of_writes(engine: AsyncEngine, written: Written) -> None:
    """After each transaction that writes tell whether the database took it."""
    engine.update_execution_options(**{_WRITTEN: written})


def _to_nobody(_: str | None) -> None:
    """Who is told where nobody asked."""


@asynccontextmanager
async def writing(
    engine: AsyncEngine, attempt: WriteAttempt | None = None
) -> AsyncIterator[AsyncConnection]:
    """A transaction that is committed, or rolled back if anything is raised in it.

    Raises UnsureError where the database was told to commit and the answer was lost, and
    GivenUpError where the attempt was given up before.
    """
    attempt = attempt or WriteAttempt()
    with _told(engine), reached():
        async with engine.connect() as connection:
            try:
                yield await _begun(connection, "BEGIN IMMEDIATE")
                attempt.commits()
                await _committed(connection)
            except (OperationalError, InterfaceError, OSError) as error:
                if not attempt.is_committing or _is_surely_rolled_back(error):
                    raise
                raise UnsureError(_plain_words(error)) from error
            attempt.committed()


async def _committed(connection: AsyncConnection) -> None:
    """Commit; a transaction that the database does not take is not left open in the pool."""
    try:
        await connection.commit()
    except BaseException:
        await connection.rollback()
        raise


@asynccontextmanager
async def writing_one(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """For statements of which each is whole by itself: two trips fewer than a transaction.

    Raises UnsureError where the answer to a statement was lost: it may have been done.
    """
    with _told(engine), reached():
        async with _isolated(engine, "AUTOCOMMIT").connect() as connection:
            try:
                yield connection
            except (OperationalError, InterfaceError, OSError) as error:
                if _is_surely_rolled_back(error):
                    raise
                raise UnsureError(_plain_words(error)) from error


@contextmanager
def _told(engine: AsyncEngine) -> Iterator[None]:
    written = engine.get_execution_options().get(_WRITTEN, _to_nobody)
    try:
        yield
    except StoreUnavailableError as fault:
        written(_code(fault.__cause__))
        raise
    written(None)


def _code(error: BaseException | None) -> str:
    cause = getattr(error, "orig", None)
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return str(code or "")


def _is_surely_rolled_back(error: Exception) -> bool:
    """Whether a failed commit has written nothing: SQLite and PostgreSQL themselves have said so.

    A connection that is lost, or a server that ends, leaves the question open.
    """
    cause = getattr(error, "orig", None)
    state = getattr(cause, "sqlstate", None) or ""
    return isinstance(cause, sqlite3.Error) or state.startswith(_ROLLED_BACK)


def insert_into(connection: AsyncConnection, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """An insert with ON CONFLICT."""
    return insert_for(connection.dialect.name, table)


def insert_for(dialect: str, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """The same by the name of the database, for statements that are made once."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415  # adr/0023

        return insert(table)
    return sqlite.insert(table)


@contextmanager
def reached() -> Iterator[None]:
    """Raises StoreUnavailableError for a database out of reach, disconnected or too slow."""
    try:
        yield
    except (
        DatabaseError,
        sqlite3.DatabaseError,
        InterfaceError,
        PoolTimeoutError,
        OSError,
    ) as error:
        if is_a_mistake(error):
            raise
        raise StoreUnavailableError(_plain_words(error)) from error


def _plain_words(error: Exception) -> str:
    """What the driver or the system says, without the names of classes and pages about them."""
    said = str(getattr(error, "orig", None) or getattr(error, "strerror", None) or "")
    return said.partition("\n")[0].strip() or "inget svar i tid"


def is_a_mistake(error: Exception) -> bool:
    """Whether it is a faulty statement: SQLite raises an operational error for it too.

    A database that has become one to read from alone (a standby) is none, nor a file that is torn.
    """
    cause = getattr(error, "orig", None)
    if isinstance(error, sqlite3.DatabaseError):
        cause = error  # of a connection that was just being opened
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(error, OperationalError) or isinstance(cause, sqlite3.OperationalError):
        return isinstance(cause, sqlite3.OperationalError) and code == sqlite3.SQLITE_ERROR
    readable = getattr(cause, "sqlstate", None) != _READ_ONLY and code not in _NO_DATABASE
    return isinstance(error, (DatabaseError, sqlite3.DatabaseError)) and readable
