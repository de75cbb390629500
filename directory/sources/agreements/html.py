"""Reads a web page: its text without navigation, scripts and hidden elements.

selectolax (Lexbor) reads it: it repairs broken markup as browsers do, in C.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from directory.lazy.values import dataclass
from directory.sources.agreements.contents import is_title
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
from directory.sources.agreements.html_folded import (
    FoldEnd,
    FoldStart,
    label_of,
    unfold,
    with_headings,
)
from directory.sources.agreements.html_notes import Notes, find_notes
from directory.sources.agreements.html_table import (
    is_layout,
    laid_out,
    read_definitions,
    read_table,
)
from directory.sources.agreements.html_tags import BLOCKS, NEVER_NESTED
from directory.sources.agreements.html_text import (
    LINKED_NOTE,
    children,
    is_left_out,
    node_text,
)
from directory.sources.agreements.html_unread import unread
from directory.sources.agreements.html_word import is_typed_by_word, word_item
from directory.sources.agreements.layout_table import LABEL_LEVEL
from directory.sources.agreements.prose import lines, prose

_DEEPEST = 200
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
_HEADING = re.compile("h[1-6]")


def read_html(text: str) -> DocumentPieces:
    """The pieces of a page. Raises DocumentError where it is nested too deep."""
    _require_shallow(text)
    page = LexborHTMLParser(text)
    body = page.body
    named = page.css_first("head > title")
    title = prose(named.text()) if named else ""
    if body is None:
        return DocumentPieces(pieces=(), title=title)
    unfold(body)
    top = _content(body)
    pieces = tuple(with_headings(_without_contents(_pieces(top, find_notes(body)))))
    has_title = any(isinstance(piece, WrittenHeading) and piece.level == 1 for piece in pieces)
    return DocumentPieces(pieces=pieces, title="" if has_title else title)


def html_pieces(text: str) -> Iterator[Piece]:
    """The pieces of an HTML fragment in another text."""
    yield from read_html(text).pieces


def _require_shallow(text: str) -> None:
    """Lexbor takes quadratic time for nested elements, so the depth is checked first."""
    depth = 0
    for closing, tag in _TAG.findall(text):
        if tag.lower() not in NEVER_NESTED:
            depth = max(0, depth - 1) if closing else depth + 1
        if depth > _DEEPEST:
            raise DocumentError(
                "Sidan är trasig: för många element öppnas inuti varandra. Spara om den som HTML"
                " eller PDF."
            )


def _content(body: LexborNode) -> LexborNode:
    """The page's main part where it has exactly one, else all of it."""
    for selector in ("main, [role=main]", "article"):
        nodes = body.css(selector)
        if len(nodes) == 1:
            return nodes[0]
    return body


@dataclass(frozen=True, slots=True)
class ContentsList:
    """A list that only leads to places on the page."""


_HtmlPiece = Piece | FoldStart | FoldEnd | ContentsList


def _without_contents(pieces: Iterator[_HtmlPiece]) -> Iterator[Piece | FoldStart | FoldEnd]:
    """The pieces without lists of contents and their titles."""
    waiting: Piece | None = None
    for piece in pieces:
        if waiting is not None and not isinstance(piece, ContentsList):
            yield waiting
        waiting = None
        if isinstance(piece, Paragraph | WrittenHeading) and is_title(piece):
            waiting = piece
        elif not isinstance(piece, ContentsList):
            yield piece
    if waiting is not None:
        yield waiting


def _pieces(top: LexborNode, notes: Notes) -> Iterator[_HtmlPiece]:
    run: list[LexborNode] = []
    for node in children(top):
        if notes.is_note(node):
            continue
        if is_left_out(node):
            yield from unread(node)
        elif _is_block(node):
            yield from _run(run, notes)
            run = []
            yield from _block(node, notes)
        else:
            run.append(node)
    yield from _run(run, notes)


