"""Looks through the parts of a zipped document before anything reads it: a small file may unpack to
gigabytes, and a small part may become very many values.

Everything is read as a stream, piece by piece, and nothing of it is kept.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import field
from typing import IO
from xml.parsers import expat

from directory.lazy.values import dataclass
from directory.sources.text_file import UnreadableError

_PIECE = 1 << 16
_LONGEST_WORD = 1 << 20
"""Bytes in which a part must have come to a next tag: attributes and text are shorter."""
_MOST_NAMES = 2_000
_DEEPEST = 100
_MOST_ATTRIBUTES = 200
_SPACE = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_STRICT = (".xml", ".rels")
"""Other parts need not be whole XML: drawings of old programs, pages of the web."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipBounds:
    """What a document of a kind may hold at most.

    `most`: how many elements of a name, whatever their namespace, and the Swedish sentence where
    there are more. `broken` and `too_large`: the sentences for what cannot be read, and for what is
    larger than any such document.
    """

    broken: str
    too_large: str
    parts: int = 2_000
    unpacked: int = 100_000_000
    elements: int = 4_000_000
    most: Mapping[str, tuple[int, str]] = field(default_factory=dict)


def require_bounded(data: bytes, bounds: ZipBounds) -> None:
    """Raises UnreadableError where the document is no whole zip or holds more than its bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            entries = parts.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if len(entries) > bounds.parts or unpacked > bounds.unpacked:
                raise UnreadableError(bounds.too_large)
            counted = _Counted(bounds)
            for entry in entries:
                with parts.open(entry) as part:
                    counted.part(part, is_loose=not entry.filename.endswith(_STRICT))
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # zipfile: bad headers, unknown compression, passwords …
        raise UnreadableError(bounds.broken) from error


def _refuse_doctype(*_: object) -> None:
    """Entities come in one, and no such document has any."""
    raise expat.ExpatError("a document type")


class _Counted:
    """The elements of all parts so far, by their names as written."""

    def __init__(self, bounds: ZipBounds) -> None:
        self._bounds = bounds
        self._names: dict[str, int] = {}
        self._depth = 0
        self._events = 0

    def part(self, part: IO[bytes], *, is_loose: bool) -> None:
        """Count the elements of a part that is XML. Raises UnreadableError, or ExpatError where it
        is not whole."""
        piece = part.read(_PIECE)
        if not piece.lstrip(_SPACE).startswith(b"<"):
            return
        parser = self._parser()
        silent = 0
        try:
            while piece:
                before = self._events
                parser.Parse(piece, False)
                silent = 0 if self._events > before else silent + len(piece)
                self._require_bounded(silent)
                piece = part.read(_PIECE)
            parser.Parse(b"", True)
        except expat.ExpatError:
            if not is_loose:
                raise

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _refuse_doctype
        self._depth = 0
        return parser

    def _start(self, name: str, attributes: list[str]) -> None:
        self._names[name] = self._names.get(name, 0) + 1
        self._depth += 1
        self._events += 1
        if self._depth > _DEEPEST or len(attributes) > 2 * _MOST_ATTRIBUTES:
            raise UnreadableError(self._bounds.broken)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._events += 1

    def _require_bounded(self, silent: int) -> None:
        if silent > _LONGEST_WORD or len(self._names) > _MOST_NAMES:
            raise UnreadableError(self._bounds.broken)
        counts: dict[str, int] = {}
        for name, count in self._names.items():
            local = name.rpartition(":")[2]
            counts[local] = counts.get(local, 0) + count
        for local, (most, says) in self._bounds.most.items():
            if counts.get(local, 0) > most:
                raise UnreadableError(says)
        if sum(counts.values()) > self._bounds.elements:
            raise UnreadableError(self._bounds.too_large)
