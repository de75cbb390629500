"""Reads Markdown with front matter: CommonMark, tables, footnotes and struck text.

markdown-it-py parses it: it follows CommonMark exactly and accepts any text.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from directory.sources.agreements.draft import (
    MOST_CHARACTERS,
    TOO_LONG,
    DocumentError,
    DocumentPieces,
    Footnote,
    Item,
    NotText,
    Paragraph,
    Piece,
    WrittenHeading,
    WrittenTable,
)
from directory.sources.agreements.front_matter import read_head, split
from directory.sources.agreements.html import html_pieces
from directory.sources.agreements.prose import lines, prose

FRONT_MATTER = "uppgifterna överst i filen"

_READER = MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"])
_NOTE = re.compile(r"^\[\^([^\]\n]{1,40})\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*))*)$", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\n]{1,40})\]")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LEFT_OUT = ("s", "image")


def read_markdown(text: str) -> DocumentPieces:
    """The pieces of a Markdown text, and its front matter. Line ends are line feeds."""
    if len(text) > MOST_CHARACTERS:
        raise DocumentError(TOO_LONG)
    front, body = split(text)
    notes = {note[1]: prose(note[2]) for note in _NOTE.finditer(body)}
    body = _NOTE.sub("", body)
    root = SyntaxTreeNode(_READER.parse(body))
    pieces = _with_notes(_blocks(root.children), notes)
    return DocumentPieces(pieces=tuple(pieces), head=read_head(front, FRONT_MATTER))


def _with_notes(pieces: Iterator[Piece], notes: dict[str, str]) -> Iterator[Piece]:
    """Each note after the piece that first refers to it; notes without references come last."""
    for piece in pieces:
        clean, names = _without_references(piece)
        if clean is not None:
            yield clean
        yield from (Footnote(notes.pop(name)) for name in names if name in notes)
    yield from (Footnote(text) for text in notes.values() if text)


def _without_references(piece: Piece) -> tuple[Piece | None, list[str]]:
    match piece:
        case WrittenTable(rows, heads):
            names = [n for row in rows for cell in row for n in _REFERENCE.findall(cell or "")]
            bare = tuple(tuple(cell and _bare(cell) for cell in row) for row in rows)
            return WrittenTable(bare, heads), names
        case WrittenHeading(text, level):
            return _if_any(_bare(text), WrittenHeading(_bare(text), level)), _REFERENCE.findall(
                text
            )
        case Paragraph(text, bold):
            return _if_any(_bare(text), Paragraph(_bare(text), bold)), _REFERENCE.findall(text)
        case Item(text, level):
            return _if_any(_bare(text), Item(_bare(text), level)), _REFERENCE.findall(text)
        case Footnote() | NotText():
            return piece, []


def _bare(text: str) -> str:
    return _REFERENCE.sub("", text).strip()


def _if_any(text: str, piece: Piece) -> Piece | None:
    return piece if text else None


def _blocks(nodes: Sequence[SyntaxTreeNode], level: int = 0) -> Iterator[Piece]:
    for node in nodes:
        match node.type:
            case "heading":
                yield WrittenHeading(prose(_text(node)), int(node.tag[1]))
            case "paragraph":
                yield from _paragraph(node)
            case "bullet_list" | "ordered_list":
                for item in node.children:
                    yield from _item(item, level)
            case "table":
                yield _table(node)
            case "blockquote":
                yield from _blocks(node.children, level)
            case "fence" | "code_block":
                yield from (Paragraph(line) for line in lines(node.content).split("\n") if line)
            case "html_block":
                yield from html_pieces(node.content)


def _paragraph(node: SyntaxTreeNode) -> Iterator[Piece]:
    """A paragraph for each line; hard line breaks separate lines, such as those of a head."""
    bold = _is_bold(node)
    texts = lines(_text(node)).split("\n")
    yield from (Paragraph(text, bold) for text in texts if text)
    yield from _pictures(node)


def _pictures(node: SyntaxTreeNode) -> Iterator[NotText]:
    """That there is a picture; one without words is decoration."""
    if any(part.type == "image" and part.content.strip() for part in node.walk()):
        yield NotText("en bild")


def _is_bold(node: SyntaxTreeNode) -> bool:
    inline = node.children[0].children if node.children else []
    parts = [part for part in inline if part.type != "text" or part.content.strip()]
    return len(parts) == 1 and parts[0].type == "strong"


def _item(node: SyntaxTreeNode, level: int) -> Iterator[Piece]:
    """A list item with all its own paragraphs, then what is nested in it."""
    own = [child for child in node.children if child.type == "paragraph"]
    if text := prose("\n".join(map(_text, own))):
        yield Item(text, level)
    for paragraph in own:
        yield from _pictures(paragraph)
    nested = [child for child in node.children if child.type != "paragraph"]
    yield from _blocks(nested, level + 1 if text else level)


def _table(node: SyntaxTreeNode) -> WrittenTable:
    rows = [
        tuple(lines(_text(cell)) for cell in row.children)
        for part in node.children
        for row in part.children
    ]
    if rows and not any(rows[0]):
        return WrittenTable(tuple(rows[1:]), 0)
    return WrittenTable(tuple(rows), 1)


def _text(node: SyntaxTreeNode) -> str:
    """The text of inline nodes; only hard line breaks are kept."""
    match node.type:
        case "text" | "code_inline":
            return node.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "html_inline":
            return "\n" if _LINE_BREAK.fullmatch(node.content) else ""
        case kind if kind in _LEFT_OUT:
            return ""
    return "".join(map(_text, node.children))
