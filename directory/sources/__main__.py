"""Reads files, each in a process of its own, as `python -m directory.sources`.

Standard input is a Unix socket. What comes on it is connections, each with the code of a kind of
file. For each one this process, which has the readers loaded already, forks a child: it holds
itself to the limits that come first on the connection, reads the task that comes next, answers and
ends. A file may be hostile: its child can reach neither the socket nor the connections of others.
"""

import gc
import os
import pickle
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from directory.sources.agreements.reading import read_agreement
from directory.sources.agreements.result import AgreementReading, Document
from directory.sources.isolated import AGREEMENT, ROSTER, SHORTAGES, FileKind, RosterFile
from directory.sources.rosters.reading import read_roster
from directory.sources.rosters.row import RosterReading
from directory.sources.shortages.reading import read_shortages
from directory.sources.shortages.result import ShortageReading


def _roster(file: RosterFile) -> RosterReading:
    return read_roster(file.content, file.name, file.context)


def _agreement(document: Document) -> AgreementReading:
    return read_agreement(document.content, document.name, document.side)


def _shortages(content: bytes) -> ShortageReading:
    """Without collections: what a hundred thousand values form has no circles, and looking for them
    again and again was a quarter of the time. The process ends with its answer."""
    gc.disable()
    return read_shortages(content)


READERS: dict[bytes, tuple[FileKind[Any], Callable[[Any], Any]]] = {
    ROSTER.code: (ROSTER, _roster),
    AGREEMENT.code: (AGREEMENT, _agreement),
    SHORTAGES.code: (SHORTAGES, _shortages),
}


def serve(control: socket.socket) -> None:
    """Fork a child for each connection, until the other end of the socket is closed."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    gc.freeze()
    while True:
        code, handed, _, _ = socket.recv_fds(control, 1, 1)
        if not code:
            return
        with socket.socket(fileno=handed[0]) as connection:
            if os.fork() == 0:
                control.close()
                _answer(*READERS[code], connection)


def _answer(kind: FileKind[Any], read: Callable[[Any], Any], connection: socket.socket) -> None:
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
    with socket.socket(fileno=os.dup(sys.stdin.fileno())) as asked:
        serve(asked)
