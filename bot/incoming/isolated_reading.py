"""Reads documents in a separate process, so that one that hangs or takes too much memory
delays no answer."""

import asyncio
import os
import pickle
import sys
from collections.abc import Sequence

from directory.sources.agreements.result import AgreementReading, Document

SLOWEST = 60.0
"""Seconds that one document may take."""
_TOO_MUCH = (
    "Filen tar för lång tid eller för mycket minne att läsa. Dela den, eller spara den på nytt."
)
_HANDED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "SYSTEMROOT")


async def read_isolated(
    documents: Sequence[Document], *, slowest: float = SLOWEST
) -> list[AgreementReading]:
    """What each document holds, in order; a fault for one that cannot be read in time."""
    readings: list[AgreementReading] = []
    while len(readings) < len(documents):
        readings += await _read(documents[len(readings) :], slowest)
    return readings


async def _read(documents: Sequence[Document], slowest: float) -> list[AgreementReading]:
    """The documents up to the first that cannot be read in time; that one as a fault."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "directory.sources.agreements"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={name: os.environ[name] for name in _HANDED_ON if name in os.environ},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    feeding = asyncio.create_task(_feed(process.stdin, documents))
    readings: list[AgreementReading] = []
    try:
        while len(readings) < len(documents):
            async with asyncio.timeout(slowest):
                readings.append(await _next(process.stdout))
    except (TimeoutError, asyncio.IncompleteReadError):
        readings.append(AgreementReading(agreement=None, faults=(_TOO_MUCH,)))
    finally:
        feeding.cancel()
        if process.returncode is None:
            process.kill()
        await asyncio.gather(process.wait(), feeding, return_exceptions=True)
    return readings


async def _feed(pipe: asyncio.StreamWriter, documents: Sequence[Document]) -> None:
    pipe.write(pickle.dumps(list(documents)))
    await pipe.drain()
    pipe.close()


async def _next(pipe: asyncio.StreamReader) -> AgreementReading:
    length = int.from_bytes(await pipe.readexactly(8), "big")
    reading: AgreementReading = pickle.loads(await pipe.readexactly(length))  # our own process
    return reading
