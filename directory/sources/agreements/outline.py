"""Divides pieces into sections: each heading with the text up to the next heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.agreements.document import Block, BlockKind, Section
from directory.sources.agreements.draft import (
    Footnote,
    Item,
    Paragraph,
    Piece,
    Unread,
    WrittenHeading,
    WrittenTable,
)
from directory.sources.agreements.leads import beneath, lead, table_lead
from directory.sources.agreements.rows import table_blocks

_LONGEST_HEADING = 100


@dataclass(frozen=True, slots=True)
class Outline:
    """`title`: the document's own, or an empty string. `unread`: what was not read, with the number
    of the section that it stands in."""

    title: str
    sections: tuple[Section, ...]
    unread: tuple[tuple[int, str], ...] = ()


def outline(pieces: Sequence[Piece], title: str = "") -> Outline:
    """The title of a document and its sections.

    A heading keeps its number, since that is how a reader refers to it. The title is no section,
    but text before the first heading is one with the title as its heading. A heading with only
    headings under it is no section either: it is part of their path.
    """
    pieces = _with_headings(pieces)
    own = _title([piece for piece in pieces if not isinstance(piece, Unread)])
    heading = own.text if own else title
    bodies = _bodies([p for p in pieces if p is not own], heading)
    return Outline(
        title or heading,
        tuple(_section(number, *body) for number, body in enumerate(bodies)),
        tuple(
            (number, piece.text)
            for number, (_, _, body) in enumerate(bodies)
            for piece in body
            if isinstance(piece, Unread)
        ),
    )


def _with_headings(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """In a document with at most a title, short paragraphs in bold are its headings."""
    if sum(isinstance(piece, WrittenHeading) for piece in pieces) > 1:
        return pieces
    return [_heading(p) if isinstance(p, Paragraph) and _is_heading(p) else p for p in pieces]


def _is_heading(piece: Paragraph) -> bool:
    return piece.bold and len(piece.text) <= _LONGEST_HEADING and piece.text[-1] not in ".:;,"


def _heading(piece: Paragraph) -> WrittenHeading:
    return WrittenHeading(piece.text, 2)


def _title(pieces: Sequence[Piece]) -> WrittenHeading | None:
    """The first heading, if no other is as high, or if it has no text of its own."""
    places = [n for n, piece in enumerate(pieces) if isinstance(piece, WrittenHeading)]
    if not places:
        return None
    first, *others = [piece for piece in pieces if isinstance(piece, WrittenHeading)]
    above = [other for other in others if other.level <= first.level]
    empty = len(places) > 1 and places[1] == places[0] + 1
    lower = any(other.level < first.level for other in others)
    alone = not above and (bool(others) or first.level <= 1)
    return first if not lower and (alone or (empty and first.level <= 1)) else None


_Body = tuple[WrittenHeading, tuple[str, ...], Sequence[Piece]]


def _bodies(pieces: Sequence[Piece], title: str) -> Sequence[_Body]:
    """Each heading that is a section, the headings above it, and what stands under it."""
    bodies: list[_Body] = []
    above: list[WrittenHeading] = []
    heading, start = WrittenHeading(title, 1), 0
    for end in [*(n for n, p in enumerate(pieces) if isinstance(p, WrittenHeading)), len(pieces)]:
        following = pieces[end] if end < len(pieces) else None
        body = pieces[start:end]
        if body or (above and not _holds(heading, following)):
            bodies.append((heading, tuple(h.text for h in above[:-1]), body))
        if isinstance(following, WrittenHeading):
            above = [*(h for h in above if h.level < following.level), following]
            heading, start = following, end + 1
    return bodies


def _holds(heading: WrittenHeading, following: Piece | None) -> bool:
    return isinstance(following, WrittenHeading) and following.level > heading.level


def _section(
    number: int, heading: WrittenHeading, path: tuple[str, ...], pieces: Sequence[Piece]
) -> Section:
    return Section(
        number=number,
        heading=heading.text,
        level=max(heading.level, 1),
        path=path,
        blocks=_blocks(pieces, (*path, heading.text)),
    )


def _blocks(pieces: Sequence[Piece], headings: tuple[str, ...]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    paragraph, outer = "", list[Item]()
    for piece in pieces:
        match piece:
            case Paragraph(text):
                blocks.append(Block(BlockKind.PARAGRAPH, text))
                paragraph, outer = text, []
            case Item(text, level):
                outer = [item for item in outer if item.level < level]
                words = lead(paragraph, headings)
                for item in outer:
                    words = beneath(words, item.text)
                blocks.append(Block(BlockKind.ITEM, text, words, len(outer)))
                outer.append(piece)
            case WrittenTable():
                blocks += table_blocks(piece, table_lead(paragraph, headings))
                paragraph, outer = "", []
    notes = [piece.text for piece in pieces if isinstance(piece, Footnote)]
    return (*blocks, *(Block(BlockKind.PARAGRAPH, f"Not: {text}") for text in notes))
