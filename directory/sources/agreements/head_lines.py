"""Sets the rows of a document's head apart from its text: they are never a section of it.

”Dokumenttyp: RMR”, ”Version 2.1”, ”Sida 1 (4)”: as headings anywhere, and as lines and tables
before the text begins. What says whom a document is for (Gäller för, Målgrupp) stays in the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from directory.sources.agreements.dates import DAY
from directory.sources.agreements.draft import (
    DocumentPieces,
    Item,
    Paragraph,
    Piece,
    WrittenHeading,
    WrittenTable,
)
from directory.sources.agreements.head_words import is_label, is_of_document, marks

_LONGEST_VALUE = 90
_KEPT = re.compile(r"gäller\sför|målgrupp|omfattning|kontakt(?:person)?|verksamhet|enhet", re.I)
_ONLY_DOCUMENTS = re.compile(
    r"författare|handlingstyp|diarieplan|sid(?:a|or|nr)?|publicerad|utskriven|nästa\s\w+"
    r"|(?:fastställd|godkänd|beslutad|utfärdat?|upprättad|granskad)\sav",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:sid(?:a|an|or|nr)?\.?\s*)?\d{1,3}\s?(?:\(\d{1,3}\)|/\s?\d{1,3}|av\s\d{1,3})"
    r"|sid(?:a|an)?\.?:?\s*\d{1,3}",
    re.IGNORECASE,
)
_PLAIN_VALUE = re.compile(rf"(?:{DAY}|[\w./-]*\d[\w./-]*|[A-ZÅÄÖ])(?:\s*\(\d+\))?", re.IGNORECASE)
_UNCOLONED = ("number", "version", "adopted", "revised", "valid_from", "valid_to")
_SENTENCE = re.compile(r"[.!?]\s+[A-ZÅÄÖ]")


def set_apart(draft: DocumentPieces) -> DocumentPieces:
    """The same document with the rows of its head among its margins."""
    head: list[Piece] = []
    text = list(_text(draft.pieces, head))
    return replace(draft, pieces=tuple(text), margins=(*draft.margins, *head))


def _text(pieces: Sequence[Piece], head: list[Piece]) -> Iterator[Piece]:
    """What is no row of the head; those are added to `head`."""
    headings = 0
    for piece in pieces:
        match piece:
            case WrittenHeading(text) if is_head_row(text, anywhere=headings > 1):
                head.append(Paragraph(text))
            case Paragraph(text, bold=True) if is_head_row(text, anywhere=headings > 1):
                head.append(piece)
            case Paragraph(text) | Item(text) if headings < 2 and is_head_row(text):
                head.append(piece)
            case WrittenTable() if headings < 2:
                yield from _rest(piece, head)
            case _:
                headings += isinstance(piece, WrittenHeading)
                yield piece


def is_head_row(text: str, *, anywhere: bool = False) -> bool:
    """Whether the words are labels of a document's head with their values, and nothing else.

    `anywhere`: only labels that nothing but a document has; ”Ansvarig: …” may be part of a text.
    """
    line = " ".join(text.split())
    if _PAGE.fullmatch(line):
        return True
    found = marks(line)
    if not found or line[: found[0].start()].strip(" |•–-"):
        return False
    ends = [label.start() for label in found[1:]]
    return all(
        _is_row(label, line[label.end() : end])
        and (not anywhere or is_of_document(label[0]) or _ONLY_DOCUMENTS.fullmatch(label[0]))
        for label, end in zip_longest(found, ends, fillvalue=len(line))
        if isinstance(label, re.Match)
    )


def _is_row(label: re.Match[str], value: str) -> bool:
    words = value.strip(" |;,.")
    if _KEPT.fullmatch(label[0]):
        return False
    if words.startswith(":"):
        return len(words) <= _LONGEST_VALUE and not _SENTENCE.search(words)
    if _PAGE.fullmatch(f"{label[0]} {words}"):
        return True
    return label.lastgroup in _UNCOLONED and bool(_PLAIN_VALUE.fullmatch(words))


def _rest(table: WrittenTable, head: list[Piece]) -> Iterator[WrittenTable]:
    """The rows of a table that are not of the head."""
    if _names_columns(table):
        head.append(table)
        return
    rows = [row for row in table.rows if any(row)]
    own = [row for row in rows if not _is_head_cells(row)]
    if len(own) == len(rows):
        yield table
        return
    head.append(replace(table, rows=tuple(row for row in rows if row not in own)))
    if own:
        yield replace(table, rows=tuple(own), heads=0)


def _names_columns(table: WrittenTable) -> bool:
    """Labels side by side with their values below: ”Fastställd av | Giltig t.o.m.”."""
    rows = [[cell for cell in row if cell] for row in table.rows if any(row)]
    return (
        2 <= len(rows) <= 3
        and len(rows[0]) > 1
        and all(is_label(cell) and not _KEPT.fullmatch(cell.strip(" :")) for cell in rows[0])
    )


def _is_head_cells(row: Sequence[str | None]) -> bool:
    """”Version | 2.1”, ”Version: 2.1 | Dokumentägare: Medicinska rådet”."""
    cells = [cell for cell in row if cell]
    if all(is_head_row(cell) for cell in cells):
        return True
    labels, values = cells[::2], cells[1::2]
    return len(values) == len(labels) and all(
        is_label(label) and not _KEPT.fullmatch(label.strip(" :")) and len(value) <= _LONGEST_VALUE
        for label, value in zip(labels, values, strict=True)
    )
