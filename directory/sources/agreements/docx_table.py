"""Reads the tables of a Word document; merged cells are spread out."""

from collections.abc import Iterator
from typing import Any

from directory.sources.agreements.docx_text import W, is_bold, is_on, paragraph_text, visible
from directory.sources.agreements.draft import WrittenTable, require_few
from directory.sources.agreements.prose import lines, one_line

_MOST_SPANNED = 100


def read_table(node: Any) -> WrittenTable:
    """The table; its heads are the rows that Word repeats on each page, else a bold first row."""
    rows = [child for child in _through(node) if child.tag == f"{W}tr"]
    grid: list[tuple[str | None, ...]] = []
    count = 0
    for row in rows:
        grid.append(_cells(row, grid[-1] if grid else ()))
        count += len(grid[-1])
        require_few(count)
    heads = 0
    while heads < len(rows) and _repeats(rows[heads]):
        heads += 1
    bold = len(rows) > 1 and _all_bold(rows[0]) and not _all_bold(rows[1])
    return WrittenTable(tuple(grid), heads or (1 if bold and len(grid[0]) > 1 else None))


def _through(node: Any) -> Iterator[Any]:
    """The children, also those within content controls and inserted ones."""
    for child in visible(node):
        if child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _through(child)
        else:
            yield child


def _repeats(row: Any) -> bool:
    return bool(is_on(row.find(f"{W}trPr"), "tblHeader"))


def _all_bold(row: Any) -> bool:
    paragraphs = [p for p in row.iter(f"{W}p") if paragraph_text(p).strip()]
    return bool(paragraphs) and all(map(is_bold, paragraphs))


def _cells(row: Any, above: tuple[str | None, ...]) -> tuple[str | None, ...]:
    texts: list[str | None] = []
    for cell in _through(row):
        if cell.tag == f"{W}tc":
            text = above[len(texts)] if _goes_on(cell) and len(texts) < len(above) else _text(cell)
            texts += [text, *[None] * (_span(cell) - 1)]
    return tuple(texts)


def _goes_on(cell: Any) -> bool:
    """Whether the cell is merged with the cell above."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val", "continue") == "continue"


def _span(cell: Any) -> int:
    grid_span = cell.find(f"{W}tcPr/{W}gridSpan")
    written = grid_span.get(f"{W}val", "") if grid_span is not None else ""
    return min(int(written), _MOST_SPANNED) if written.isdecimal() and int(written) else 1


def _text(cell: Any) -> str:
    """The lines of a cell; each row of a table within it is one line."""
    parts = []
    for node in _through(cell):
        if node.tag == f"{W}p":
            parts.append(lines(paragraph_text(node)))
        elif node.tag == f"{W}tbl":
            inner = read_table(node).rows
            parts += [" – ".join(one_line(text) for text in row if text) for row in inner]
    return "\n".join(filter(None, parts))
