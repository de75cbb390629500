"""From the command to the first answer over HTTP: with a new database, and later."""

import asyncio
import compileall
import os
import signal
import sys
import tempfile
from asyncio.subprocess import DEVNULL
from pathlib import Path
from time import perf_counter

import httpx

import bot
import directory

ROUNDS = 5
PORT = 18431
LONGEST = 60.0


async def run() -> None:
    """Print the time to readiness of a first start and of later ones."""
    _compile()
    with tempfile.TemporaryDirectory() as folder:
        first = await _start(Path(folder))
        later = sorted([await _start(Path(folder)) for _ in range(ROUNDS)])
    print(f"first start (creates the database with the demo region): {first:.2f} s")
    print(
        f"later starts: median {later[ROUNDS // 2]:.2f} s, max {later[-1]:.2f} s (wanted ≤ 1.0 s)"
    )


def _compile() -> None:
    """As an installed konsult is, whatever the environment says of writing bytecode."""
    for package in (bot, directory):
        compileall.compile_dir(next(iter(package.__path__)), quiet=1)


async def _start(folder: Path) -> float:
    database = f"sqlite+aiosqlite:///{folder / 'konsult.db'}"
    (folder / "konsult.db").touch()  # one that is named is there
    environment = {**os.environ, "KONSULT_DATABASE_URL": database, "KONSULT_PORT": str(PORT)}
    command = (sys.executable, "-m", "bot", "serve")
    began = perf_counter()
    process = await asyncio.create_subprocess_exec(*command, env=environment, stderr=DEVNULL)
    try:
        async with asyncio.timeout(LONGEST):
            await _ready()
        return perf_counter() - began
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def _ready() -> None:
    async with httpx.AsyncClient() as client:
        while True:
            try:
                if (await client.get(f"http://127.0.0.1:{PORT}/readyz")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.01)
