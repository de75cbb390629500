"""Leaves out lists of contents: they name sections and are none, and introduce nothing."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from directory.sources.agreements.draft import Item, Paragraph, Piece, WrittenHeading

TITLE = re.compile(
    r"(?:innehåll(?:s?förteckning)?|contents)(?:\s+på\s+(?:den här\s+|denna\s+)?sidan?)?"
    r"|på\s+(?:den här\s+|denna\s+)sidan?|i\s+(?:det här\s+|detta\s+)dokument(?:et)?",
    re.IGNORECASE,
)
_PAGE = re.compile(r"[\s.…·_]*\d{1,3}$")
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}$|…{2,}\s*\d{1,3}$")
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+")


def without_contents(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces without lists of contents: the lines that lead to a page or, below such a title,
    are headings of the document; and the title."""
    headings = {_bare(piece.text) for piece in pieces if isinstance(piece, WrittenHeading)}
    is_within = False
    for piece, following in zip_longest(pieces, pieces[1:]):
        if is_title(piece) and _is_line(following, headings):
            is_within = True
        elif _is_line(piece, headings if is_within else ()):
            continue
        else:
            is_within = False
            yield piece


def is_title(piece: Piece | None) -> bool:
    """Whether it is what lists of contents are called."""
    if not isinstance(piece, Paragraph | WrittenHeading):
        return False
    return bool(TITLE.fullmatch(piece.text.strip(" :")))


def _is_line(piece: Piece | None, headings: Collection[str]) -> bool:
    if not isinstance(piece, Paragraph | Item):
        return False
    return bool(_LEADER.search(piece.text)) or _bare(piece.text) in headings


def _bare(line: str) -> str:
    """The words of a heading without its number and its page."""
    return _NUMBER.sub("", _PAGE.sub("", line)).strip().casefold()
