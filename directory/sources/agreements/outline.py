"""Divides pieces into sections: each heading with the text up to the next heading."""

from collections.abc import Sequence
from itertools import zip_longest

from directory.agreements.document import Block, BlockKind, Section
from directory.lazy.values import dataclass
from directory.sources.agreements.callouts import is_callout
from directory.sources.agreements.contents import without_contents
from directory.sources.agreements.draft import (
    Footnote,
    Item,
    NotText,
    Paragraph,
    Piece,
    WrittenHeading,
    WrittenTable,
    texts_of,
)
from directory.sources.agreements.leads import ListLeads, table_lead
from directory.sources.agreements.points import typed_points
from directory.sources.agreements.rows import table_blocks

_LONGEST_HEADING = 100


@dataclass(frozen=True, slots=True)
class Outline:
    """`title`: the document's own, or an empty string. `unread`: what was not read, with the number
    of the section that it stands in. `left_out`: the title, and the lines of lists of contents."""

    title: str
    sections: tuple[Section, ...]
    unread: tuple[tuple[int, str], ...] = ()
    left_out: tuple[str, ...] = ()


def outline(pieces: Sequence[Piece], title: str = "") -> Outline:
    """The title of a document and its sections.

    A heading keeps its number, since that is how a reader refers to it. The title is no section,
    but text before the first heading is one with the title as its heading. A heading with only
    headings under it is no section either: it is part of their path.
    """
    whole = _with_headings(pieces)
    within = list(without_contents(whole))
    kept = set(map(id, within))
    left_out = [text for p in whole if id(p) not in kept for text in texts_of(p)]
    pieces = list(typed_points(within))
    own = _title([piece for piece in pieces if not isinstance(piece, NotText)])
    heading = own.text if own else title
    bodies = _bodies([p for p in pieces if p is not own], heading)
    return Outline(
        title or heading,
        tuple(_section(number, *body) for number, body in enumerate(bodies)),
        tuple((number, what) for number, body in enumerate(bodies) for what in _unread(body[2])),
        (*left_out, heading),
    )


def _unread(body: Sequence[Piece]) -> list[str]:
    """What is not read of a section, each kind once."""
    return list(dict.fromkeys(piece.text for piece in body if isinstance(piece, NotText)))


def _with_headings(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """In a document with at most a title, short paragraphs in bold are its headings."""
    if sum(isinstance(piece, WrittenHeading) for piece in pieces) > 1:
        return pieces
    return [_heading(p) if isinstance(p, Paragraph) and _is_heading(p) else p for p in pieces]


def _is_heading(piece: Paragraph) -> bool:
    return (
        piece.bold
        and len(piece.text) <= _LONGEST_HEADING
        and piece.text[-1] not in ".:;,"
        and not is_callout(piece.text)
    )


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
    leads = ListLeads(headings)
    for piece, following in zip_longest(pieces, pieces[1:]):
        match piece:
            case Paragraph(text):
                words = leads.of_paragraph(text, before_item=isinstance(following, Item))
                blocks.append(Block(BlockKind.PARAGRAPH, text, words))
            case Item(text, level):
                words, depth = leads.of_item(text, level)
                blocks.append(Block(BlockKind.ITEM, text, words, depth))
            case WrittenTable():
                blocks += table_blocks(piece, table_lead(leads.last, headings))
                leads = ListLeads(headings)
    notes = [piece.text for piece in pieces if isinstance(piece, Footnote)]
    return (*blocks, *(Block(BlockKind.PARAGRAPH, f"Not: {text}") for text in notes))
