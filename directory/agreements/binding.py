"""Which statements of a section are never shown apart.

A statement is not understood, or is understood wrongly, without what it goes on from: its
exception, its other branch, the words that its list stands under.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise

from directory.agreements.document import Block, BlockKind, Section
from directory.agreements.sentences import Statement
from directory.lazy.patterns import LazyPattern

SHORT = 60
"""Words. A section, a paragraph, a list or a table that has no more is shown whole."""

_EXCEPTION = LazyPattern(
    r"(?:med )?(?:undantag\w*|annars|övriga?|övrigt|i övrigt|men|dock|däremot|däröver|därunder|inte"
    r"|ej|aldrig|utom|förutom|bortsett|såvida|i (?:annat|andra) fall|(?:detta |det )?gäller (?:inte"
    r"|ej|dock|endast|bara)|(?:detta|det) gäller)\b",
    re.IGNORECASE,
)
"""Begins a statement that takes something back from the one before: neither stands alone."""
_GOES_ON = LazyPattern(
    r"(?:om|vid|då|när|därefter|därför|därmed|därtill|sedan|dessutom|även|också|alltså|denn?a"
    r"|detta|dessa|den|det|de|dit|där|han|hon|hen|samma|sådan\w*|samtidigt|i så fall|högre|lägre"
    r"|yngre|äldre|tidigare|senare|ovanstående|båda|bägge|nästa|nytt?|alternativt|i stället"
    r"|istället|endast|enbart|bara)\b",
    re.IGNORECASE,
)
"""Begins a statement that goes on from the one before, which may stand without it."""
_BRANCH = LazyPattern(r"[^:.;]{2,70}:\s")
"""”Äldre händelse: …”: one of several cases, beside another."""

Links = list[set[int]]


def together(section: Section, statements: Sequence[Statement]) -> tuple[frozenset[int], ...]:
    """For each statement, by number, those that must be shown with it, itself included."""
    links: Links = [{number} for number in range(len(statements))]
    for first, second in _neighbours(section, statements):
        links[first].add(second)
    return tuple(_closed(links, number) for number in range(len(links)))


def beginnings(
    section: Section, statements: Sequence[Statement], shown: Collection[int]
) -> Iterator[int]:
    """The first point of each list that is introduced (”Ring jouren vid:”) and has none shown."""
    for number, before in enumerate(statements):
        if number in shown and before.text.endswith(":"):
            points = list(_points_under(before, section.blocks, statements[number + 1 :]))
            if points and not any(number + 1 + place in shown for place in points):
                yield number + 1


def _points_under(
    lead: Statement, blocks: Sequence[Block], following: Sequence[Statement]
) -> Iterator[int]:
    for place, statement in enumerate(following):
        block = blocks[statement.block]
        if block.kind is BlockKind.PARAGRAPH or not leads(lead.text, block):
            return
        yield place


def _closed(links: Links, start: int) -> frozenset[int]:
    reached, waiting = {start}, [start]
    while waiting:
        new = links[waiting.pop()] - reached
        reached |= new
        waiting += new
    return frozenset(reached)


def _neighbours(section: Section, statements: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Pairs of statements: the first is not shown without the second."""
    blocks = section.blocks
    for number, (before, after) in enumerate(pairwise(statements), start=1):
        kind = blocks[after.block].kind
        if _EXCEPTION.match(after.text) or _are_branches(before, after, blocks):
            yield from _both(number - 1, number)
        elif kind is BlockKind.PARAGRAPH and _GOES_ON.match(after.text):
            yield number, number - 1
    for unit in _units(statements, blocks):
        if _count(statements[number] for number in unit) <= SHORT:
            for first, second in pairwise(unit):
                yield from _both(first, second)
    yield from _leads(statements, blocks)


def _both(first: int, second: int) -> Iterator[tuple[int, int]]:
    yield first, second
    yield second, first


def _are_branches(before: Statement, after: Statement, blocks: Sequence[Block]) -> bool:
    if any(blocks[one.block].kind is not BlockKind.PARAGRAPH for one in (before, after)):
        return False
    return bool(_BRANCH.match(before.text) and _BRANCH.match(after.text))


def _units(statements: Sequence[Statement], blocks: Sequence[Block]) -> Iterator[list[int]]:
    """The statements of each paragraph, of each list and of each table."""

    def key(number: int) -> tuple[BlockKind, int]:
        block = blocks[statements[number].block]
        is_paragraph = block.kind is BlockKind.PARAGRAPH
        return block.kind, statements[number].block if is_paragraph else -1

    for _, numbers in groupby(range(len(statements)), key):
        yield list(numbers)


def _leads(statements: Sequence[Statement], blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """A point or row with the statement that its list stands under."""
    under: int | None = None
    for number, statement in enumerate(statements):
        block = blocks[statement.block]
        if block.kind is BlockKind.PARAGRAPH:
            under = number
        elif under is not None and leads(statements[under].text, block):
            yield number, under
        if block.kind is BlockKind.ITEM:
            yield from _parent(number, statements, blocks)


def leads(text: str, block: Block) -> bool:
    """Whether the words stand in a block's lead, so that they are said with it."""
    return (bool(block.lead) and text.rstrip(": ").endswith(block.lead.rstrip(": "))) or (
        bool(text) and text.rstrip(": ") in block.lead
    )


def _parent(
    number: int, statements: Sequence[Statement], blocks: Sequence[Block]
) -> Iterator[tuple[int, int]]:
    """A nested point with the one that it is nested in, which is not shown without its points."""
    level = blocks[statements[number].block].level
    for above in range(number - 1, -1, -1):
        block = blocks[statements[above].block]
        if block.kind is not BlockKind.ITEM:
            return
        if block.level < level:
            yield number, above
            if block.text.rstrip().endswith(":"):
                yield above, number
            return


def _count(statements: Iterator[Statement]) -> int:
    return sum(len(statement.text.split()) for statement in statements)