def _is_block(node: LexborNode) -> bool:
    return node.tag in BLOCKS or (
        node.tag not in ("-text", "table") and any(_is_block(child) for child in children(node))
    )


def _run(run: list[LexborNode], notes: Notes) -> Iterator[Piece]:
    """Inline nodes between blocks: one paragraph for each line."""
    text = lines("".join(map(node_text, run)))
    bold = _is_bold(run)
    yield from (Paragraph(line, bold) for line in text.split("\n") if line)
    yield from _beside(run, notes)


def _is_bold(run: list[LexborNode]) -> bool:
    seen = [node for node in run if prose(node_text(node))]
    return len(seen) == 1 and seen[0].tag in ("b", "strong")


def _beside(run: list[LexborNode], notes: Notes) -> Iterator[Footnote | NotText]:
    """What the nodes refer to, and what of them is no text."""
    for node in run:
        yield from unread(node)
        links = [node] if node.tag == "a" else node.css(LINKED_NOTE) if node.tag != "-text" else []
        for link in links:
            if text := notes.take(link):
                yield Footnote(text)


def _block(node: LexborNode, notes: Notes) -> Iterator[_HtmlPiece]:
    if label := label_of(node):
        yield FoldStart(label)
        yield from _unfolded(node, notes)
        yield FoldEnd()
    else:
        yield from _unfolded(node, notes)


def _unfolded(node: LexborNode, notes: Notes) -> Iterator[_HtmlPiece]:
    tag = node.tag or ""
    if _HEADING.fullmatch(tag):
        if text := prose(node_text(node)):
            yield WrittenHeading(text, int(tag[1]))
        yield from _beside([node], notes)
    elif tag in ("ul", "ol"):
        yield from _list(node, 0, notes)
    elif is_typed_by_word(node):
        yield from word_item(node)
        yield from _beside([node], notes)
    elif tag == "summary":
        return
    elif tag == "table" and (laid := laid_out(node)):
        for label, cell in laid:
            if label:
                yield WrittenHeading(label, LABEL_LEVEL)
            yield from _pieces(cell, notes)
    elif tag == "table" and not is_layout(node):
        yield read_table(node)
        yield from _beside([node], notes)
    elif tag == "dl":
        yield read_definitions(node)
    else:
        yield from _pieces(node, notes)


def _list(node: LexborNode, level: int, notes: Notes) -> Iterator[_HtmlPiece]:
    if _is_contents(node):
        yield ContentsList()
        return
    for item in children(node):
        if is_left_out(item) or notes.is_note(item):
            continue
        if item.tag in ("ul", "ol"):
            yield from _list(item, level + 1, notes)
        elif item.tag != "-text":
            yield from _item(item, level, notes)


def _is_contents(node: LexborNode) -> bool:
    """Whether a list only leads to places on the page."""
    items = [item for item in children(node) if item.tag == "li"]
    return bool(items) and all(map(_only_leads, items))


def _only_leads(item: LexborNode) -> bool:
    links = item.css(LINKED_NOTE)
    linked = "".join(link.text() for link in links)
    return bool(links) and prose(linked) == prose(item.text())


def _item(item: LexborNode, level: int, notes: Notes) -> Iterator[_HtmlPiece]:
    """A list item with all its own text, then the lists and tables in it."""
    inner = [n for n in item.css("ul, ol, table") if _nearest(n, item)]
    own = prose(node_text(item, without=("ul", "ol", "table")))
    if own:
        yield Item(own, level)
    yield from _beside([item], notes)
    for node in inner:
        if node.tag == "table":
            yield read_table(node)
        else:
            yield from _list(node, level + 1 if own else level, notes)


def _nearest(node: LexborNode, item: LexborNode) -> bool:
    """Whether no other list or table lies between the two."""
    above = node.parent
    while above is not None and above.mem_id != item.mem_id:
        if above.tag in ("ul", "ol", "table"):
            return False
        above = above.parent
    return above is not None and node.mem_id != item.mem_id
