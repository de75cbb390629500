"""`konsult serve` in a process of its own, with a database that it makes itself."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Protocol

import httpx

from directory.lazy.values import dataclass
from tests.paths import ROOT
from tests.patience import PATIENCE
from tests.stories.konsult_process import Surroundings, konsult_process

GP, EMERGENCY, COORDINATOR = "Disa Fjällgren", "Saga Bruhnfelt", "Birgit Sandelöv"
"""People of the demo region; Saga has no shifts, so no duty tells them anything of its own."""


@dataclass(frozen=True)
class Program:
    """The program that runs, and what it keeps in its folder."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "konsult.db"

    @property
    def database_url(self) -> str:
        return f"sqlite+aiosqlite:///{self.database}"

    @property
    def log(self) -> Path:
        return self.folder / "log"


@contextmanager
def serving(
    folder: Path, *, knows_its_address: bool = False, anew: bool = False
) -> Iterator[Program]:
    """The program until the end of the block; it must stop when it is asked to, without a fault.

    `anew`: in an interpreter that has imported nothing, as a newcomer starts it. Else it is forked
    from one that has.
    """
    program = Program(folder, _free_port())
    program.database.touch()  # one that is named is there
    public = {"KONSULT_PUBLIC_URL": program.address} if knows_its_address else {}
    environment = {**os.environ, "KONSULT_DATABASE_URL": program.database_url, **public}
    begins = _anew if anew else _forked
    process = begins(("serve", "--port", str(program.port)), program, environment)
    try:
        _wait_until_ready(program, process)
        yield program
    finally:
        process.terminate()
        assert process.wait(timeout=PATIENCE) == 0


class Running(Protocol):
    """What is asked of a process, however it was begun."""

    def poll(self) -> int | None: ...
    def terminate(self) -> None: ...
    def wait(self, timeout: float) -> int | None: ...


def _anew(arguments: Sequence[str], program: Program, environment: Mapping[str, str]) -> Running:
    with program.log.open("w") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments], env=environment, stderr=log
        )


def _forked(arguments: Sequence[str], program: Program, environment: Mapping[str, str]) -> Running:
    around = Surroundings(ROOT, environment, out=program.log, err=program.log)
    return Forked(konsult_process(arguments, around))


@dataclass(frozen=True)
class Forked:
    """A forked process, asked as one that was begun anew."""

    process: ForkServerProcess

    def poll(self) -> int | None:
        return self.process.exitcode

    def terminate(self) -> None:
        self.process.terminate()

    def wait(self, timeout: float) -> int | None:
        """None where it still runs then."""
        self.process.join(timeout)
        return self.process.exitcode


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_until_ready(program: Program, process: Running) -> None:
    last = time.monotonic() + PATIENCE
    with httpx.Client(base_url=program.address) as client:  # one for all: each loads certificates
        while time.monotonic() < last and process.poll() is None:
            try:
                if client.get("/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
    raise AssertionError(f"konsult did not start: exit code {process.poll()}")
