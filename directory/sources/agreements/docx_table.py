"""Reads the tables of a Word document; merged cells are spread out."""

from collections.abc import Iterator
from typing import Any

from directory.sources.agreements.docx_text import W, is_bold, is_on, paragraph_text, visible
from directory.sources.agreements.draft import WrittenTable, require_few
from directory.sources.agreements.layout_table import LaidCell, is_laid_out
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


def laid_out(node: Any) -> list[tuple[str, Any]]:
    """The label and the text of each row, where the table only lays out a text; else nothing."""
    rows = [[*_own_cells(row)] for row in _through(node) if row.tag == f"{W}tr"]
    if any(_goes_on(cell) or _span(cell) > 1 for row in rows for cell in row):
        return []
    if any(_repeats(row) for row in _through(node) if row.tag == f"{W}tr"):
        return []
    if not is_laid_out([[LaidCell(_text(cell), _all_bold(cell)) for cell in row] for row in rows]):
        return []
    return [(one_line(_text(label)).rstrip(": "), text) for label, text in rows]


def _own_cells(row: Any) -> Iterator[Any]:
    return (cell for cell in _through(row) if cell.tag == f"{W}tc")


def _through(node: Any) -> Iterator[Any]:
    """The children, also those within content controls and inserted ones."""
    for child in visible(node):
        if child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _through(child)
        else:
            yield child


def _repeats(row: Any) -> bool:
    return bool(is_on(row.find(f"{W}trPr"), "tblHeader"))


def _all_bold(part: Any) -> bool:
    paragraphs = [p for p in part.iter(f"{W}p") if paragraph_text(p).strip()]
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
