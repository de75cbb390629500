"""Reads files in processes of their own, so that one that hangs or takes too much memory delays no
answer."""

import asyncio
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import structlog

from directory.sources.agreements.result import AgreementReading, Document
from directory.sources.isolated import AGREEMENT, ROSTER, SHORTAGES, FileKind, RosterFile
from directory.sources.rosters.row import RosterReading
from directory.sources.shortages.result import ShortageReading

R = TypeVar("R")

ReadRoster = Callable[[RosterFile], Awaitable[RosterReading]]
ReadShortages = Callable[[bytes], Awaitable[ShortageReading]]
ReadAgreements = Callable[[Sequence[Document]], Awaitable[Sequence[AgreementReading]]]

AT_ONCE = 3
"""How many files are read at once; the others wait."""
LARGEST_ANSWER = 50_000_000
_GRACE = 5.0
"""Seconds that an answer may come after the process should have ended by itself."""
_PIECE = 1 << 16
_HANDED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")

log = structlog.get_logger(__name__)


class IsolatedReading:
    """Reads each file in a process of its own, forked from one that has the readers loaded.

    That one is started when it is first needed, with the reader of that file alone, or by `running`
    with all of them, and ends with `close`.
    """

    def __init__(
        self,
        roster: FileKind[RosterReading] = ROSTER,
        agreement: FileKind[AgreementReading] = AGREEMENT,
        shortages: FileKind[ShortageReading] = SHORTAGES,
    ) -> None:
        self._roster = roster
        self._agreement = agreement
        self._shortages = shortages
        self._loaded: _Loaded | None = None
        self._turns = asyncio.Semaphore(AT_ONCE)

    @property
    def pid(self) -> int | None:
        """The process that has the readers loaded, if it has been started."""
        return self._loaded.pid if self._loaded else None

    async def roster(self, file: RosterFile) -> RosterReading:
        """What a roster holds; a fault where it takes more than its limits. Never raises."""
        return await self._read(self._roster, file)

    async def agreements(self, documents: Sequence[Document]) -> list[AgreementReading]:
        """What each document holds, in order; a fault for one that takes more than its limits."""
        return [await self._read(self._agreement, document) for document in documents]

    async def shortages(self, content: bytes) -> ShortageReading:
        """What the authority's file holds; a fault where it takes more than its limits. Never
        raises."""
        return await self._read(self._shortages, content)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Ready to read without delay during the block, and closed after it."""
        try:
            self._ready(self._roster, self._agreement, self._shortages)
            yield
        finally:
            await self.close()

    async def close(self) -> None:
        """End the process that has the readers loaded. What is being read is read to its end."""
        loaded, self._loaded = self._loaded, None
        if loaded is not None:
            await asyncio.to_thread(loaded.close)

    async def _read(self, kind: FileKind[R], task: object) -> R:
        async with self._turns:
            written = await asyncio.to_thread(_written, kind, task)
            try:
                async with asyncio.timeout(kind.limits.seconds + _GRACE):
                    answer = await self._asked(kind, written)
                return await asyncio.to_thread(kind.read, answer)
            except (TimeoutError, OSError, ValueError):
                return kind.too_much

    async def _asked(self, kind: FileKind[Any], written: bytes) -> bytes:
        """The answer as it comes, empty where the process was ended before it had one."""
        reader, writer = await asyncio.open_connection(sock=self._connected(kind))
        try:
            writer.write(written)
            await writer.drain()
            return await _all_of(reader)
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    def _connected(self, kind: FileKind[Any]) -> socket.socket:
        """A connection to a new process that waits for a file of the kind. Raises OSError."""
        try:
            return self._ready(kind).connection(kind)
        except BrokenPipeError:  # it has been ended from outside: once more, with a new one
            log.warning("reading process gone")
            self._ready(kind).close()
            self._loaded = None
            return self._ready(kind).connection(kind)

    def _ready(self, *kinds: FileKind[Any]) -> "_Loaded":
        """The process; where it is not there it is started and loads the readers of these kinds."""
        if self._loaded is None:
            self._loaded = _Loaded(kinds)
        return self._loaded


class _Loaded:
    """The process that has the readers loaded, and the socket on which it is asked."""

    def __init__(self, kinds: Iterable[FileKind[Any]]) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                (
                    sys.executable,
                    "-m",
                    "directory.sources",
                    *(kind.code.decode() for kind in kinds),
                ),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,  # Ctrl-C is for us; it ends when the socket is closed
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def connection(self, kind: FileKind[Any]) -> socket.socket:
        """A connection to a new child of it that waits for a file of the kind. Raises OSError."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [kind.code], [theirs.fileno()])
            except OSError:
                ours.close()
                raise
        ours.setblocking(False)
        return ours

    def close(self) -> None:
        self._control.close()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _written(kind: FileKind[Any], task: object) -> bytes:
    """The limits before the task: they hold while it is read."""
    return pickle.dumps(kind.limits) + pickle.dumps(task)


def _environment() -> dict[str, str]:
    """Nothing of ours that a hostile file could ask for."""
    handed_on = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    return {**handed_on, "OPENBLAS_NUM_THREADS": "1"}  # a process with threads cannot be forked


async def _all_of(reader: asyncio.StreamReader) -> bytes:
    answer = bytearray()
    while piece := await reader.read(_PIECE):
        answer += piece
        if len(answer) > LARGEST_ANSWER:
            return b""
    return bytes(answer)
