"""Connections to the one SQLite file, without threads: done at once, unless the file is out of reach.

Before a transaction begins and after it has been committed others may come first, as between
processes. A killed process takes its connections with it: what it had not committed is not there.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from directory.store.engine import create_engine

_BUSY = 5.0
_AGAIN = 0.05


@dataclass
class Disk:
    """The file as one process reaches it."""

    path: Path
    pause: Callable[[], float]
    out: bool = False
    slow: float = 0.0
    connections: list[sqlite3.Connection] = field(default_factory=list)
    _engine: AsyncEngine | None = None

    def engine(self, _: str) -> AsyncEngine:
        """The same for each process in the place, so that what it has compiled is kept."""
        if self._engine is None:
            self._engine = create_engine(f"sqlite+aiosqlite:///{self.path}", self._connect)
        self._engine.sync_engine.dispose(close=False)
        return self._engine

    async def moves(self) -> None:
        """Leave the file: no connection is open."""
        if self._engine is not None:
            await self._engine.dispose()

    async def _connect(self) -> "Connection":
        self.check()
        raw = sqlite3.connect(self.path, timeout=0)
        self.connections.append(raw)
        return Connection(self, raw)

    def check(self) -> None:
        if self.out:
            raise sqlite3.OperationalError("disk I/O error")

    def goes(self) -> None:
        """The process has been killed: its transactions end without a commit."""
        for connection in self.connections:
            connection.close()
        self.connections.clear()


class Connection:
    """What SQLAlchemy asks of an aiosqlite connection."""

    def __init__(self, disk: Disk, raw: sqlite3.Connection) -> None:
        self._disk = disk
        self._conn = self._connection = raw
        self._tx = _AtOnce()

    @property
    def isolation_level(self) -> str | None:
        return self._conn.isolation_level

    def cursor(self) -> "Cursor":
        return Cursor(self._disk, self._conn.cursor())

    async def create_function(self, *args: Any, **how: Any) -> None:
        self._conn.create_function(*args, **how)

    async def commit(self) -> None:
        self._disk.check()
        self._conn.commit()
        await asyncio.sleep(self._disk.pause())

    async def rollback(self) -> None:
        if self._conn in self._disk.connections:
            self._conn.rollback()

    async def close(self) -> None:
        if self._conn in self._disk.connections:
            self._disk.connections.remove(self._conn)
            self._conn.close()

    def stop(self) -> None:
        self._conn.close()


class Cursor:
    """What SQLAlchemy asks of an aiosqlite cursor."""

    def __init__(self, disk: Disk, raw: sqlite3.Cursor) -> None:
        self._disk = disk
        self._raw = raw

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    async def __aenter__(self) -> "Cursor":
        return self

    async def execute(self, statement: str, parameters: Any = ()) -> None:
        if statement.startswith("BEGIN"):
            await asyncio.sleep(self._disk.pause() + self._disk.slow)
        self._disk.check()
        await self._run(statement, parameters)

    async def _run(self, statement: str, parameters: Any) -> None:
        waited = 0.0
        while True:
            try:
                self._raw.execute(statement, parameters)
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or waited >= _BUSY:
                    raise
            await asyncio.sleep(_AGAIN)
            waited += _AGAIN

    async def executemany(self, statement: str, parameters: Any) -> None:
        self._disk.check()
        self._raw.executemany(statement, parameters)

    async def fetchall(self) -> list[Any]:
        return self._raw.fetchall()

    async def fetchmany(self, size: int = 1) -> list[Any]:
        return self._raw.fetchmany(size)

    async def fetchone(self) -> Any:
        return self._raw.fetchone()

    async def close(self) -> None:
        self._raw.close()


class _AtOnce:
    """Where aiosqlite's dialect hands functions to the thread of a connection."""

    def put_nowait(self, asked: tuple[asyncio.Future[Any], Callable[[], Any]]) -> None:
        future, function = asked
        future.set_result(function())
