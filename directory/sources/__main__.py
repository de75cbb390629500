"""Reads files, each in a process of its own, as `python -m directory.sources CODES`.

Standard input is a Unix socket. What comes on it is connections, each with the code of a kind of
file. For each one this process, which has the reader of that kind loaded, forks a child: it holds
itself to the limits that come first on the connection, reads the task that comes next, answers and
ends. A file may be hostile: its child can reach neither the socket nor the connections of others.

`CODES`: the kinds whose readers are loaded before anything is asked for. Any other is loaded, here
and for good, when the first file of its kind comes: who reads one file does not load them all.
"""

# ruff: noqa: PLC0415  # readers are loaded when they are needed (adr/0023)

import gc
import os
import pickle
import signal
import socket
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

from directory.sources.agreements.result import AgreementReading, Document
from directory.sources.isolated import AGREEMENT, ROSTER, SHORTAGES, FileKind, RosterFile
from directory.sources.rosters.row import RosterReading
from directory.sources.shortages.result import ShortageReading

Reader = Callable[[Any], Any]


def _roster() -> Callable[[RosterFile], RosterReading]:
    from directory.sources.rosters.reading import read_roster

    return lambda file: read_roster(file.content, file.name, file.context)


def _agreement() -> Callable[[Document], AgreementReading]:
    from directory.sources.agreements.reading import read_agreement

    return lambda document: read_agreement(document.content, document.name, document.side)


def _shortages() -> Callable[[bytes], ShortageReading]:
    """Without collections: what a hundred thousand values form has no circles, and looking for them
    again and again was a quarter of the time. The process ends with its answer."""
    from directory.sources.shortages.reading import read_shortages

    def read(content: bytes) -> ShortageReading:
        gc.disable()
        return read_shortages(content)

    return read


READERS: dict[bytes, tuple[FileKind[Any], Callable[[], Reader]]] = {
    ROSTER.code: (ROSTER, _roster),
    AGREEMENT.code: (AGREEMENT, _agreement),
    SHORTAGES.code: (SHORTAGES, _shortages),
}


@cache
def loaded(code: bytes) -> tuple[FileKind[Any], Reader]:
    """The kind of the code and its reader; what has been loaded is never looked through by the
    children's collector, which would copy it."""
    kind, load = READERS[code]
    reader = load()
    gc.freeze()
    return kind, reader


def serve(control: socket.socket) -> None:
    """Fork a child for each connection, until the other end of the socket is closed."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    while True:
        code, handed, _, _ = socket.recv_fds(control, 1, 1)
        if not code:
            return
        with socket.socket(fileno=handed[0]) as connection:
            kind, read = loaded(code)
            if os.fork() == 0:
                control.close()
                _answer(kind, read, connection)


def _answer(kind: FileKind[Any], read: Reader, connection: socket.socket) -> None:
    """Read the task of the connection and answer it; ends the process."""
    try:
        _say_nothing()
        with connection.makefile("rwb") as stream:
            pickle.load(stream).hold()
            stream.writelines(kind.written(read(pickle.load(stream))))
    finally:
        os._exit(0)


def _say_nothing() -> None:
    """What a library prints must not come into the log: it may be of the file."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


if __name__ == "__main__":
    for named in sys.argv[1:]:
        loaded(named.encode())
    with socket.socket(fileno=os.dup(sys.stdin.fileno())) as asked:
        serve(asked)
