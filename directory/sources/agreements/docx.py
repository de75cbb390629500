"""Reads a Word document (.docx): its text with all changes accepted, its lists and tables.

python-docx opens it: the best maintained reader of the format, on lxml without entities or network.
It does not read footnotes, merged cells, tracked changes, equations, signs of symbol fonts or other
documents put into the text, so those are read from its XML.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.document import Document as Opened

from directory.sources.agreements.docx_chunks import chunk_of, chunk_pieces
from directory.sources.agreements.docx_marks import join_deleted
from directory.sources.agreements.docx_notes import read_notes
from directory.sources.agreements.docx_package import openable
from directory.sources.agreements.docx_styles import Styles
from directory.sources.agreements.docx_table import laid_out, read_table
from directory.sources.agreements.docx_text import (
    W,
    inner_boxes,
    is_bold,
    note_references,
    paragraph_text,
    visible,
)
from directory.sources.agreements.docx_unread import unread
from directory.sources.agreements.draft import (
    DocumentError,
    DocumentPieces,
    Footnote,
    Item,
    NotText,
    Paragraph,
    Piece,
    WrittenHeading,
)
from directory.sources.agreements.layout_table import LABEL_LEVEL
from directory.sources.agreements.prose import lines
from directory.sources.text_file import UnreadableError
from directory.sources.zip_bounds import ZipBounds, require_bounded

LARGEST_UNPACKED = 200_000_000
LARGEST_XML = 30_000_000

_MOST_PARTS = 5_000
_DEEPEST = 3
_BROKEN = "Word-dokumentet är trasigt. Öppna det i Word och spara om det som .docx."
_TOO_LARGE = (
    "Dokumentet är för stort när det packas upp. Spara det utan bilder och inbäddade filer."
)
_PARTS_OF_IT = "Läs in delarna som egna dokument."
_TABLES = f"Dokumentet har fler än 100 000 celler i tabeller. {_PARTS_OF_IT}"
_PARAGRAPHS = f"Dokumentet har fler än 200 000 stycken. {_PARTS_OF_IT}"
_RUNS = f"Dokumentet har fler än 1 000 000 bitar text. {_PARTS_OF_IT}"
BOUNDS = ZipBounds(
    broken=_BROKEN,
    too_large=_TOO_LARGE,
    parts=_MOST_PARTS,
    unpacked=LARGEST_UNPACKED,
    most={
        "tc": (100_000, _TABLES),
        "p": (200_000, _PARAGRAPHS),
        "r": (1_000_000, _RUNS),
        "style": (20_000, _TOO_LARGE),
        "Relationship": (20_000, _TOO_LARGE),
    },
)


def read_docx(data: bytes, depth: int = 0) -> DocumentPieces:
    """The pieces of a document. Raises only DocumentError.

    `depth`: how many documents this one is put into.
    """
    try:
        _require_bounded(data)
        opened = Document(io.BytesIO(openable(data)))
        return _DocxReader(opened, depth).draft()
    except DocumentError:
        raise
    except UnreadableError as error:
        raise DocumentError(str(error)) from error
    except Exception as error:  # python-docx, lxml and zipfile raise errors of many types
        raise DocumentError(_BROKEN) from error


def _require_bounded(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        entries = parts.infolist()
    if not any(entry.filename.startswith("word/") for entry in entries):
        raise DocumentError("Filen är inget Word-dokument. Spara den som .docx, PDF eller HTML.")
    sizes = [entry.file_size for entry in entries]
    texts = [e.file_size for e in entries if e.filename.endswith((".xml", ".rels"))]
    if len(entries) > _MOST_PARTS or sum(sizes) > LARGEST_UNPACKED or sum(texts) > LARGEST_XML:
        raise DocumentError(_TOO_LARGE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentError(
            "Dokumentet är skyddat med lösenord. Ta bort skyddet och läs in det igen."
        )
    require_bounded(data, BOUNDS)


class _DocxReader:
    """One document with its styles, and the notes that have not been referred to yet."""

    def __init__(self, opened: Opened, depth: int) -> None:
        self._opened = opened
        self._depth = depth
        self._styles = Styles(opened)
        self._notes = read_notes(opened)

    def draft(self) -> DocumentPieces:
        body = self._opened.element.body
        join_deleted(body)
        margins = tuple(piece for piece in self._margins() if not isinstance(piece, NotText))
        return DocumentPieces(pieces=tuple(self._pieces(body)), margins=margins)

    def _margins(self) -> Iterator[Piece]:
        """The text above and below the pages, each once; a logotype there is no text."""
        for section in self._opened.sections:
            for margin in (section.first_page_header, section.header, section.footer):
                if not margin.is_linked_to_previous:
                    yield from self._pieces(margin._element)

    def _pieces(self, element: Any) -> Iterator[Piece]:
        for node in visible(element):
            if node.tag == f"{W}p":
                yield from self._paragraph(node)
            elif node.tag == f"{W}tbl":
                yield from self._table(node)
            elif node.tag == f"{W}altChunk":
                yield from self._chunk(node)
            else:
                yield from self._pieces(node)

    def _chunk(self, node: Any) -> Iterator[Piece]:
        """Another document that is put in here, read as if it stood in this one."""
        chunk = chunk_of(node, self._opened)
        if chunk and chunk.is_word and self._depth < _DEEPEST:
            yield from read_docx(chunk.content, self._depth + 1).pieces
        else:
            yield from chunk_pieces(chunk)

    def _table(self, node: Any) -> Iterator[Piece]:
        """A table of one cell is a frame round text; one with headings in it, or with labels
        beside their texts, only lays it out."""
        cells = node.findall(f"{W}tr/{W}tc")
        if len(cells) == 1:
            yield from self._pieces(cells[0])
        elif self._has_headings(node):
            yield from self._pieces(node)
        elif laid := laid_out(node):
            for label, cell in laid:
                if label:
                    yield WrittenHeading(label, LABEL_LEVEL)
                yield from self._pieces(cell)
        else:
            yield read_table(node)
            yield from unread(node)
            yield from self._references(node)

    def _has_headings(self, table: Any) -> bool:
        """Whether there are headings in its cells, other than those of its columns."""
        rows = table.findall(f"{W}tr")
        first = [p for row in rows[:1] for p in row.iter(f"{W}p") if paragraph_text(p).strip()]
        others = [p for row in rows for p in row.iter(f"{W}p") if paragraph_text(p).strip()]
        if first and all(map(self._is_heading, first)) and len(first) > 1:
            others = others[len(first) :]
        return any(map(self._is_heading, others))

    def _is_heading(self, paragraph: Any) -> bool:
        return self._styles.heading_level(paragraph) is not None

    def _paragraph(self, node: Any) -> Iterator[Piece]:
        text = lines(paragraph_text(node))
        if text and not self._styles.is_contents(node):
            yield from self._text(node, text)
        yield from unread(node)
        yield from self._references(node)
        for box in inner_boxes(node):
            yield from self._pieces(box)

    def _text(self, node: Any, text: str) -> Iterator[Piece]:
        flat = text.replace("\n", " ")
        if (level := self._styles.heading_level(node)) is not None:
            yield WrittenHeading(flat, level)
        elif (depth := self._styles.list_level(node)) is not None:
            yield Item(flat, depth)
        else:
            bold = is_bold(node) or self._styles.is_bold(node)
            yield from (Paragraph(line, bold) for line in text.split("\n"))

    def _references(self, node: Any) -> Iterator[Footnote]:
        for name in note_references(node):
            if text := self._notes.pop(name, ""):
                yield Footnote(text)
