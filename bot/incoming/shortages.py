"""How the authority's file is reached: an address, a file or a folder, and what reads it."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

from bot.incoming.addresses import Fetch, Fetched, FetchError, FetchRules, is_address
from bot.incoming.isolated_reading import ReadShortages
from directory.lazy.values import dataclass
from directory.sources.shortages.result import LARGEST, ShortageReading

_HEAD = 4_096
_CREATED = re.compile(rb'creationDate="([^"]+)"')
_NO_FILE = "Mappen har ingen fil som slutar på .xml."
_OTHER_FILE = "{} i mappen är inte Läkemedelsverkets fil om restnoteringar."
_UNREADABLE = "Filen går inte att läsa: {}."


def shortage_rules(contact: str, version: str) -> FetchRules:
    """How the authority's server is asked: as konsult, with somebody to turn to."""
    whom = f"; {contact}" if contact else ""
    return FetchRules(
        agent=f"konsult/{version} (restnoteringar{whom})",
        accepts="application/xml, text/xml;q=0.9, */*;q=0.5",
        expected="en fil om restnoteringar",
        subject="Filen",
        largest=LARGEST,
        slowest=180.0,
    )


@dataclass(frozen=True, slots=True)
class ShortageAccess:
    """`source`: where the file is looked for by itself; empty where it is not. `fetch` reads
    addresses, `read` takes a file apart."""

    source: str
    fetch: Fetch
    read: ReadShortages

    async def get(self, source: str, etag: str = "", modified: str = "") -> Fetched:
        """The file at an address, in a folder or by its name; None as content if it is still the
        given version. Raises FetchError."""
        if is_address(source):
            return await self.fetch(source, etag, modified)
        return await asyncio.to_thread(_local, Path(source), etag)


async def _reads_nothing(content: bytes) -> ShortageReading:
    raise AssertionError("nothing is fetched, so nothing is read")


async def _fetches_nothing(address: str, etag: str, modified: str) -> Fetched:
    raise FetchError("Ingen adress är angiven.")


NO_SHORTAGES = ShortageAccess("", _fetches_nothing, _reads_nothing)
"""Where shortages are not looked for."""


def _local(path: Path, etag: str) -> Fetched:
    try:
        file = _newest(path) if path.is_dir() else path
        status = file.stat()
        version = f"{file.name} {status.st_size} {status.st_mtime_ns}"
        if version == etag:
            return Fetched(None, etag)
        with file.open("rb") as opened:
            return Fetched(opened.read(LARGEST + 1), version)
    except OSError as error:
        raise FetchError(_UNREADABLE.format(error.strerror)) from error


def _newest(folder: Path) -> Path:
    """The file that the authority made last. A later one that is none of its files is a fault: it
    may be what came instead."""
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".xml")
    if not files:
        raise FetchError(_NO_FILE)
    made = dict(_made(files))
    newest = max(files, key=lambda path: (made.get(path, b""), path.name))
    written = newest.stat().st_mtime
    for file in files:
        if file not in made and (not made or file.stat().st_mtime > written):
            raise FetchError(_OTHER_FILE.format(file.name))
    return newest


def _made(files: list[Path]) -> Iterator[tuple[Path, bytes]]:
    """When each says that it was made, as it is written: all are in Swedish time."""
    for file in files:
        with file.open("rb") as opened:
            if found := _CREATED.search(opened.read(_HEAD)):
                yield file, found[1]
