"""Other documents that are put whole into a Word document (”altChunk”): Word shows them in it."""

from collections.abc import Iterator
from typing import Any

from docx.document import Document as Opened

from directory.lazy.values import dataclass
from directory.sources.agreements.draft import NotText, Paragraph, Piece
from directory.sources.agreements.html import html_pieces
from directory.sources.agreements.plain_text import decode_text
from directory.sources.agreements.prose import lines

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PAGES = ("text/html", "application/xhtml+xml")
_TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A document within a document. `kind`: its type of content."""

    kind: str
    content: bytes

    @property
    def is_word(self) -> bool:
        return self.kind.startswith(_WORD) and self.content.startswith(b"PK")


def chunk_of(node: Any, opened: Opened) -> Chunk | None:
    """The document that an altChunk names; None where it lies outside or is not there."""
    relation = opened.part.rels.get(node.get(_ID, ""))
    if relation is None or relation.is_external:
        return None
    part = relation.target_part
    return Chunk(part.content_type.casefold(), part.blob)


def chunk_pieces(chunk: Chunk | None) -> Iterator[Piece]:
    """The pieces of a page or a plain text; of anything else only that it is there."""
    if chunk and chunk.kind in _PAGES:
        yield from html_pieces(decode_text(chunk.content))
    elif chunk and chunk.kind == _TEXT:
        yield from map(Paragraph, lines(decode_text(chunk.content)).split("\n"))
    else:
        yield NotText("ett inbäddat dokument")
