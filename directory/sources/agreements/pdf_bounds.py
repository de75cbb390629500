"""Limits a PDF before it is read: a small file may be huge unpacked, a page may draw forever."""

import re
import zlib
from base64 import a85decode
from binascii import unhexlify
from collections.abc import Iterable
from typing import Any

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from directory.sources.agreements.draft import DocumentError

LARGEST_STREAM = 60_000_000
LARGEST_UNPACKED = 250_000_000
MOST_ON_PAGE = 60_000

_STREAM = re.compile(rb"(?<!end)stream[^\r\n]{0,200}(?:\r\n|\n|\r)")
_SPELT_OUT = re.compile(rb"ASCII(?:85|Hex)Decode|/A85\b|/AHx\b")
_DICTIONARY = 600
_TOO_LARGE = "PDF-filen är för stor när den packas upp. Spara om den utan bilder och bilagor."
_TOO_MANY = "En sida i PDF-filen har för mycket på sig för att läsas. Spara om den som vanlig text."
_DEEPEST = 3


def require_bounded(data: bytes) -> None:
    """Raises DocumentError where the compressed streams of the file are too large."""
    total = 0
    for stream in _STREAM.finditer(data):
        total += _unpacked(_plain(data, stream), 0)
        if total > LARGEST_UNPACKED:
            raise DocumentError(_TOO_LARGE)


def _plain(data: bytes, stream: re.Match[bytes]) -> memoryview:
    """The compressed bytes of a stream, decoded from ASCII where they are so encoded."""
    spelt = _SPELT_OUT.search(data, max(0, stream.start() - _DICTIONARY), stream.start())
    if spelt is None:
        return memoryview(data)[stream.end() :]
    end = data.find(b"endstream", stream.end())
    letters = data[stream.end() : end if end >= 0 else len(data)]
    try:
        if b"85" in spelt[0]:
            return memoryview(a85decode(letters.partition(b"~>")[0].strip().removeprefix(b"<~")))
        return memoryview(unhexlify(b"".join(letters.partition(b">")[0].split())))
    except ValueError:  # badly encoded: the reader cannot read it either
        return memoryview(b"")


def _unpacked(packed: memoryview, depth: int) -> int:
    """The unpacked size in bytes, nested streams too; 0 for other kinds of compression."""
    if len(packed) < 2 or packed[0] & 15 != 8 or (packed[0] * 256 + packed[1]) % 31:
        return 0
    unpack = zlib.decompressobj()
    size, start, rest = 0, b"", bytes(packed[:65_536])
    place = len(rest)
    try:
        while rest and not unpack.eof:
            out = unpack.decompress(rest, 1_000_000)
            size += len(out)
            start = start or out
            if size > LARGEST_STREAM:
                raise DocumentError(_TOO_LARGE)
            rest = unpack.unconsumed_tail
            if not rest:
                rest = bytes(packed[place : place + 65_536])
                place += len(rest)
    except zlib.error:
        return size
    if depth < _DEEPEST and start[:1] == b"\x78" and size < LARGEST_STREAM:
        whole = zlib.decompressobj().decompress(bytes(packed[:place]), LARGEST_STREAM)
        return size + _unpacked(memoryview(whole), depth + 1)
    return size


class _Counter(PDFDevice):
    """Counts what a page draws."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self._drawn = 0

    def _count(self, number: int) -> None:
        self._drawn += number
        if self._drawn > MOST_ON_PAGE:
            raise DocumentError(_TOO_MANY)

    def render_string(self, textstate: Any, seq: Iterable[Any], *_: Any) -> None:
        self._count(1 + sum(len(part) for part in seq if isinstance(part, bytes)))

    def paint_path(self, *_: Any, **__: Any) -> None:
        self._count(1)

    def begin_figure(self, *_: Any) -> None:
        self._count(1)

    def end_figure(self, *_: Any) -> None:
        """A figure that ends draws nothing."""

    def begin_tag(self, *_: Any) -> None:
        self._count(1)

    def end_tag(self) -> None:
        """A tag that ends draws nothing."""

    def do_tag(self, *_: Any) -> None:
        self._count(1)


def require_light(page: PDFPage, manager: PDFResourceManager) -> None:
    """Raises DocumentError where a page draws more than a page of text can."""
    PDFPageInterpreter(manager, _Counter(manager)).process_page(page)
