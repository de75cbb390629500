"""Connections to the one SQLite file, without threads: done at once, unless the file is out of reach.

Before a transaction begins and after it has been committed others may come first, as between
processes. A killed process takes its connections with it: what it had not committed is not there.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import field
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_dbapi,
    SQLiteDialect_aiosqlite,
)
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util.concurrency import await_

from directory.lazy.values import dataclass
from directory.store.engine import create_engine

_WRITES = ("INSERT", "UPDATE", "DELETE", "WITH")
_BUSY = 5.0
_AGAIN = 0.05


@dataclass
class Disk:
    """The file as one process reaches it."""

    path: Path
    pause: Callable[[], float]
    out: bool = False
    slow: float = 0.0
    connections: list["Connection"] = field(default_factory=list)
    _engine: AsyncEngine | None = None

    def engine(self, _: str) -> AsyncEngine:
        """The same for each process in the place, so that what it has compiled is kept."""
        if self._engine is None:
            self._engine = create_engine(f"sqlite+simulated:///{self.path}", self._connect)
        self._engine.sync_engine.dispose(close=False)
        return self._engine

    async def moves(self) -> None:
        """Leave the file: no connection is open."""
        if self._engine is not None:
            await self._engine.dispose()

    async def _connect(self) -> "Connection":
        self.check()
        connection = Connection(self.path, timeout=0)
        connection.disk = self
        self.connections.append(connection)
        return connection

    def check(self) -> None:
        if self.out:
            raise sqlite3.OperationalError("disk I/O error")

    def goes(self) -> None:
        """The process has been killed: its transactions end without a commit."""
        for connection in self.connections:
            sqlite3.Connection.close(connection)
        self.connections.clear()


class Connection(sqlite3.Connection):
    """What SQLAlchemy asks of a connection; it waits where others may come first."""

    disk: Disk

    def cursor(self, server_side: bool = False) -> "Cursor":  # type: ignore[override]  # SQLAlchemy's
        found = super().cursor(Cursor)
        found.disk, found.in_portions = self.disk, server_side
        return found

    def commit(self) -> None:
        self.disk.check()
        super().commit()
        await_(asyncio.sleep(self.disk.pause()))

    def rollback(self) -> None:
        if self in self.disk.connections and self.in_transaction:
            super().rollback()

    def close(self) -> None:
        if self in self.disk.connections:
            self.disk.connections.remove(self)
            super().close()

    terminate = close


class Cursor(sqlite3.Cursor):
    """What SQLAlchemy asks of a cursor: all rows are there at once, or are asked for in portions."""

    disk: Disk
    in_portions: bool

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self._rows: deque[Any] = deque()

    def execute(self, statement: str, parameters: Any = ()) -> "Cursor":
        is_alone = not self.connection.in_transaction
        await_(self._turn() if is_alone else _at_once())
        self.disk.check()
        self._run(statement, parameters)
        if not self.in_portions:
            self._rows = deque(super().fetchall())
        if is_alone and statement.startswith(_WRITES):
            await_(self._turn())
        return self

    async def _turn(self) -> None:
        await asyncio.sleep(self.disk.pause() + self.disk.slow)

    def _run(self, statement: str, parameters: Any) -> None:
        waited = 0.0
        while True:
            try:
                super().execute(statement, parameters)
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or waited >= _BUSY:
                    raise
            await_(asyncio.sleep(_AGAIN))
            waited += _AGAIN

    def executemany(self, statement: str, parameters: Any) -> "Cursor":
        await_(_at_once())
        self.disk.check()
        super().executemany(statement, parameters)
        self._rows = deque()
        return self

    def fetchall(self) -> list[Any]:
        if self.in_portions:
            return super().fetchall()
        rows, self._rows = list(self._rows), deque()
        return rows

    def fetchmany(self, size: int | None = None) -> list[Any]:
        if self.in_portions:
            return super().fetchmany(size or self.arraysize)
        return [self._rows.popleft() for _ in range(min(size or 1, len(self._rows)))]

    def fetchone(self) -> Any:
        if self.in_portions:
            return super().fetchone()
        return self._rows.popleft() if self._rows else None

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]  # of the rows that are there
        while (row := self.fetchone()) is not None:
            yield row

    async def _async_soft_close(self) -> None:
        """The rows are there, and the statement is done with."""


async def _at_once() -> None:
    """What SQLAlchemy has to wait for, without waiting."""


class _Module(AsyncAdapt_aiosqlite_dbapi):
    """The driver, with connections that are SQLAlchemy's as they are."""

    def connect(self, *_: Any, async_creator_fn: Any = None, **__: Any) -> Any:
        return await_(async_creator_fn())


class Dialect(SQLiteDialect_aiosqlite):
    """SQLite in memory of the machine alone: nothing waits in a thread."""

    driver = "simulated"
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> _Module:
        return _Module(__import__("aiosqlite"), sqlite3)

    def get_driver_connection(self, connection: Any) -> Any:
        return connection


registry.register("sqlite.simulated", __name__, "Dialect")
