"""konsult as a newcomer starts it: `konsult serve` in a process of its own, with a database that it makes itself."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.patience import PATIENCE

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
def serving(folder: Path, *, knows_its_address: bool = False) -> Iterator[Program]:
    """The program until the end of the block; it must stop when it is asked to, without a fault."""
    program = Program(folder, _free_port())
    public = {"KONSULT_PUBLIC_URL": program.address} if knows_its_address else {}
    environment = {**os.environ, "KONSULT_DATABASE_URL": program.database_url, **public}
    command = [sys.executable, "-m", "bot", "serve", "--port", str(program.port)]
    with program.log.open("w") as log:
        process = subprocess.Popen(command, env=environment, stderr=log)
        try:
            _wait_until_ready(program, process)
            yield program
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=PATIENCE) == 0


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_until_ready(program: Program, process: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last and process.poll() is None:
        try:
            if httpx.get(f"{program.address}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"konsult did not start: exit code {process.poll()}")
